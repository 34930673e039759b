// Keeps "in 3 days 4 h" true while the page is open, by the server's clock.
// The absolute time stands beside it in the page; this only moves the words.
const served = Date.parse(document.documentElement.dataset.serverTime ?? "");
const offset = Number.isNaN(served) ? 0 : served - Date.now();

function span(total) {
  if (total < 60) return `${total} s`;
  const seconds = total % 60;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return seconds ? `${minutes} min ${seconds} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  const word = days === 1 ? "day" : "days";
  return hours % 24 && days < 7 ? `${days} ${word} ${hours % 24} h` : `${days} ${word}`;
}

function tick() {
  const now = Date.now() + offset;
  for (const element of document.querySelectorAll("[data-countdown]")) {
    const left = Math.trunc((Date.parse(element.dataset.countdown) - now) / 1000);
    const text = left === 0 ? "now" : left > 0 ? `in ${span(left)}` : `${span(-left)} ago`;
    if (element.textContent !== text) element.textContent = text;
  }
}

// The visitor's own clock time, where it differs from the course's.
function localTitles(scope) {
  const format = new Intl.DateTimeFormat(undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  for (const element of scope.querySelectorAll("time[datetime]:not([title])")) {
    element.title = `${format.format(new Date(element.dateTime))} on your clock`;
  }
}

tick();
setInterval(tick, 1000);
localTitles(document);
document.body.addEventListener("htmx:load", (event) => localTitles(event.target));
