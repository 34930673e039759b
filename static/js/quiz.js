// Saves every answer as it is given. What the server has not confirmed stays in this
// browser, is sent again until it is, and comes back after a reload. What was answered
// elsewhere is never overwritten without asking.
const form = document.querySelector("[data-quiz]");
const TYPING = 600;
const PATIENCE = 15_000;
const LONGEST_WAIT = 30_000;
const KEY = `quiz-attempt-${form.dataset.quiz}`;
const HERE = Math.random().toString(36).slice(2);

let wait = 1000;
let timer = null;
let isOver = false;
let isSignedOut = false;

// --- What is filled in ---------------------------------------------------------------

function fieldsOf(fieldset) {
  const fields = new URLSearchParams();
  for (const field of fieldset.elements) {
    const isLoose = ["radio", "checkbox"].includes(field.type) && !field.checked;
    if (field.name?.startsWith("answer-") && !isLoose) fields.append(field.name, field.value);
  }
  // An order that was changed and taken back is what it was.
  fields.sort();
  return fields.toString();
}

function fill(fieldset, text) {
  const fields = new URLSearchParams(text);
  for (const field of fieldset.elements) {
    if (!field.name?.startsWith("answer-")) continue;
    if (["radio", "checkbox"].includes(field.type)) {
      field.checked = fields.getAll(field.name).includes(field.value);
    } else {
      field.value = fields.get(field.name) ?? "";
    }
  }
  for (const list of fieldset.querySelectorAll("[data-ordering] ol")) {
    const position = (item) => Number(item.querySelector("select").value);
    list.append(...[...list.children].sort((one, other) => position(one) - position(other)));
  }
}

// --- What is kept in this browser ------------------------------------------------------

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function keep(slug, entry, owner = HERE) {
  const all = kept();
  // Another tab of the same attempt may keep its own.
  if (entry) all[slug] = { ...entry, page: HERE };
  else if (all[slug]?.page === owner) delete all[slug];
  try {
    if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still sends.
  }
}

function token() {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const field = form.querySelector("[name=csrfmiddlewaretoken]");
  // Signing in again in another tab makes a new one.
  if (found) field.value = found[1];
  return field.value;
}

// --- One question ----------------------------------------------------------------------

class Line {
  constructor(element) {
    this.element = element;
    this.slug = element.dataset.line;
    this.state = element.querySelector("[data-state]");
    this.timer = null;
    this.sending = null;
    this.flight = null;
    this.refused = null;
    this.conflict = null;
    this.failed = false;
    this.words = this.state.textContent;
    this.tone = this.state.dataset.tone;
    // Whatever was sent and not answered, the latest last.
    this.sent = [];
    this.adopt(element.querySelector("fieldset"));
    this.restore(kept()[this.slug]);
    element.addEventListener("input", () => this.change(TYPING));
    element.addEventListener("change", () => this.change(0));
  }

  adopt(fieldset) {
    this.fieldset = fieldset;
    this.baseField = fieldset.querySelector(`[name="base-${this.slug}"]`);
    this.saved = fieldsOf(fieldset);
  }

  get fields() {
    return fieldsOf(this.fieldset);
  }

  // What was sent and not answered may be stored or not.
  get isDirty() {
    return this.sent.length > 0 || this.fields !== this.saved;
  }

  get isTroubled() {
    return this.failed || this.conflict !== null || this.refused === this.fields;
  }

  restore(entry) {
    if (!entry) return;
    if (entry.fields === this.saved) {
      keep(this.slug, null, entry.page);
      return;
    }
    fill(this.fieldset, entry.fields);
    this.baseField.value = entry.base;
    this.sent = entry.sent;
    this.keep();
    this.change(0);
  }

  keep() {
    const { fields, sent } = this;
    keep(this.slug, this.isDirty ? { fields, sent, base: this.baseField.value } : null);
  }

