// Items that are put in order by buttons or by dragging. The fields beneath are menus of
// positions, which stay what the form sends; without scripts they are filled in.

class Ordering {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector("ol");
    this.voice = root.querySelector("[aria-live]");
    for (const part of root.querySelectorAll("[data-plain]")) part.hidden = true;
    for (const part of root.querySelectorAll("[data-sorted]")) part.hidden = false;
    root.addEventListener("click", (event) => this.press(event.target.closest("button")));
    for (const grip of root.querySelectorAll(".order-grip")) {
      grip.addEventListener("pointerdown", (event) => this.drag(grip, event));
    }
    this.draw();
  }

  get items() {
    return [...this.list.children];
  }

  get isGiven() {
    return this.items.every((item) => item.querySelector("select").value !== "");
  }

  draw() {
    const given = this.isGiven;
    const last = this.items.length - 1;
    this.items.forEach((item, index) => {
      item.querySelector(".order-number").textContent = given ? index + 1 : "";
      for (const button of item.querySelectorAll("[data-move]")) {
        const end = button.dataset.move === "-1" ? 0 : last;
        // Not disabled: that would take the focus from whoever moves an item to the end.
        button.setAttribute("aria-disabled", String(index === end));
      }
    });
    for (const part of this.root.querySelectorAll("[data-when]")) {
      part.hidden = (part.dataset.when === "given") !== given;
    }
  }

  press(button) {
    if (!button) return;
    if (button.dataset.move) this.move(button);
    else if ("keep" in button.dataset) this.write(true, "The order is kept.");
    else this.write(false, "No answer.");
  }

  move(button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    const item = button.closest("li");
    const index = this.items.indexOf(item) + Number(button.dataset.move);
    this.place(item, index);
    this.write(true, `${item.dataset.name}: ${index + 1} of ${this.items.length}`);
  }

  place(item, index) {
    const others = this.items.filter((other) => other !== item);
    // The others move around it: it keeps the focus, and the finger that drags it.
    item.before(...others.slice(0, index));
    item.after(...others.slice(index));
  }

  write(given, words) {
    this.items.forEach((item, index) => {
      item.querySelector("select").value = given ? String(index + 1) : "";
    });
    this.draw();
    this.voice.textContent = words;
    // One event for the form, whichever fields changed.
    this.list.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
  }

  drag(grip, event) {
    if (event.button !== 0 || grip.closest("fieldset").disabled) return;
    event.preventDefault();
    const item = grip.closest("li");
    const before = this.items.indexOf(item);
    grip.setPointerCapture(event.pointerId);
    item.classList.add("is-dragged");
    const follow = (moved) => {
      const above = this.items.filter((other) => {
        const box = other.getBoundingClientRect();
        return other !== item && box.top + box.height / 2 < moved.clientY;
      });
      if (above.length !== this.items.indexOf(item)) this.place(item, above.length);
    };
    const drop = () => {
      grip.removeEventListener("pointermove", follow);
      item.classList.remove("is-dragged");
      if (this.items.indexOf(item) !== before) this.write(true, "");
    };
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("lostpointercapture", drop, { once: true });
  }
}

function sort(root) {
  for (const ordering of root.querySelectorAll("[data-ordering]:not([data-ready])")) {
    ordering.dataset.ready = "";
    if (!ordering.closest("fieldset").disabled) new Ordering(ordering);
  }
}

sort(document);
document.addEventListener("htmx:load", (event) => sort(event.detail.elt));
