// The order of a programme: an item is dragged by its grip, or moved by Alt and an arrow key.
// Both send what the buttons beside it send; the table that comes back has the new clock times.
const arrows = { ArrowUp: "up", ArrowDown: "down" };
let dragged = null;

function send(item, values) {
  const form = item.querySelector(".programme-steps");
  window.htmx.ajax("POST", form.action, { target: "#programme-sheet", swap: "outerHTML", values });
}

document.addEventListener("keydown", (event) => {
  const to = event.altKey && arrows[event.key];
  const item = to && event.target.closest("[data-item]");
  if (!item) return;
  event.preventDefault();
  const button = item.querySelector(`button[value="${to}"]`);
  if (button.disabled) return;
  const focused = document.activeElement.id;
  document.body.addEventListener("htmx:afterSettle", () => {
    const back = document.getElementById(focused) || document.getElementById(button.id);
    if (back && !back.disabled) back.focus();
  }, { once: true });
  send(item, { to });
});

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest("[data-grip]")?.closest("[data-item]");
  if (!item) return;
  event.preventDefault();
  dragged = item;
  item.classList.add("is-dragged");
  event.target.setPointerCapture(event.pointerId);
});

function below(y) {
  const items = [...document.querySelectorAll("[data-item]")].filter((each) => each !== dragged);
  return items.find((each) => {
    const box = each.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  document.querySelectorAll(".is-target").forEach((each) => each.classList.remove("is-target"));
  below(event.clientY)?.classList.add("is-target");
});

document.addEventListener("pointerup", (event) => {
  if (!dragged) return;
  const item = dragged;
  const before = below(event.clientY);
  dragged = null;
  item.classList.remove("is-dragged");
  send(item, { before: before ? before.dataset.item : 0 });
});

document.addEventListener("pointercancel", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
});
