// A page that changes by itself ("live") leaves the reader where she was: her place in the order of
// Tab, and what she has unfolded.
let kept = null;

const isLive = (event) => event.detail.requestConfig?.triggeringEvent?.type === "live";
// Alike elements are told apart by their place among them.
const nameOf = (element) => [
  element.tagName, element.id, element.getAttribute("href"), element.name, element.value, element.form?.getAttribute("action"), element.textContent.trim(),
].join("\n");
const among = (all, element) => all.filter((each) => nameOf(each) === nameOf(element)).indexOf(element);
const find = (all, [name, place]) => all.filter((each) => nameOf(each) === name)[place];
const stops = (part) => [...part.querySelectorAll("a[href], button, input, select, textarea, summary")];

document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.detail.target;
  if (!isLive(event) || !part.contains(document.activeElement) && !part.querySelector("details[open]")) return;
  const all = stops(part);
  const label = (element) => [nameOf(element), among(all, element)];
  kept = {
    focused: all.includes(document.activeElement) ? label(document.activeElement) : null,
    open: [...part.querySelectorAll("details[open] > summary")].map(label),
  };
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!isLive(event) || !kept) return;
  const { focused, open } = kept;
  kept = null;
  const all = stops(document);
  for (const each of open) {
    const summary = find(all, each);
    if (summary) summary.parentElement.open = true;
  }
  if (focused) find(all, focused)?.focus({ preventScroll: true });
});
