// Shows how long an attempt still takes answers, by the clock of the server. The device's
// own clock only counts the seconds between two answers of the server.
const form = document.querySelector("[data-quiz]");
const place = form.querySelector("[data-time-left]");
const EVERY = 60_000;
const GRACE = 1_500;
const WARNINGS = [300, 60];

let closes = Date.parse(form.dataset.closes ?? "");
let ahead = 0;
let told = Infinity;
let asked = 0;
let isOver = false;
let last = { wall: Date.now(), steady: performance.now() };

// The page was written when its first byte came, not when it was shown.
const [arrival] = performance.getEntriesByType("navigation");
adopt(
  document.documentElement.dataset.serverTime,
  Date.now() - performance.now() + (arrival?.responseStart ?? 0),
);

function adopt(now, local) {
  const server = Date.parse(now ?? "");
  if (!Number.isNaN(server)) ahead = server - local;
}

function inWords(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  if (days) return `${days} day${days === 1 ? "" : "s"} ${hours} h`;
  const minutes = Math.floor(seconds / 60) % 60;
  const clock = `${two(minutes)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${clock}` : clock;
}

function warn(seconds) {
  const reached = WARNINGS.filter((limit) => seconds <= limit).pop();
  if (!reached || reached >= told || seconds === 0) return;
  told = reached;
  const words = reached === 60 ? "One minute is left." : `${reached / 60} minutes are left.`;
  form.querySelector("[data-voice]").textContent = words;
}

// What a server said about its clock and the end; half the way there and back has passed.
form.addEventListener("quiz:times", ({ detail }) => {
  adopt(detail.now, (detail.sent + detail.received) / 2);
  const end = detail.closes ? Date.parse(detail.closes) : NaN;
  if (end === closes) return;
  closes = end;
  told = Infinity;
  if (place) form.querySelector("[data-time-end]").textContent = detail.until;
});

async function ask() {
  if (isOver) return;
  asked = Date.now();
  try {
    const sent = Date.now();
    const answer = await fetch(form.dataset.answers, { redirect: "manual", cache: "no-store" });
    const times = await answer.json();
    const detail = { ...times, sent, received: Date.now() };
    form.dispatchEvent(new CustomEvent("quiz:times", { detail }));
    if (answer.status === 410) end();
  } catch {
    // Without a connection the last known clock goes on; who is signed out is told so
    // with the next answer.
  }
}

function end() {
  isOver = true;
  form.dispatchEvent(new CustomEvent("quiz:over"));
}

function hasJumped() {
  const now = { wall: Date.now(), steady: performance.now() };
  const drift = now.wall - last.wall - (now.steady - last.steady);
  last = now;
  return Math.abs(drift) > GRACE;
}

function tick() {
  // A device that slept or whose clock was set knows nothing about the time.
  if (hasJumped() || Date.now() - asked > EVERY) ask();
  if (!place || Number.isNaN(closes)) return;
  const left = closes - (Date.now() + ahead);
  const seconds = Math.max(0, Math.ceil(left / 1000));
  place.textContent = inWords(seconds);
  form.querySelector("[data-time-words]").textContent = "Time left";
  form.querySelector(".quiz-time").classList.toggle("is-low", seconds <= 60);
  warn(seconds);
  if (left <= 0 && left > -GRACE) form.dispatchEvent(new CustomEvent("quiz:time-up"));
  // The last second still counts; the server says when it is over.
  if (left <= -GRACE && Date.now() - asked > 2_000) ask();
}

asked = Date.now();
tick();
setInterval(tick, 500);
window.addEventListener("online", ask);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") ask();
});
