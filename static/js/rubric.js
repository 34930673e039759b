// Adds up the points of a rubric while they are typed, marks those that cannot be, and asks
// before what was typed is lost. Without scripts the page after saving shows the total.

const NUMBER = /^(?:\d+\.?\d*|\.\d+)$/;

function given(input) {
  const text = input.value.trim().replace(",", ".");
  if (text === "") return null;
  const points = NUMBER.test(text) ? Number(text) : NaN;
  return points <= Number(input.dataset.most) ? points : NaN;
}

// Rounded as the pages write numbers, so that 0.1 and 0.2 make 0.3.
function plain(number) {
  return String(Number(number.toPrecision(12)));
}

function watch(form) {
  const inputs = [...form.querySelectorAll("[data-points]")];
  const total = form.querySelector("[data-total]");
  if (!inputs.length || !total) return;
  let isChanged = false;

  function show() {
    let sum = 0;
    let open = 0;
    for (const input of inputs) {
      const points = given(input);
      if (Number.isNaN(points)) {
        input.setAttribute("aria-invalid", "true");
      } else {
        input.removeAttribute("aria-invalid");
      }
      if (points === null || Number.isNaN(points)) open += 1;
      else sum += points;
    }
    total.textContent = open === inputs.length ? "–" : plain(sum);
  }

  form.addEventListener("input", () => {
    isChanged = true;
    show();
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
  if (inputs.some((input) => input.value)) show();
}

for (const form of document.querySelectorAll("[data-unsaved]")) watch(form);
