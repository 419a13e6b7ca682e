// The queue of a door: what waits goes to the server many at a time, and each gets its own answer.
import { Queue } from "./queue.js";

export { newKey } from "./queue.js";

const MOST = 50; // in one request

export class Presses extends Queue {
  // answered([{ key, said, kept }]) is told what the server has answered for good
  constructor(prefix, user, { url, state, answered }) {
    super(prefix, user, { kept: () => {}, refused: () => {}, state });
    this.url = url;
    this.answered = answered;
  }

  async sendOne() {
    const entries = this.waiting.slice(0, MOST);
    // How long ago, not when: clocks of two machines differ.
    const presses = entries.map(({ key, row, means, door, at }) => ({ key, row, means, door, waited: Date.now() - at }));
    const { why, response, text } = await this.exchange({ url: this.url, fields: { presses: JSON.stringify(presses) } });
    if (why) return why;
    if (!response.ok) {
      const page = new DOMParser().parseFromString(text, "text/html");
      const words = [...page.querySelectorAll(".refusal-message, .refusal-text > .muted")].map((each) => each.textContent.trim());
      for (const entry of entries) this.put({ ...entry, refusal: words.join(" ") || String(response.status) });
      return "";
    }
    const answers = this.parse(text);
    if (!answers) return "offline"; // the sign-in page of a network answers 200 too
    for (const { key, said, kept } of answers) {
      const entry = entries.find((each) => each.key === key);
      if (!entry) continue;
      if (kept) this.remove(key);
      else this.put({ ...entry, refusal: said });
    }
    this.answered(answers);
    return entries.every((entry) => answers.some(({ key }) => key === entry.key)) ? "" : "unsent";
  }

  parse(text) {
    try {
      const { answers } = JSON.parse(text);
      return Array.isArray(answers) ? answers : null;
    } catch {
      return null;
    }
  }
}
