// The opinion form says how many other opinions there are on the place it stands at.
const form = document.querySelector("form[data-opinion-form]");

function count() {
  const note = form.querySelector("[data-opinion-others]");
  const key = form.elements.block?.value;
  const others = key && document.querySelector(`#notes-${CSS.escape(key)} .block-others`);
  if (note) note.textContent = others ? `· ${others.textContent.trim()}` : "";
}

for (const moved of ["draft:enter", "draft:restored"]) form?.addEventListener(moved, count);
