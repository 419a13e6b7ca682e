// Selecting words in a [data-block], or touching a paragraph, fills the place of the opinion form:
// fields block, start, end (code points, half-open) and quote; empty start and end = the whole block.
// Without this script the paragraph's number is a link that opens the form for it.
const form = document.querySelector("form[data-opinion-form]");

// The block's own text, and how much of it stands before a point in the document.
function ownText(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("[data-not-text]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

const length = (text) => [...text].length;

function offset(block, container, at) {
  const point = document.createRange();
  point.setStart(container, at);
  let count = 0;
  for (const node of ownText(block)) {
    if (node === container) return count + length(node.data.slice(0, at));
    if (point.comparePoint(node, 0) >= 0) break;
    count += length(node.data);
  }
  return count;
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const first = (range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer);
  const block = first.closest?.("[data-block]");
  if (!block) return null;
  const text = ownText(block).map((node) => node.data).join("");
  const start = offset(block, range.startContainer, range.startOffset);
  // A selection that runs on into the next paragraph (a triple click does) ends with this one.
  const end = block.contains(range.endContainer)
    ? offset(block, range.endContainer, range.endOffset) : length(text);
  const quote = [...text].slice(start, end).join("");
  if (!quote.trim()) return null;
  const lead = length(quote) - length(quote.trimStart());
  return { block, start: start + lead, end: start + lead + length(quote.trim()), quote: quote.trim() };
}

function write(name, value) {
  const field = form.elements[name];
  if (field) field.value = value;
}

function show(place, quote) {
  for (const other of document.querySelectorAll(".block.is-current")) other.classList.remove("is-current");
  const block = place ? document.querySelector(`[data-block="${CSS.escape(place)}"]`) : null;
  block?.closest(".block")?.classList.add("is-current");
  const label = form.querySelector("[data-opinion-place]");
  if (label) {
    label.dataset.whole ??= label.textContent;
    label.textContent = block?.dataset.label ?? label.dataset.whole;
  }
  const words = form.querySelector("[data-opinion-quote]");
  if (words) {
    words.textContent = quote;
    words.hidden = !quote;
  }
}

function choose({ block, start = "", end = "", quote = "" }) {
  const id = block?.dataset.block ?? "";
  const moves = form.elements.block?.value !== id;
  if (moves) form.dispatchEvent(new CustomEvent("draft:leave", { bubbles: true }));
  write("block", id);
  if (moves) {
    write("start", "");
    write("end", "");
    write("quote", "");
    form.dispatchEvent(new CustomEvent("draft:enter", { bubbles: true }));
  }
  if (quote || !form.elements.quote?.value) {
    write("start", start);
    write("end", end);
    write("quote", quote);
  }
  show(id, form.elements.quote?.value ?? quote);
  form.classList.add("is-open");
  uncover(block);
}

// On a phone the sheet lies over the text: bring the chosen words above it.
function uncover(block) {
  if (!block || getComputedStyle(form).position !== "fixed") return;
  const hidden = block.getBoundingClientRect().bottom - form.getBoundingClientRect().top;
  if (hidden > -12) scrollBy({ top: Math.min(hidden + 12, block.getBoundingClientRect().top - 72) });
}

function close() {
  form.classList.remove("is-open");
  show("", "");
}

if (form) {
  document.body.dataset.opinionReady = "";
  const closer = document.createElement("button");
  Object.assign(closer, { type: "button", className: "sheet-close", textContent: "×" });
  closer.setAttribute("aria-label", form.dataset.closeLabel || "Đóng");
  closer.addEventListener("click", close);
  form.append(closer);

  let settled;
  document.addEventListener("selectionchange", () => {
    clearTimeout(settled);
    settled = setTimeout(() => {
      const words = selected();
      if (words) choose(words);
    }, 250);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-opinion]");
    if (opener) {
      event.preventDefault();
      const block = opener.closest(".block")?.querySelector("[data-block]");
      choose({ block });
      form.querySelector("textarea")?.focus();
      return;
    }
    if (event.target.closest("a, button, input, label, summary") || !getSelection().isCollapsed) return;
    const block = event.target.closest("[data-block]");
    if (block) choose({ block });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form.classList.contains("is-open")) close();
  });

  form.addEventListener("draft:restored", () => {
    show(form.elements.block?.value, form.elements.quote?.value ?? "");
    form.classList.add("is-open");
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr, requestConfig } = event.detail;
    if (successful && xhr.status < 400 && requestConfig.verb !== "get") close(); // not on a refusal
  });

  if (form.elements.block?.value) {
    show(form.elements.block.value, form.elements.quote?.value ?? "");
    form.classList.add("is-open");
  }
}
