// Shows which questions have an answer, and which of them is not saved yet.
const form = document.querySelector("[data-quiz]");
const count = form.querySelector("[data-answered]");

function isAnswered(fieldset) {
  return [...fieldset.elements].some((field) => {
    if (!field.name?.startsWith("answer-") || !field.value.trim()) return false;
    return !["radio", "checkbox"].includes(field.type) || field.checked;
  });
}

function draw() {
  let answered = 0;
  for (const line of form.querySelectorAll("[data-line]")) {
    const link = form.querySelector(`[data-map="${line.dataset.line}"]`);
    const has = isAnswered(line.querySelector(":scope > fieldset"));
    answered += has;
    link.classList.toggle("is-answered", has);
    link.classList.toggle("is-unsaved", line.dataset.trouble === "yes");
    link.querySelector("[data-map-word]").textContent =
      (has ? ", answered" : ", not answered") +
      (line.dataset.trouble === "yes" ? ", not saved" : "");
  }
  count.textContent = answered;
}

for (const name of ["input", "change", "quiz:state"]) form.addEventListener(name, draw);
// After quiz.js has put back what was not saved.
setTimeout(draw);
