// A text field that offers choices as one types: arrows choose, Enter takes, Escape closes.
// Marks and case do not matter: "du" finds Nguyễn Đức, "nd" too.
export const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .replace(/đ/gi, "d").toLowerCase().trim();

// How well a name answers what was typed, the less the better; null: not at all.
export function rank(folded, typed) {
  const words = folded.split(" ");
  const last = words.at(-1);
  if (last.startsWith(typed)) return last === typed ? 0 : 1;
  if (words.some((word) => word.startsWith(typed))) return 2;
  const initials = words.map((word) => word[0]).join("");
  if (initials.endsWith(typed.replaceAll(" ", ""))) return 3;
  if (initials.includes(typed.replaceAll(" ", ""))) return 4;
  return folded.includes(typed) ? 5 : null;
}

// Every typed word stands somewhere in a place: "3.1", "chỉ tiêu 5", "đoạn 41".
export function rankPlace(folded, typed) {
  if (folded.startsWith(typed)) return 0;
  return typed.split(" ").every((word) => folded.includes(word)) ? 1 : null;
}

const MOST = 8;
let made = 0;

export class Choices {
  // options(): [{ value, label, note, folded }]; take(option) when one is chosen (null: none).
  constructor(input, { options, take, rank: order, open = false }) {
    this.input = input;
    this.options = options;
    this.take = take;
    this.order = order;
    this.opens = open; // offers on focus, before anything is typed
    this.found = [];
    this.at = 0;
    this.list = document.createElement("ul");
    this.list.className = "choices-list";
    this.list.id = `choices-${++made}`;
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    input.parentElement.classList.add("choices");
    input.after(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => { this.take(null); this.show(); });
    input.addEventListener("focus", () => { if (this.opens) this.show(); });
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[data-at]");
      event.preventDefault();
      if (option) this.pick(Number(option.dataset.at));
    });
  }

  get isOpen() { return !this.list.hidden; }

  show() {
    const typed = fold(this.input.value);
    const ranked = this.options()
      .map((option, place) => ({ option, place, rank: typed ? this.order(option.folded, typed) : 0 }))
      .filter(({ rank: value }) => value !== null)
      .sort((a, b) => a.rank - b.rank || a.place - b.place);
    this.found = ranked.slice(0, MOST).map(({ option }) => option);
    if (!this.found.length || (!typed && !this.opens)) return this.close();
    this.list.replaceChildren(...this.found.map((option, at) => this.line(option, at)));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(0);
  }

  line(option, at) {
    const line = document.createElement("li");
    line.className = "choices-option";
    line.id = `${this.list.id}-${at}`;
    line.dataset.at = at;
    line.setAttribute("role", "option");
    const label = document.createElement("span");
    label.textContent = option.label;
    line.append(label);
    if (option.note) {
      const note = document.createElement("span");
      note.className = "muted";
      note.textContent = option.note;
      line.append(note);
    }
    return line;
  }

  mark(at) {
    this.at = at;
    for (const line of this.list.children) line.setAttribute("aria-selected", String(Number(line.dataset.at) === at));
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${at}`);
    this.list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  pick(at) {
    const option = this.found[at];
    if (!option) return;
    this.input.value = option.label;
    this.take(option);
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing || event.altKey) return;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      if (!this.isOpen) return this.show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.at + step + this.found.length) % this.found.length);
    } else if (["Enter", "Tab"].includes(event.key) && this.isOpen) {
      this.pick(this.at);
    } else if (event.key === "Escape" && this.isOpen) {
      event.stopPropagation();
      this.close();
    }
  }
}
