// Typing narrows a roll to people so named, marks and case apart, the best answer first as on the
// minute-taker's page; Enter presses for whom the words name alone. Of several so named, arrows
// choose one: nobody is marked by guess. A line is an element with data-name, data-said and data-at;
// who is not there yet has a button [data-mark] that is not hidden.
import { fold, rank } from "./choices.js";

const MEANT = 6; // each word begins a word of the name, in any order: after all that `rank` knows
const BUTTON = "[data-mark]:not([hidden])";
const rankLine = (line, typed) => {
  const parts = line.dataset.name.split(" ");
  const isMeant = typed.split(/\s+/).every((word) => parts.some((part) => part.startsWith(word)));
  return rank(line.dataset.name, typed) ?? (isMeant ? MEANT : null);
};
const isOpen = (line) => !line.hidden && line.querySelector(BUTTON);

export class RollSearch {
  // press(line) marks her; scanned(text) answers whether it took the words as those of a scanner.
  constructor({ form, said, roll, press, scanned = () => false }) {
    this.field = form.querySelector("input[name=q]");
    this.said = said;
    this.roll = roll;
    this.press = press;
    this.start();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (scanned(this.field.value)) this.clear();
      else this.enter();
    });
    this.field.addEventListener("input", () => {
      this.start();
      said.textContent = "";
      this.narrow();
    });
    this.field.addEventListener("keydown", (event) => this.step(event));
    if (this.field.value) this.narrow(); // typed before this script came
  }

  start() {
    this.chosen = -1; // by the arrows
    this.asking = false; // only the best answers stay until one is chosen
  }

  clear() {
    this.field.value = "";
    this.start();
    this.narrow();
  }

  get lines() { return [...document.querySelectorAll(`${this.roll} [data-name]`)]; }

  get open() { return this.lines.filter(isOpen); }

  // Those whom the words name best, who are there already too.
  best() {
    const typed = fold(this.field.value);
    const ranks = new Map(this.lines.map((line) => [line, typed ? rankLine(line, typed) : null]));
    const least = Math.min(...[...ranks.values()].filter((value) => value !== null));
    return this.lines.filter((line) => ranks.get(line) === least);
  }

  // The one whom Enter marks; null where it has to ask.
  sure() {
    if (this.chosen >= 0) return this.open[this.chosen] ?? null;
    const named = this.best();
    const free = named.filter(isOpen);
    const alone = free.length === 1 && !named.some((line) => line !== free[0] && line.dataset.name === free[0].dataset.name);
    return alone ? free[0] : null;
  }

  narrow() {
    const typed = fold(this.field.value);
    const kept = this.asking ? new Set(this.best()) : null;
    const ranked = this.lines.map((line, place) => {
      line.dataset.place ??= place; // as the server lists them
      const value = typed ? rankLine(line, typed) : 0;
      line.hidden = value === null || Boolean(kept && !kept.has(line));
      line.classList.remove("is-chosen");
      return { line, value: value ?? Infinity, place: Number(line.dataset.place) };
    });
    ranked.sort((a, b) => (a.value === b.value ? 0 : a.value - b.value) || a.place - b.place);
    for (const { line } of ranked) line.parentElement.append(line);
    this.chosen = Math.min(this.chosen, this.open.length - 1);
    if (typed) this.sure()?.classList.add("is-chosen");
  }

  say(words, facts) {
    this.said.textContent = Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
    return this.said.textContent;
  }

  enter() {
    if (!this.field.value.trim()) return;
    const line = this.sure();
    if (line) {
      this.press(line);
      this.clear();
      return;
    }
    const texts = this.said.dataset;
    const named = this.best();
    if (!named.length) this.say(texts.textNobody, {});
    else if (named.some((each) => each.querySelector(BUTTON))) {
      this.asking = true;
      this.say(texts.textSeveral, { n: named.length });
      this.narrow();
    } else {
      this.said.textContent = named.filter((each) => each.dataset.at).map((each) => this.say(texts.textThere, { name: each.dataset.said, at: each.dataset.at })).join(" ");
    }
  }

  step(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = this.chosen < 0 && this.sure() ? 0 : this.chosen;
    this.chosen = Math.min(Math.max(from + step, 0), this.open.length - 1);
    this.narrow();
  }
}
