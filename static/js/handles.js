// Handles beside typed numbers: dragging one types the number, typing moves it.
// Without scripts the numbers are typed and the form is sent.

function addHandle(input) {
  const [min, max, step] = input.dataset.handle.split(" ");
  const handle = document.createElement("input");
  Object.assign(handle, { type: "range", min, max, step, className: "handle-range" });
  const label = document.querySelector(`label[for="${input.id}"]`);
  handle.setAttribute("aria-label", `${label?.textContent.trim() ?? "Value"}: drag`);
  const follow = () => {
    handle.disabled = input.value === "";
    if (input.value !== "") handle.value = input.value;
  };
  handle.addEventListener("input", () => {
    input.value = handle.value;
    // One event for the form, from the number: the handle itself is not sent.
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const type of ["input", "change"]) {
    handle.addEventListener(type, (event) => event.stopPropagation());
  }
  input.addEventListener("input", follow);
  follow();
  input.after(handle);
}

document.querySelectorAll("input[data-handle]").forEach(addHandle);
