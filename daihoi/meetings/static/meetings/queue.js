// What was typed waits on this machine until the server has it: one entry in localStorage each,
// with a key of its own, so that sending twice keeps it once. It outlives a reload and a sign-in;
// it stands under its writer's name, so that nobody else on this machine sees or sends it.
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15000;
const PATIENCE_MS = 20000;
const KEPT_MS = 90 * 24 * 3600 * 1000; // a machine keeps no words of a meeting for ever

// crypto.randomUUID is not there without HTTPS, as on a laptop that serves a hall.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Of anybody and any meeting: whoever wrote them may never come back to this machine.
function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("daihoi:unsent:")) continue;
    try {
      if (JSON.parse(localStorage.getItem(key)).at < Date.now() - KEPT_MS) localStorage.removeItem(key);
    } catch { /* not ours */ }
  }
}

sweep();

export class Queue {
  // kept(entry, html), refused(entry), state(name, left, refused) are told; name: saved, unsent,
  // refused, offline, signedOut
  constructor(prefix, user, { kept, refused, state }) {
    this.prefix = prefix;
    this.user = user;
    this.kept = kept;
    this.refused = refused;
    this.tell = state;
    this.memory = new Map(); // where storage is full or refused
    this.wait = FIRST_WAIT_MS;
    this.busy = false;
    addEventListener("online", () => this.send());
    addEventListener("focus", () => this.send());
    addEventListener("storage", (event) => { if (event.key?.startsWith(prefix)) this.say(); });
  }

  get entries() {
    const found = new Map(this.memory);
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(this.prefix)) continue;
      try {
        const entry = JSON.parse(localStorage.getItem(key));
        found.set(entry.key, entry);
      } catch { /* not ours */ }
    }
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  get waiting() { return this.entries.filter((entry) => !entry.refusal); }

  get refusals() { return this.entries.length - this.waiting.length; }

  put(entry) {
    try {
      localStorage.setItem(this.prefix + entry.key, JSON.stringify(entry));
      this.memory.delete(entry.key);
    } catch {
      this.memory.set(entry.key, entry);
    }
    document.dispatchEvent(new Event("unsent")); // signing out asks while there are any
  }

  add(entry) {
    this.put(entry);
    this.send();
  }

  remove(key) {
    localStorage.removeItem(this.prefix + key);
    this.memory.delete(key);
    document.dispatchEvent(new Event("unsent"));
  }

  say(why = "") {
    const left = this.waiting.length;
    const refused = this.refusals;
    this.tell(why || (left ? "unsent" : refused ? "refused" : "saved"), left, refused);
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    let why = "";
    try {
      while (!why && this.waiting.length) why = await this.sendOne(this.waiting[0]);
    } catch {
      why = "offline"; // nothing of the queue is touched before the whole answer is here
    } finally {
      this.busy = false;
    }
    this.say(why);
    if (!why) {
      this.wait = FIRST_WAIT_MS;
      return;
    }
    this.timer = setTimeout(() => this.send(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  // "" when the server answered for good; otherwise why the rest has to wait
  async sendOne(entry) {
    const { why, response, text: html } = await this.exchange(entry);
    if (why) return why;
    const answer = new DOMParser().parseFromString(html, "text/html");
    if (response.ok) {
      // The sign-in page of a network answers 200 too: only the line itself says that it was kept.
      if (!answer.querySelector(`li[data-key="${entry.key}"]`)) return "offline";
      this.remove(entry.key);
      this.kept(entry, html);
    } else {
      const words = [...answer.querySelectorAll(".refusal-message, .refusal-text > .muted")].map((each) => each.textContent.trim());
      entry.refusal = words.join(" ") || String(response.status);
      this.put(entry);
      this.refused(entry);
    }
    return "";
  }

  // Sends url and fields: { response, text } once the whole answer is here, else { why }.
  async exchange(entry) {
    let response = await this.post(entry);
    if (response?.status === 403) {
      const token = await this.freshToken(); // another sign-in has made the page's token old
      if (token === null) return { why: "offline" };
      if (token === "") return { why: "signedOut" };
      response = await this.post(entry);
    }
    if (!response || response.status >= 500 || response.status === 429) return { why: navigator.onLine && response ? "unsent" : "offline" };
    if (response.redirected) return { why: "signedOut" };
    const text = await this.read(response);
    return text === null ? { why: "offline" } : { response, text };
  }

  async post(entry) {
    try {
      return await fetch(entry.url, {
        method: "POST",
        body: new URLSearchParams(entry.fields),
        headers: { "HX-Request": "true", "X-CSRFToken": document.body.dataset.csrf },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      return null;
    }
  }

  async read(response) {
    try {
      return await response.text();
    } catch {
      return null; // the line was cut while the answer came
    }
  }

  // The page's token after signing in again; "" while nobody, or somebody else, is signed in.
  async freshToken() {
    try {
      const response = await fetch(location.pathname, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (response.redirected || !response.ok) return "";
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (page.documentElement.dataset.user !== this.user) return "";
      document.body.dataset.csrf = page.body.dataset.csrf;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = page.body.dataset.csrf;
      return page.body.dataset.csrf;
    } catch {
      return null;
    }
  }
}
