// The gradebook as a grid for the keyboard: one stop of the Tab key, arrows inside it.
// Without scripts every mark is a link and the table an ordinary one.

const STEP = 10;
const TYPED = /^[\d.]$/;
const RETURN = "grid-return";

function rowsOf(grid) {
  return [...grid.rows].filter((row) => !row.classList.contains("grid-over"));
}

function goTo(grid, cell) {
  grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  cell.tabIndex = 0;
  cell.focus();
}

function moved(event, rows, y, x) {
  const last = { y: rows.length - 1, x: rows[y].cells.length - 1 };
  const all = event.ctrlKey || event.metaKey;
  const places = {
    ArrowUp: [y - 1, x],
    ArrowDown: [y + 1, x],
    ArrowLeft: [y, x - 1],
    ArrowRight: [y, x + 1],
    PageUp: [Math.max(0, y - STEP), x],
    PageDown: [Math.min(last.y, y + STEP), x],
    Home: [all ? 0 : y, 0],
    End: [all ? last.y : y, last.x],
  };
  const [row, column] = places[event.key] ?? [];
  return rows[row]?.cells[column];
}

function overrideUrl(grid, cell) {
  const { login } = cell.parentElement.dataset;
  const head = rowsOf(grid)[0].cells[cell.cellIndex];
  if (!login || cell.tagName !== "TD" || !cell.querySelector("a")) return "";
  return `${login}/override/?target=${head.dataset.target}`;
}

function show(dialog, page, url) {
  const parts = [...page.querySelectorAll("#content > section")];
  for (const form of page.querySelectorAll("#content form")) {
    form.action = new URL(form.getAttribute("action") ?? "", url);
    form.addEventListener("submit", (event) => send(dialog, form, event));
  }
  const title = page.querySelector("#content h1");
  const name = document.createElement("h2");
  name.textContent = `${dialog.dataset.name}, ${title?.textContent ?? ""}`;
  dialog.querySelector("[data-parts]").replaceChildren(name, ...parts);
}

async function read(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// The frame's toasts say that the server cannot be reached.
function unreachable() {
  document.body.dispatchEvent(new Event("htmx:sendError"));
}

// A decision leads back to the grid, which then shows what came of it; what is refused
// is shown in its place.
async function send(dialog, form, event) {
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const asked = fetch(form.action, { method: "POST", body, redirect: "manual" });
  const answer = await asked.catch(unreachable);
  if (!answer) return;
  if (answer.type === "opaqueredirect") {
    sessionStorage.setItem(RETURN, dialog.dataset.cell);
    window.location.reload();
  } else show(dialog, await read(answer), form.action);
}

// What is typed while the form is on its way; null while none is.
let typed = null;

async function openOverride(url, cell, key) {
  const dialog = document.querySelector("#override");
  if (!dialog) return;
  typed = key;
  const address = new URL(url, window.location);
  const answer = await fetch(address).catch(unreachable);
  if (answer) await fill(dialog, cell, url, answer);
  typed = null;
}

async function fill(dialog, cell, url, answer) {
  const address = new URL(url, window.location);
  const page = await read(answer);
  if (!answer.ok || !page.querySelector("#content [name=reason]")) {
    window.location.assign(address);
    return;
  }
  dialog.dataset.cell = url;
  dialog.dataset.name = cell.parentElement.querySelector("th a").textContent;
  show(dialog, page, address);
  dialog.showModal();
  const field = dialog.querySelector("[name=value]");
  field?.focus();
  if (field && typed) field.value = typed;
  else field?.select?.();
}

function act(grid, cell, event) {
  if (typed !== null) {
    if (TYPED.test(event.key)) typed += event.key;
    return true;
  }
  const url = overrideUrl(grid, cell);
  const link = cell.querySelector("a");
  if (event.key === " " || (event.key === "Enter" && !url)) link?.click();
  else if (event.key === "Enter" || event.key === "F2") openOverride(url, cell, "");
  else if (TYPED.test(event.key) && url) openOverride(url, cell, event.key);
  else return false;
  return true;
}

function onKey(grid, event) {
  const cell = event.target.closest("td, th");
  if (!cell || event.altKey) return;
  const rows = rowsOf(grid);
  const next = moved(event, rows, rows.indexOf(cell.parentElement), cell.cellIndex);
  const modified = event.ctrlKey || event.metaKey;
  if (next) goTo(grid, next);
  else if (modified || !act(grid, cell, event)) return;
  event.preventDefault();
}

function setUp(grid) {
  if (grid.dataset.grid === "ready") return;
  grid.dataset.grid = "ready";
  for (const link of grid.querySelectorAll("a")) link.tabIndex = -1;
  for (const row of rowsOf(grid)) {
    for (const cell of row.cells) cell.tabIndex = -1;
  }
  const first = grid.tBodies[0].rows[0].cells[1];
  first.tabIndex = 0;
  grid.addEventListener("keydown", (event) => onKey(grid, event));
  grid.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td, th");
    if (cell === event.target || !cell) return;
    grid.querySelector('td[tabindex="0"], th[tabindex="0"]')?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
  });
  const returned = sessionStorage.getItem(RETURN);
  sessionStorage.removeItem(RETURN);
  const cells = returned ? rowsOf(grid).flatMap((row) => [...row.cells]) : [];
  const changed = cells.find((cell) => overrideUrl(grid, cell) === returned);
  if (changed) goTo(grid, changed);
  for (const keys of document.querySelectorAll(".grid-keys")) keys.hidden = false;
}

function setUpAll() {
  for (const grid of document.querySelectorAll("[data-grid]")) setUp(grid);
}

setUpAll();
document.body.addEventListener("htmx:load", setUpAll);
