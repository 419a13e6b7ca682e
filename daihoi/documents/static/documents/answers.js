// Answering by keyboard: J and K walk the list, Ctrl + Enter sends. Panes are swapped by htmx.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const rows = [...document.querySelectorAll("[data-opinion-row]")];
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  rows[at + by]?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("#answer-now");
    if (!form) return;
    event.preventDefault();
    const apply = form.querySelector(".answer-apply");
    form.requestSubmit(apply?.offsetParent ? apply : form.querySelector(".answer-plain"));
  } else if (!typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  }
});

function show() {
  const text = document.getElementById("answer-text");
  const here = document.getElementById("answer-here");
  if (text && here && text.scrollHeight > text.clientHeight) {
    text.scrollTop += here.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  }
  document.querySelector("[data-opinion-row][aria-current]")?.scrollIntoView({ block: "nearest" });
}

// After a swap the words to answer are read first; on a phone the text comes into sight.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.closest("[data-answering]") === null && !document.querySelector("[data-answering]")) return;
  clearTimeout(show.wait);
  show.wait = setTimeout(() => {
    show();
    document.getElementById("answer-refusal")?.scrollIntoView({ block: "nearest" });
    if (matchMedia("(max-width: 62rem)").matches) document.getElementById("answer-text")?.scrollIntoView();
    else document.getElementById("answer-title")?.focus({ preventScroll: true });
  }, 30);
});
show();
