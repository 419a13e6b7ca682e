// [data-roll-search]: typing narrows the roll to people so named, marks and case apart, the best
// answer first as on the minute-taker's page; Enter marks present whom the words name alone and
// says whom. Of several so named, arrows choose one: nobody is marked by guess. Without this script
// the form asks the server.
import { fold, rank } from "./choices.js";

const form = document.querySelector("[data-roll-search]");
const field = form?.querySelector("input");
const said = document.querySelector("[data-roll-said]");
let chosen = -1; // by the arrows
let asking = false; // only the best answers stay until one is chosen
let marking = ""; // the line whose mark is on its way

const lines = () => [...document.querySelectorAll("#roll [data-name]")];
const MEANT = 6; // each word begins a word of the name, in any order: after all that `rank` knows
const rankLine = (line, typed) => {
  const parts = line.dataset.name.split(" ");
  const isMeant = typed.split(/\s+/).every((word) => parts.some((part) => part.startsWith(word)));
  return rank(line.dataset.name, typed) ?? (isMeant ? MEANT : null);
};
const isOpen = (line) => !line.hidden && line.querySelector("[data-mark]");
const open = () => lines().filter(isOpen);

// Those whom the words name best, who are there already too.
function best() {
  const typed = fold(field.value);
  const ranks = new Map(lines().map((line) => [line, typed ? rankLine(line, typed) : null]));
  const least = Math.min(...[...ranks.values()].filter((value) => value !== null));
  return lines().filter((line) => ranks.get(line) === least);
}

// The one whom Enter marks; null where it has to ask.
function sure() {
  if (chosen >= 0) return open()[chosen] ?? null;
  const named = best();
  const free = named.filter(isOpen);
  const alone = free.length === 1 && !named.some((line) => line !== free[0] && line.dataset.name === free[0].dataset.name);
  return alone ? free[0] : null;
}

function narrow() {
  const typed = fold(field.value);
  const kept = asking ? new Set(best()) : null;
  const ranked = lines().map((line, place) => {
    line.dataset.place ??= place; // as the server lists them
    const value = typed ? rankLine(line, typed) : 0;
    line.hidden = value === null || Boolean(kept && !kept.has(line));
    line.classList.remove("is-chosen");
    return { line, value: value ?? Infinity, place: Number(line.dataset.place) };
  });
  ranked.sort((a, b) => (a.value === b.value ? 0 : a.value - b.value) || a.place - b.place);
  for (const { line } of ranked) line.parentElement.append(line);
  chosen = Math.min(chosen, open().length - 1);
  if (typed) sure()?.classList.add("is-chosen");
}

const say = (words, facts) => {
  said.textContent = Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
  return said.textContent;
};

function mark() {
  if (!field.value.trim()) return;
  const line = sure();
  if (line) {
    marking = line.id;
    line.querySelector("[data-mark]").click();
    field.value = "";
    start();
    return;
  }
  const named = best();
  if (!named.length) say(said.dataset.textNobody, {});
  else if (named.some((each) => each.querySelector("[data-mark]"))) {
    asking = true;
    say(said.dataset.textSeveral, { n: named.length });
    narrow();
  } else {
    said.textContent = named.filter((each) => each.dataset.at).map((each) => say(said.dataset.textThere, { name: each.dataset.said, at: each.dataset.at })).join(" ");
  }
}

function start() {
  chosen = -1;
  asking = false;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  mark();
});
field?.addEventListener("input", () => {
  start();
  said.textContent = "";
  narrow();
});
field?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const from = chosen < 0 && sure() ? 0 : chosen;
  chosen = Math.min(Math.max(from + step, 0), open().length - 1);
  narrow();
});
function tell() {
  const line = document.getElementById(marking);
  marking = "";
  if (line?.hasAttribute("data-marked")) say(said.dataset.rollSaid, { name: line.dataset.said });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "roll" || event.detail.elt?.id === "roll") {
    if (field) narrow();
    if (said && marking) tell();
    field?.focus();
  }
});

if (field?.value) narrow(); // typed before this script came
