// [data-counting]: papers entered by keys. A paper is shown as taken only when the server has it;
// what is on it is kept nowhere but in this page and in the body of the request.
import { judge } from "./judging.js";

const AGAIN_MS = 1500;
const root = document.querySelector("[data-counting]");
if (root) start(root);

function start(page) {
  const form = page.querySelector("[data-paper]");
  const table = JSON.parse(page.dataset.table);
  const names = [...form.querySelectorAll(".counting-name")].map((each) => each.textContent);
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const verdict = page.querySelector("[data-verdict]");
  const text = page.dataset;
  let state = JSON.parse(text.state);
  let sending = false;
  let prefix = ""; // "-" was pressed: the next key is of a name beyond the single keys
  let waiting = false; // Enter came while the paper before was on its way

  // The box, or both boxes, that a key stands for.
  const keyed = new Map([...form.querySelectorAll("[data-key]")].map((line) => [line.dataset.key, [...line.querySelectorAll("input")]]));
  const values = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
  const written = () => (form.elements.written?.value ?? "").split(",").map((name) => name.trim()).filter(Boolean);
  const judged = () => judge(table, values("marks").map(Number), values("faults"), written().length);
  const isEmpty = () => !boxes.some((box) => box.checked) && !written().length;
  const fill = (words, facts) => words.replace(/\{(\w+)\}/g, (_all, name) => facts[name]);

  function say(words, kind = "") {
    const told = page.querySelector("[data-told]");
    told.textContent = words;
    told.dataset.kind = kind;
  }

  function show(target, told) {
    target.replaceChildren(told.words);
    if (told.unclear?.length) target.append(` ${fill(table.unclear, { names: told.unclear.map((at) => names[at]).join(", ") })}`);
    const source = [told.articles, told.unconfirmed, told.overrides].filter(Boolean).join("; ");
    if (!source) return;
    const small = document.createElement("span");
    small.className = "muted";
    small.textContent = ` ${source}`;
    target.append(small);
  }

  // Every paper that came back is entered: what follows is closing, an empty form is no paper.
  const isWhole = () => Number(page.ownerDocument.querySelector("[data-left]")?.textContent ?? 1) <= 0;

  function showVerdict() {
    const told = judged();
    verdict.hidden = isWhole() && isEmpty();
    verdict.dataset.paper = told.paper;
    show(verdict, told);
  }

  function clear() {
    for (const box of boxes) box.checked = false;
    if (form.elements.written) form.elements.written.value = "";
    form.elements.number.value = "";
    showVerdict();
  }

  function restore(paper) {
    for (const box of boxes) box.checked = (box.name === "marks" ? paper.marks.map(String) : paper.faults).includes(box.value);
    if (form.elements.written) form.elements.written.value = paper.written.join(", ");
    showVerdict();
  }

  function follow(next) {
    const left = page.ownerDocument.querySelector("[data-left]");
    if (left && next.batch === state.batch) left.textContent = Number(left.dataset.left) - next.papers + JSON.parse(text.state).papers;
    state = next;
    const facts = { ...state, size: text.size };
    page.querySelector("[data-batch]").textContent = fill(text.textBatch, facts);
    const closing = page.querySelector("[data-close-batch]");
    closing.elements.batch.value = state.batch;
    closing.elements.papers.value = state.papers;
    closing.querySelector("button").textContent = fill(text.textClose, facts);
    closing.querySelector("[data-close-side]").hidden = left?.textContent !== "0" || !state.papers;
    const last = page.querySelector("[data-last]");
    if (state.last) show(last, state.last);
    else last.textContent = text.textNone;
    form.querySelector("[data-accept]").classList.toggle("button-primary", !isWhole());
    showVerdict();
  }

  async function send(url, body) {
    for (;;) {
      let response;
      try {
        response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value } });
      } catch {
        say(text.textOffline, "late");
        await new Promise((done) => setTimeout(done, AGAIN_MS));
        continue;
      }
      if (response.redirected || !response.headers.get("Content-Type")?.startsWith("application/json")) {
        return { refused: text.textSignedOut };
      }
      return response.json();
    }
  }

  async function take(url, isBundle) {
    if (sending) {
      waiting = true;
      return;
    }
    const told = judged();
    if (told.paper === "doubtful") {
      say(text.textDoubtful, "late");
      return;
    }
    const paper = { key: newKey(), marks: values("marks").map(Number), faults: values("faults"), written: written() };
    const body = new URLSearchParams(new FormData(form));
    body.set("key", paper.key);
    body.set("batch", state.batch);
    body.set("papers", state.papers);
    sending = !isBundle;
    const answering = send(url, body);
    if (!isBundle) clear(); // while the paper is on its way
    const answer = await answering;
    sending = false;
    if (answer.refused) {
      waiting = false;
      if (answer.state) follow(answer.state);
      restore(paper);
      say(`${answer.refused} ${isBundle ? "" : text.textBack}`, "late");
      return;
    }
    if (isBundle) {
      location.reload();
      return;
    }
    const agrees = answer.judged.paper === told.paper && answer.judged.articles.startsWith(told.articles);
    follow({ ...answer.state, last: { ...paper, ...answer.judged } });
    if (!agrees) say(text.textDisagree, "late");
    else if (state.papers >= Number(text.size)) full();
    else say("");
    if (waiting) {
      waiting = false;
      await take(url, false);
    }
  }

  function full() {
    say(fill(text.textFull, { size: text.size }), "waiting");
    page.querySelector("[data-close-batch] button").focus();
  }

  async function undo() {
    if (sending) return;
    if (!state.last) {
      say(text.textNothing);
      return;
    }
    const { last } = state;
    const body = new FormData();
    body.set("key", last.key);
    sending = true;
    const answer = await send(page.querySelector("[data-undo]").action, body);
    sending = false;
    if (answer.state) follow(answer.state);
    if (answer.refused) {
      say(answer.refused, "late");
      return;
    }
    restore(last);
    say(text.textUndone);
  }

  // A name: on and off; with two boxes agree, disagree, both, neither. Shift: the second box alone.
  function press(inputs, isShifted) {
    const [first, second] = inputs;
    if (!second) first.checked = !first.checked;
    else if (isShifted) second.checked = !second.checked;
    else {
      const next = (Number(first.checked) + 2 * Number(second.checked) + 1) % 4;
      first.checked = Boolean(next & 1);
      second.checked = Boolean(next & 2);
    }
    showVerdict();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    if (target.matches("textarea, select, input:not([type=checkbox])")) return;
    const pressed = keyOf(event);
    if (pressed === "Shift") return;
    const isPrefixed = prefix && /^[A-Z0-9]$/.test(pressed);
    const key = isPrefixed ? prefix + pressed : pressed;
    const wasPrefixed = prefix !== "";
    if (wasPrefixed) say("");
    prefix = "";
    const isOnButton = target.closest("button, a, summary");
    if (keyed.has(key)) press(keyed.get(key), event.shiftKey);
    else if (isPrefixed) say(text.textNoKey, "late");
    else if (key === "-" && keyed.has("-1")) {
      prefix = "-";
      say(text.textPrefix);
    } else if (key === "0") page.querySelector("[data-aside]").click();
    else if (key === "U" || key === "Backspace") undo();
    else if (key === "Escape") {
      if (!wasPrefixed) clear();
    }
    else if (key === "Enter" && !isOnButton) {
      const closing = page.querySelector("[data-close-side]");
      if (isWhole() && isEmpty() && !closing.hidden) closing.focus();
      else if (!event.repeat) take(form.action, false);
    } else return;
    event.preventDefault();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isBundle = event.submitter?.hasAttribute("data-bundle") || document.activeElement === form.elements.number;
    take(isBundle ? form.querySelector("[data-bundle]").formAction : form.action, isBundle);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
  });
  form.addEventListener("input", showVerdict);
  page.querySelector("[data-undo]").addEventListener("submit", (event) => {
    event.preventDefault();
    undo();
  });
  document.addEventListener("keydown", onKey);
  // Another window of hers may have gone on meanwhile.
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || sending) return;
    const answer = await fetch(text.url, { headers: { Accept: "application/json" } }).then((response) => response.json()).catch(() => null);
    if (!answer || sending || (answer.state.batch === state.batch && answer.state.papers === state.papers)) return;
    if (answer.state.batch !== state.batch && isEmpty()) location.reload();
    follow(answer.state);
    say(text.textMoved, "waiting");
  });
  if (state.papers >= Number(text.size)) full();
  showVerdict();
}

// By place on the keyboard, whatever a Vietnamese input method makes of the letter.
function keyOf(event) {
  const named = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code);
  return named ? (named[1] ?? named[2]) : event.key;
}

// crypto.randomUUID is not there without HTTPS, as on a laptop that serves a hall.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
