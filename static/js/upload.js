// The upload panel: drop a file, a hint before sending.js sends it.
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

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form || event.detail.xhr.status !== 201) return;
    form.reset();
    showFile();
  });
}

for (const form of document.querySelectorAll("[data-upload]")) setUp(form);