  change(delay) {
    clearTimeout(this.timer);
    this.keep();
    if (this.isDirty && !this.conflict) {
      this.tell("Saving…");
      this.timer = setTimeout(() => this.send(), delay);
    } else if (!this.conflict) this.tell(this.words, this.tone);
    show();
  }

  tell(text, tone = "") {
    this.state.textContent = text;
    this.state.dataset.tone = tone;
    this.element.dataset.trouble = this.isTroubled ? "yes" : "";
    form.dispatchEvent(new CustomEvent("quiz:state"));
  }

  // While a question is on its way the next change of it waits, unless the page goes.
  send({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    const { fields } = this;
    if (this.sending !== null && !keepalive) return this.flight;
    if (!isOver && !this.conflict && this.isDirty && fields !== this.refused) {
      this.flight = this.carry(fields, keepalive);
    }
    return this.flight;
  }

  async carry(fields, keepalive) {
    this.sending = fields;
    this.sent = [...this.without(fields), fields];
    this.keep();
    try {
      const answer = await post(this.slug, fields, this.baseField.value, keepalive);
      this.sending = null;
      this.hear(answer, fields);
    } catch {
      this.sending = null;
      this.fail();
    }
    show();
  }

  without(fields) {
    return this.sent.filter((one) => one !== fields);
  }

  hear({ status, body }, fields) {
    this.failed = false;
    if (status === 200) this.confirm(fields, body);
    else if (status === 409) this.meet(body);
    else if (status === 410) over();
    else if (status === 422) {
      this.refused = fields;
      this.sent = this.without(fields);
      this.keep();
      this.tell(body.message, "danger");
    } else this.fail();
  }

  confirm(fields, body) {
    wait = 1000;
    isSignedOut = false;
    this.baseField.value = body.revision;
    this.saved = fields;
    this.sent = this.sent.slice(this.sent.indexOf(fields) + 1);
    this.refused = null;
    this.keep();
    this.words = body.saved;
    this.tone = body.advice && "warn";
    if (this.isDirty) this.change(0);
    else this.tell(this.words, this.tone);
  }

  fail() {
    this.failed = true;
    this.tell("Not saved yet. Kept in this browser, and sent again.", "danger");
    later();
  }

  // The question was answered elsewhere, unless it was this page before its answer came.
  meet(body) {
    const other = document.createElement("template");
    other.innerHTML = body.question;
    const fieldset = other.content.querySelector("fieldset");
    if (this.sent.includes(fieldsOf(fieldset))) {
      this.baseField.value = body.revision;
      this.saved = fieldsOf(fieldset);
      this.sent = [];
      this.change(0);
      return;
    }
    this.conflict = { fieldset, revision: body.revision };
    this.tell("Not saved: answered elsewhere, too.", "danger");
    this.ask();
  }

  ask() {
    const box = document.querySelector("#quiz-conflict").content.cloneNode(true).firstElementChild;
    const shown = this.conflict.fieldset.cloneNode(true);
    // Only to look at: nothing of it is sent, and nothing has a name twice.
    shown.disabled = true;
    for (const part of [shown, ...shown.querySelectorAll("*")]) {
      for (const name of ["id", "for", "aria-describedby", "data-question"]) part.removeAttribute(name);
      if (part.name) part.name = `other-${part.name}`;
    }
    box.querySelector("[data-other]").replaceWith(shown);
    box.querySelector("[data-mine]").addEventListener("click", () => this.settle(box, true));
    box.querySelector("[data-theirs]").addEventListener("click", () => this.settle(box, false));
    this.element.prepend(box);
  }

  settle(box, keepsMine) {
    const { fieldset, revision } = this.conflict;
    this.conflict = null;
    this.sent = [];
    box.remove();
    if (!keepsMine) {
      this.fieldset.replaceWith(fieldset);
      this.adopt(fieldset);
      fieldset.dispatchEvent(
        new CustomEvent("htmx:load", { bubbles: true, detail: { elt: this.element } }),
      );
    }
    this.saved = fieldsOf(fieldset);
    this.baseField.value = revision;
    this.words = "Saved elsewhere";
    this.tone = "";
    this.change(0);
    this.fieldset.querySelector("input:not([type=hidden]), select, button")?.focus();
  }
}

async function post(slug, fields, base, keepalive) {
  const body = new URLSearchParams(fields);
  body.set("question", slug);
  body.set(`base-${slug}`, base);
  const sent = Date.now();
  const answer = await fetch(form.dataset.answers, {
    method: "POST",
    body,
    keepalive,
    redirect: "manual",
    headers: { "X-CSRFToken": token() },
    signal: AbortSignal.timeout(PATIENCE),
  });
  isSignedOut = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
  if (isSignedOut || answer.status >= 500) return { status: answer.status };
  const told = await answer.json();
  const detail = { ...told, sent, received: Date.now() };
  form.dispatchEvent(new CustomEvent("quiz:times", { detail }));
  return { status: answer.status, body: told };
}

// --- All of them -------------------------------------------------------------------------

const lines = [];
for (const element of form.querySelectorAll("[data-line]")) lines.push(new Line(element));
form.querySelector("[data-unscripted]").hidden = true;

function later() {
  if (timer !== null) return;
  timer = setTimeout(() => {
    timer = null;
    sendAll();
  }, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

function sendAll(how) {
  return Promise.all(lines.filter((line) => line.isDirty).map((line) => line.send(how)));
}

function show() {
  const place = form.querySelector("[data-saved]");
  const dirty = lines.filter((line) => line.isDirty);
  const troubled = dirty.filter((line) => line.isTroubled);
  const before = place.dataset.tone ?? "";
  place.dataset.tone = troubled.length ? "danger" : "";
  if (isSignedOut) {
    const link = document.createElement("a");
    Object.assign(link, { href: form.dataset.signIn, target: "_blank", textContent: "Sign in in another tab" });
    // Whoever is about to follow the link keeps it.
    if (!place.querySelector("a")) {
      place.replaceChildren("Not saved: you are signed out. ", link, "; your answers are kept here and saved then.");
    }
  } else if (troubled.length) {
    place.textContent = `${troubled.length} not saved yet; kept in this browser`;
  } else if (dirty.length) place.textContent = "Saving…";
  else place.textContent = "All answers are saved";
  if (before !== place.dataset.tone) form.querySelector("[data-voice]").textContent = place.textContent;
}

function over() {
  if (isOver) return;
  isOver = true;
  const lost = lines.filter((line) => line.isDirty);
  for (const line of lines) line.fieldset.disabled = true;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
  if (!lost.length) {
    window.location.replace(form.action);
    return;
  }
  const box = document.querySelector("#quiz-over").content.cloneNode(true).firstElementChild;
  const numbers = lost.map((line) => lines.indexOf(line) + 1).join(", ");
  box.querySelector("[data-lost]").textContent = numbers;
  form.querySelector("[data-notice]").replaceChildren(box);
  form.querySelector(".quiz-bar").hidden = true;
  box.focus();
}

// --- Handing in, and going -------------------------------------------------------------

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await sendAll();
  // What changed while it was sent.
  await sendAll();
  const left = lines.find((line) => line.isDirty);
  if (isOver) return;
  if (!left) {
    window.location.assign(form.dataset.handIn);
    return;
  }
  form.querySelector("[data-voice]").textContent = "Not handed in: not every answer is saved yet.";
  form.querySelector("[data-saved]").textContent = "Not every answer is saved yet; hand in once they are.";
  left.element.scrollIntoView({ block: "center" });
});
form.addEventListener("quiz:time-up", () => sendAll());
form.addEventListener("quiz:over", over);
window.addEventListener("online", () => {
  wait = 1000;
  sendAll();
});
window.addEventListener("pagehide", () => sendAll({ keepalive: true }));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") sendAll({ keepalive: true });
  else sendAll();
});
window.addEventListener("beforeunload", (event) => {
  if (!isOver && lines.some((line) => line.isDirty && line.isTroubled)) event.preventDefault();
});
// A page from the browser's memory may be older than what is saved.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
show();
