// The speaker's clock is the server's: it counts down, warns before the end with a word and a shape, and
// counts on beyond the end.
let ahead = 0; // of the server before this device

function read() {
  const state = document.querySelector("[data-speaking-at]");
  if (!state || state.dataset.speakingRead) return;
  state.dataset.speakingRead = "1";
  ahead = Date.parse(state.dataset.speakingAt) - Date.now();
  tick();
}

function tick() {
  const now = Date.now() + ahead;
  for (const left of document.querySelectorAll("[data-speaking-due]")) {
    const due = Date.parse(left.dataset.speakingDue);
    const isOver = now >= due;
    const seconds = Math.abs(Math.floor((due - now) / 1000));
    const clock = left.querySelector("[data-speaking-clock]");
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    left.classList.toggle("is-over", isOver);
    const words = left.querySelector("[data-speaking-words]");
    if (words) words.textContent = words.dataset.speakingWords.split("|")[Number(isOver)];
    const isWarned = now >= Date.parse(left.dataset.speakingWarns);
    const pace = isOver ? "over" : isWarned ? "warned" : "in_time";
    for (const each of left.querySelectorAll("[data-pace]")) {
      const hidden = each.dataset.pace !== pace;
      if (each.hidden !== hidden) each.hidden = hidden;
    }
  }
}

read();
document.addEventListener("htmx:load", read);
setInterval(tick, 1000);
// A page taken from the history shows what once was.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  document.querySelector("[data-live][data-speaking-at]")?.dispatchEvent(new CustomEvent("live"));
}
