// Reviewing by keyboard: J and K go from place to place, A accepts (or has seen), X refuses.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const places = () => [...document.querySelectorAll("[data-place]")];

function at() {
  return places().findIndex((place) => place.contains(document.activeElement));
}

function step(by) {
  const all = places();
  const place = all[Math.min(Math.max(at() + by, 0), all.length - 1)];
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const buttons = places()[at()]?.querySelectorAll(`[data-key="${key}"]`) ?? [];
  if (buttons.length === 1) buttons[0].click(); // of several ways a person chooses one
}

document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "a" || event.key === "x") press(event.key);
});

// A place that was swapped keeps the focus, so that J goes on from there.
document.addEventListener("htmx:afterSwap", (event) => {
  const place = document.getElementById(event.detail.target?.id);
  if (place?.matches("[data-place]")) place.focus({ preventScroll: true });
});
