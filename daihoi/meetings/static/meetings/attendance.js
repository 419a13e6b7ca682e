// [data-roll-search]: typing narrows the roll to people so named, marks and case apart, the best
// answer first as on the minute-taker's page; Enter marks the chosen one present and says whom,
// arrows choose another. Without this script the form asks the server.
import { fold, rank } from "./choices.js";

const form = document.querySelector("[data-roll-search]");
const field = form?.querySelector("input");
const said = document.querySelector("[data-roll-said]");
let chosen = 0;
let marking = ""; // the line whose mark is on its way

const lines = () => [...document.querySelectorAll("#roll [data-name]")];
const MEANT = 6; // each word begins a word of the name, in any order: after all that `rank` knows
const rankLine = (line, typed) => {
  const parts = line.dataset.name.split(" ");
  const isMeant = typed.split(/\s+/).every((word) => parts.some((part) => part.startsWith(word)));
  return rank(line.dataset.name, typed) ?? (isMeant ? MEANT : null);
};
const open = () => lines().filter((line) => !line.hidden && line.querySelector("[data-mark]"));

function narrow() {
  const typed = fold(field.value);
  const ranked = lines().map((line, place) => {
    line.dataset.place ??= place; // as the server lists them
    const value = typed ? rankLine(line, typed) : 0;
    line.hidden = value === null;
    line.classList.remove("is-chosen");
    return { line, value: value ?? Infinity, place: Number(line.dataset.place) };
  });
  ranked.sort((a, b) => (a.value === b.value ? 0 : a.value - b.value) || a.place - b.place);
  for (const { line } of ranked) line.parentElement.append(line);
  const found = open();
  chosen = Math.min(chosen, Math.max(found.length - 1, 0));
  if (typed) found[chosen]?.classList.add("is-chosen");
}

function mark() {
  const line = field.value.trim() ? open()[chosen] : null;
  if (!line) return;
  marking = line.id;
  line.querySelector("[data-mark]").click();
  field.value = "";
  chosen = 0;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  mark();
});
field?.addEventListener("input", () => {
  chosen = 0;
  narrow();
});
field?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  chosen = Math.min(Math.max(chosen + step, 0), Math.max(open().length - 1, 0));
  narrow();
});
function tell() {
  const line = document.getElementById(marking);
  marking = "";
  if (!line?.hasAttribute("data-marked")) return;
  said.textContent = said.dataset.rollSaid.replace("{name}", line.querySelector(".row-title").textContent.trim());
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "roll" || event.detail.elt?.id === "roll") {
    if (field) narrow();
    if (said && marking) tell();
    field?.focus();
  }
});
