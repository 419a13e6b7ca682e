// The clock of the day is the server's: it is shown, what runs counts down by it, and a device that is
// more than two minutes off is told so. Space or Enter is the one key, unless something has the focus.
const FAR_MS = 120_000;
const DAY_MS = 86_400_000;
const INTERACTIVE = "a, button, input, select, textarea, summary, dialog, [contenteditable]";
let ahead = 0; // of the server before this device
let offset = 0; // of the server's zone, so that a device in another one shows the hall's hours

function read() {
  const state = document.querySelector("[data-run-at]");
  if (!state || state.dataset.runRead) return;
  state.dataset.runRead = "1";
  ahead = Date.parse(state.dataset.runAt) - Date.now();
  const zone = /([+-])(\d\d):(\d\d)$/.exec(state.dataset.runAt);
  offset = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000 : 0;
  const far = state.querySelector("[data-run-far]");
  // By the hour only: the day of a demo stands still.
  const off = Math.abs(((ahead % DAY_MS) + 1.5 * DAY_MS) % DAY_MS - DAY_MS / 2);
  if (far) far.hidden = off <= FAR_MS;
  tick();
}

function tick() {
  const now = Date.now() + ahead;
  for (const clock of document.querySelectorAll("[data-run-clock]")) {
    clock.textContent = new Date(now + offset).toISOString().slice(11, 16);
  }
  for (const left of document.querySelectorAll("[data-run-due]")) {
    const seconds = Math.round((Date.parse(left.dataset.runDue) - now) / 1000);
    const [remaining, over] = left.dataset.runWords.split("|");
    const [minutes, rest] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
    left.textContent = `${seconds < 0 ? over : remaining} ${minutes}:${String(rest).padStart(2, "0")}`;
    left.classList.toggle("is-over", seconds < 0);
  }
}

document.addEventListener("keydown", (event) => {
  if ((event.key !== " " && event.key !== "Enter") || event.repeat || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest(INTERACTIVE) || document.querySelector("dialog[open]")) return;
  const key = document.querySelector("[data-run-key]");
  if (!key) return;
  event.preventDefault();
  key.click();
});

read();
document.addEventListener("htmx:load", read);
setInterval(tick, 1000);
// A page taken from the history shows what once was.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  document.querySelector("[data-live][data-run-at]")?.dispatchEvent(new CustomEvent("live"));
}
