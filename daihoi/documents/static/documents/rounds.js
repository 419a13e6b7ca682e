// The opinion form says how many others spoke of the place it stands at.
const form = document.querySelector("form[data-opinion-form]");

form?.addEventListener("opinion:place", ({ detail }) => {
  const note = form.querySelector("[data-opinion-others]");
  const others = detail.block && document.querySelector(`#notes-${CSS.escape(detail.block)} .block-others`);
  if (note) note.textContent = others ? `· ${others.textContent.trim()}` : "";
});
