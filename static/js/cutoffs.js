// The cutoff studio: lines to drag, by pointer or by the sliders, and numbers to type
// are one thing. What a table does is asked from the server. To the right is better.

const DIGITS = 4;

function setUp(form) {
  const chart = form.querySelector("svg");
  const { low, high, sign, left, right } = Object.fromEntries(
    Object.entries(chart.dataset).map(([key, text]) => [key, Number(text)]),
  );
  const rows = [...form.querySelectorAll("[data-letter]")];

  function placeOf(good) {
    const share = (Math.min(Math.max(good, low), high) - low) / (high - low);
    return left + share * (right - left);
  }

  function lineOf(letter) {
    return chart.querySelector(`[data-line="${CSS.escape(letter)}"]`);
  }

  function newLine(letter) {
    const line = chart.querySelector("[data-line]")?.cloneNode(true);
    if (!line) return null;
    const tint = `letter-${letter[0].toLowerCase()}`;
    line.dataset.line = letter;
    line.querySelector("line").setAttribute("class", `chart-cutoff ${tint}`);
    line.querySelector("text").setAttribute("class", `chart-cutoff-label ${tint}`);
    line.querySelector("text").textContent = letter;
    chart.append(line);
    return line;
  }

  function draw(row) {
    const { letter } = row.dataset;
    const typed = row.querySelector("input[type=number]").value;
    const line = lineOf(letter) ?? (typed === "" ? null : newLine(letter));
    if (!line) return;
    line.toggleAttribute("hidden", typed === "");
    line.classList.toggle("is-off", typed === "");
    if (typed === "") return;
    line.setAttribute("transform", `translate(${placeOf(sign * Number(typed))} 0)`);
  }

  function ask() {
    form.dispatchEvent(new Event("tried", { bubbles: true }));
  }

  function move(row, good) {
    const near = (high - low) / 10 ** DIGITS;
    const places = Math.max(0, Math.ceil(-Math.log10(near)) - 1);
    row.querySelector("input[type=number]").value = (sign * good).toFixed(places);
    row.querySelector("input[type=range]").value = good;
    draw(row);
    ask();
  }

  function drag(event) {
    const line = event.target.closest("[data-line]");
    if (!line) return;
    event.preventDefault();
    const row = rows.find((one) => one.dataset.letter === line.dataset.line);
    const follow = (moved) => {
      const box = chart.getBoundingClientRect();
      const x = ((moved.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
      const share = Math.min(Math.max((x - left) / (right - left), 0), 1);
      move(row, low + share * (high - low));
    };
    chart.setPointerCapture(event.pointerId);
    chart.addEventListener("pointermove", follow);
    const stop = () => chart.removeEventListener("pointermove", follow);
    chart.addEventListener("pointerup", stop, { once: true });
    chart.addEventListener("pointercancel", stop, { once: true });
  }

  for (const row of rows) {
    const number = row.querySelector("input[type=number]");
    const range = row.querySelector("input[type=range]");
    range.hidden = false;
    range.value = number.value === "" ? low : sign * Number(number.value);
    range.addEventListener("input", () => move(row, Number(range.value)));
    number.addEventListener("input", () => {
      if (number.value !== "") range.value = sign * Number(number.value);
      draw(row);
      ask();
    });
  }
  chart.addEventListener("pointerdown", drag);
}

for (const form of document.querySelectorAll("[data-studio]")) setUp(form);
