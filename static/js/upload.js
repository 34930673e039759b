// The upload panel: drop a file, a hint before it is sent, progress while it is.
// Without scripts the form still works; the server judges every file again.

const TYPES = /\.(csv|csv\.gz|gz|zip)$/i;

function inWords(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}

function problemWith(file, maxBytes, maxSize) {
  if (!TYPES.test(file.name)) {
    return `${file.name} is not a .csv, .csv.gz or .zip file.`;
  }
  if (file.size === 0) return `${file.name} is empty.`;
  if (file.size > maxBytes) {
    return `${file.name} has ${inWords(file.size)}; up to ${maxSize} are taken.`;
  }
  return "";
}

function setUp(form) {
  const find = (selector) => form.querySelector(selector);
  const input = find("input[type=file]");
  const zone = find("[data-dropzone]");
  const prompt = find("[data-prompt]");
  const chosen = find("[data-chosen]");
  const hint = find("[data-hint]");
  const button = find("button[type=submit]");
  const progress = find("[data-progress]");
  const bar = find("progress");
  const told = find("[data-progress-text]");
  const answer = document.querySelector("#answer");
  const untouched = { prompt: [...prompt.childNodes], chosen: chosen.textContent };

  function showHint(text) {
    hint.textContent = text;
    hint.hidden = !text;
    input.toggleAttribute("aria-invalid", Boolean(text));
  }

  function showFile() {
    const [file] = input.files;
    if (!file) {
      prompt.replaceChildren(...untouched.prompt);
      chosen.textContent = untouched.chosen;
      showHint("");
      return;
    }
    const name = document.createElement("strong");
    name.textContent = file.name;
    prompt.replaceChildren(name);
    chosen.textContent = `${inWords(file.size)}, click or drop to choose another`;
    showHint(problemWith(file, Number(form.dataset.maxBytes), form.dataset.maxSize));
  }

  function showAnswer(text) {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    const body = document.createElement("div");
    body.className = "alert-body";
    body.textContent = text;
    box.append(body);
    answer.replaceChildren(box);
  }

  function carriesFiles(event) {
    return [...(event.dataTransfer?.types ?? [])].includes("Files");
  }

  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "dragend", "drop"]) {
    zone.addEventListener(name, () => zone.classList.remove("is-over"));
  }
  zone.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length > 1) {
      showHint("Drop one file; several CSVs cannot be one submission.");
      return;
    }
    input.files = event.dataTransfer.files;
    showFile();
    button.focus();
  });
  // A file that misses the zone must not replace the page.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => {
      if (carriesFiles(event)) event.preventDefault();
    });
  }
  input.addEventListener("change", showFile);

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
        ? `${percent} % of ${inWords(total)} sent`
        : "Sent. The server is checking and storing it…";
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) return;
    progress.hidden = true;
    if (event.detail.xhr.status === 201) {
      form.reset();
      showFile();
    }
  });
  form.addEventListener("htmx:sendError", (event) => {
    event.stopPropagation();
    showAnswer(
      "The connection broke before the file was stored, so nothing was submitted. Try again.",
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
        ? `The file is too large; up to ${form.dataset.maxSize} are taken.`
        : "The file was not submitted: you may have been signed out, or the server is in trouble. Reload this page and try again.",
    );
  });
}

for (const form of document.querySelectorAll("[data-upload]")) setUp(form);
