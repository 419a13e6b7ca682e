// The editor of one block: cut at the cursor, marks on the chosen words, whole-page buttons.
// Positions are counted in code points, as the server counts them.
const points = (text) => [...text].length;

function follow(editor) {
  const form = editor.form;
  const row = form.querySelector("[data-needs-selection]");
  const split = form.querySelector("[data-split]");
  if (split) split.hidden = false;
  const chosen = editor.selectionStart !== editor.selectionEnd;
  if (row && (chosen || document.activeElement === editor)) {
    row.hidden = !chosen;
    for (const name of ["start", "end"]) {
      form.elements[name].disabled = !chosen;
      form.elements[name].value = points(editor.value.slice(0, name === "start" ? editor.selectionStart : editor.selectionEnd));
    }
  }
  if (split) split.value = points(editor.value.slice(0, editor.selectionStart));
  // Sentences were counted in the words as they were read.
  const cuts = form.querySelector("[data-cuts]");
  for (const button of cuts?.querySelectorAll("button") ?? []) button.disabled = editor.value !== editor.defaultValue;
}

for (const event of ["selectionchange", "input", "focusin"]) {
  document.addEventListener(event, () => {
    const editor = document.activeElement;
    if (editor?.matches?.("form[data-block-form] textarea.block-editor")) follow(editor);
  });
}

// Numbers of paragraphs change: these buttons load the page again, htmx does not get to see them.
document.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("data-full-page")) event.stopImmediatePropagation();
}, true);

document.addEventListener("htmx:afterSwap", (event) => {
  const conflict = document.querySelector(".conflict");
  if (conflict) {
    conflict.focus();
    return;
  }
  const editor = event.detail.elt?.querySelector?.("textarea.block-editor") ?? document.querySelector("form[data-block-form] textarea.block-editor");
  if (!editor) return;
  editor.focus();
  editor.setSelectionRange(editor.value.length, editor.value.length);
  follow(editor);
});
