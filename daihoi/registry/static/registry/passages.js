// Tells the form where the cursor stood in the text, so that a passage is put there, not at the end.
const picker = document.querySelector("[data-passage-picker]");
const text = document.querySelector("textarea[name=blocks]");
const at = picker?.querySelector("input[name=at]");

text?.addEventListener("blur", () => {
  if (!at) return;
  at.value = String(text.selectionStart);
  const end = picker.querySelector("select[name=place] option[value='']");
  if (end) end.textContent = picker.dataset.atCursor;
});
