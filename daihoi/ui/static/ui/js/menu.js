// <details data-menu>: closes on Escape, on a click elsewhere and when the focus leaves.
// <details data-open-from="62rem">: open where there is room, closed on a phone.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest("details[data-menu][open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

for (const details of document.querySelectorAll("details[data-open-from]")) {
  const room = matchMedia(`(min-width: ${details.dataset.openFrom})`);
  const follow = () => { details.open = room.matches; };
  room.addEventListener("change", follow);
  follow();
  details.addEventListener("click", (event) => {
    if (!room.matches && event.target.closest("a")) details.open = false;
  });
}

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details.section-fold")) details.open = true;
});
