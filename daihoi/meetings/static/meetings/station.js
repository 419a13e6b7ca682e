// [data-station]: a door on the day. The roll stands in the page; a press goes into the queue of
// this machine first and from there to the server, many at a time, each under a key of its own: sent
// twice it is kept once, and the server says where another door was earlier. Lines that wait are
// drawn over whatever the server shows.
import { Presses, newKey } from "./presses.js";
import { RollSearch } from "./roll_search.js";
import { Scanner, hindrance } from "./scanner.js";

const root = document.querySelector("[data-station]");
const texts = root.dataset;
const user = document.documentElement.dataset.user;
const told = root.querySelector("[data-station-told]");
const log = root.querySelector("[data-station-log]");
const status = root.querySelector("[data-station-state]");
let shown = ""; // what the status says, so that it is said once

document.querySelector("[data-offline]")?.remove(); // the state of the queue says it, and better

const lineOf = (row) => root.querySelector(`#station-roll [data-row="${CSS.escape(row)}"]`);
const hour = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "numeric", minute: "2-digit" });
const fill = (words, facts) => Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);

function button(text, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-quiet button-small";
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

// ---- what waits

function draw() {
  for (const each of root.querySelectorAll("[data-waits]")) each.remove();
  for (const line of root.querySelectorAll(".is-waiting")) {
    line.classList.remove("is-waiting");
    const mark = line.querySelector("[data-mark]");
    if (mark) mark.hidden = false;
  }
  for (const entry of queue.waiting) {
    const line = lineOf(entry.row);
    if (!line) continue;
    line.classList.add("is-waiting");
    const mark = line.querySelector("[data-mark]");
    if (mark) mark.hidden = true;
    const badge = document.createElement("span");
    badge.className = "badge badge-waiting";
    badge.textContent = fill(texts.textWaiting, { at: hour(entry.at) });
    const waits = document.createElement("span");
    waits.dataset.waits = "";
    waits.append(badge, button(texts.textUndo, () => undo(entry)));
    line.querySelector(".row-main").after(waits);
  }
}

function undo(entry) {
  if (queue.busy) return; // on its way: it is put right at the line once it is there
  queue.remove(entry.key);
  queue.say();
}

function put(id, text, word, after = () => {}) {
  const line = document.getElementById(id) ?? document.createElement("li");
  line.id = id;
  line.className = "row";
  const words = document.createElement("p");
  words.className = "row-main";
  words.textContent = text;
  line.replaceChildren(words, button(word, () => {
    line.remove();
    after();
  }));
  log.append(line);
}

function state(name, left, refused) {
  const word = { saved: "textSaved", unsent: "textUnsent", refused: "textRefused", offline: "textOffline", signedOut: "textSignedOut" }[name];
  const text = fill(texts[word], { n: name === "refused" ? refused : left });
  if (text !== shown) status.textContent = text;
  shown = text;
  status.dataset.state = { saved: "done", unsent: "waiting" }[name] ?? "late";
  for (const entry of queue.entries.filter((each) => each.refusal)) {
    put(`refused-${entry.key}`, entry.refusal, texts.textUndo, () => {
      queue.remove(entry.key);
      queue.say();
    });
  }
  draw();
}

const refresh = () => document.getElementById("station-roll")?.dispatchEvent(new CustomEvent("live"));

const queue = new Presses(`daihoi:unsent:${user}:door:${texts.station}:`, user, {
  url: texts.url,
  state,
  answered: (answers) => {
    for (const { key, said, kept } of answers) if (said && kept) put(`said-${key}`, said, texts.textSeen);
    refresh();
  },
});

function press(line, means = "list") {
  if (queue.waiting.some((entry) => String(entry.row) === line.dataset.row)) return;
  queue.add({ key: newKey(), row: Number(line.dataset.row), means, door: texts.door, at: Date.now() });
  told.textContent = fill(told.dataset.rollSaid, { name: line.dataset.said });
  draw();
}

// ---- who it is: by name, by list, by the code on an invitation

// An address ends with the code; what is only a name has no slash, and no line has it for its code.
function scanned(text) {
  const words = text.trim().replace(/\/+$/, "");
  const code = words.split("/").pop();
  const line = code && root.querySelector(`#station-roll [data-code="${CSS.escape(code)}"]`);
  if (!line) {
    if (!words.includes("/")) return false;
    told.textContent = texts.textNoCode;
    return true;
  }
  if (line.querySelector("[data-mark]:not([hidden])")) press(line, "clerk");
  else told.textContent = fill(told.dataset.textThere, { name: line.dataset.said, at: line.dataset.at || hour(Date.now()) });
  return true;
}

const search = new RollSearch({
  form: root.querySelector("[data-station-search]"),
  said: told,
  roll: "#station-roll",
  press,
  scanned,
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-press]")) return;
  event.preventDefault();
  press(event.target.closest("[data-row]"));
}, { capture: true });

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "station-roll" && event.detail.elt?.id !== "station-roll") return;
  draw();
  search.narrow();
});

// ---- the camera

const on = root.querySelector("[data-camera-start]");
const off = root.querySelector("[data-camera-stop]");
const why = root.querySelector("[data-camera-why]");
const hindered = hindrance();

function show(isOn) {
  on.hidden = isOn;
  off.hidden = !isOn;
}

if (hindered) {
  why.textContent = { insecure: texts.textInsecure, unsupported: texts.textUnsupported }[hindered];
} else {
  const scanner = new Scanner(root.querySelector("[data-camera]"), {
    found: (text) => { if (!scanned(text)) told.textContent = texts.textNoCode; },
    lost: () => { why.textContent = texts.textNoCamera; },
  });
  show(false);
  on.addEventListener("click", async () => show(await scanner.start()));
  off.addEventListener("click", () => {
    scanner.stop();
    show(false);
  });
}

// Without a network a reload would leave an error page; what waits would stay, the roll would not.
addEventListener("beforeunload", (event) => { if (!navigator.onLine) event.preventDefault(); });
addEventListener("offline", () => queue.say("offline"));
addEventListener("online", refresh); // what changed meanwhile may have been told to nobody

queue.say(navigator.onLine ? "" : "offline");
queue.send();
