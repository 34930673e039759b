// A form with files, sent in the page: progress, and what the server answers.
// Without scripts the form is sent as any other.

function setUp(form) {
  const progress = form.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const told = progress.querySelector("[data-progress-text]");
  const answer = document.querySelector(form.getAttribute("hx-target"));
  const nothing = `nothing was ${form.dataset.sends}`;

  function showAnswer(text) {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    const body = document.createElement("div");
    body.className = "alert-body";
    body.textContent = text;
    box.append(body);
    answer.replaceChildren(box);
  }

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt !== form) return;
    answer.replaceChildren();
    bar.value = 0;
    told.textContent = "Sending…";
    progress.hidden = false;
  });
  form.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total, lengthComputable } = event.detail;
    if (!lengthComputable || !total) return;
    const percent = Math.round((100 * loaded) / total);
    bar.value = percent;
    told.textContent =
      percent < 100
        ? `${percent} % sent`
        : "Sent. The server is checking and storing it…";
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === form) progress.hidden = true;
  });
  form.addEventListener("htmx:sendError", (event) => {
    event.stopPropagation();
    showAnswer(
      `The connection broke before all was stored, so ${nothing}. Try again.`,
    );
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig.elt !== form) return;
    const { xhr } = event.detail;
    const isAnswer = xhr.getResponseHeader("X-Upload-Answer") === "yes";
    // A refusal is an answer to show, whatever its status.
    event.detail.shouldSwap = isAnswer;
    event.detail.isError = false;
    if (isAnswer) return;
    showAnswer(
      xhr.status === 413
        ? `That is too large, so ${nothing}; a file may have up to ${form.dataset.maxSize}.`
        : `It did not work, so ${nothing}: you may have been signed out, or the server is in trouble. Reload this page and try again.`,
    );
  });
}

for (const form of document.querySelectorAll("[data-sends]")) setUp(form);
