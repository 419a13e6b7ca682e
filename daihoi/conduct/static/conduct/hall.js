// Screens and phones in the hall: time given counts down by the server's clock. Without network what
// is shown stays, with a word that says so, and is asked for again until it comes.
const AGAIN_MS = 3000;
const SILENT_MS = 5000; // a stream that ends in its time is back before
const box = document.getElementById("hall-shown");
const lost = document.querySelector("[data-hall-lost]");
const ahead = Date.parse(box.dataset.hallAt) - Date.now(); // of the server before this device
const zone = /([+-])(\d\d):(\d\d)$/.exec(box.dataset.hallAt);
const offset = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000 : 0;
const waiting = () => box.querySelector("[data-hall-turns]")?.dataset.hallTurns;
let again;
let silent;
let turns = waiting();

function tick() {
  const now = Date.now() + ahead;
  for (const clock of box.querySelectorAll("[data-hall-clock]")) {
    clock.textContent = new Date(now + offset).toISOString().slice(11, 16);
  }
  for (const left of box.querySelectorAll("[data-hall-due]")) {
    const due = Date.parse(left.dataset.hallDue);
    const place = now >= due ? 2 : Number(now >= Date.parse(left.dataset.hallWarns));
    const seconds = Math.abs(Math.floor((due - now) / 1000));
    left.dataset.pace = ["in_time", "warned", "over"][place];
    left.querySelector("[data-hall-word]").textContent = left.dataset.hallWords.split("|")[place];
    left.querySelector("[data-hall-count]").textContent =
      `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

const ask = () => box.dispatchEvent(new CustomEvent("live"));

function heard() {
  lost.hidden = true;
  clearTimeout(again);
  clearTimeout(silent);
  silent = undefined;
}

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== box) return;
  const { xhr, successful } = event.detail;
  if (xhr.status === 404) { // the screen was closed: nothing of it stays on the wall
    location.reload();
    return;
  }
  heard();
  if (successful) return;
  lost.hidden = false;
  again = setTimeout(ask, AGAIN_MS);
});

function refreshed() {
  tick();
  const own = document.getElementById("hall-own");
  if (own && turns !== waiting()) own.dispatchEvent(new CustomEvent("turns"));
  turns = waiting();
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === box) refreshed();
});
box.addEventListener("live:part", () => {
  heard();
  refreshed();
});
box.addEventListener("live:lost", () => {
  silent ??= setTimeout(() => { lost.hidden = false; }, SILENT_MS);
});
addEventListener("offline", () => { lost.hidden = false; });
addEventListener("online", ask);

tick();
setInterval(tick, 1000);
