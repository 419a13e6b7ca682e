// data-confirm="text" on a form or on its submit button: ask before sending.
// Listens while the event goes down, so that nothing else sees an unconfirmed submit.
const dialog = document.getElementById("confirm-dialog");
const confirmed = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (confirmed.delete(form)) return;
  const text = button?.dataset.confirm || form.dataset.confirm;
  if (!text || !dialog) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("#confirm-text").textContent = text;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    confirmed.add(form);
    form.requestSubmit(button);
    confirmed.delete(form);
  }, { once: true });
  dialog.showModal();
}, { capture: true });
