// A form that writes is sent once: another click while the first is on its way is dropped.
const PATIENCE_MS = 30_000; // by then an answer that did not come is taken for lost
let sent = new Map();

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".htmx-request")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (Date.now() - sent.get(form) < PATIENCE_MS) {
    event.preventDefault();
    return;
  }
  sent.set(form, Date.now());
  event.submitter?.setAttribute("aria-busy", "true");
});

// A page that comes back by the back button may be sent again.
addEventListener("pageshow", () => {
  sent = new Map();
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});
