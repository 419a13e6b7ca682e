// The minute-taker's page: everything by keyboard, saved at once, nothing lost without a network.
// Entries are elements of the server; only those not sent yet are made here.
import { Choices, fold, rank, rankPlace } from "./choices.js";
import { Queue, newKey } from "./queue.js";

const root = document.querySelector("[data-minutes]");
const texts = root.dataset;
const meeting = root.dataset.minutes;
const user = document.documentElement.dataset.user;
const forms = Object.fromEntries([...root.querySelectorAll("form[data-queued]")].map((form) => [form.dataset.queued, form]));
const places = new Map(); // document → choices
let change = Number(root.dataset.change);
let item = root.querySelector("[data-item][aria-current]")?.dataset.item;
let lastSpeaker = null;

document.querySelector("[data-offline]")?.remove(); // the state of the queue says it, and better

// ---- entries on the page

const rowsOf = (pk) => root.querySelector(`[data-rows="${pk}"]`);

function putRow(row) {
  document.getElementById(row.id)?.remove();
  if (row.dataset.key) forget(row.dataset.key);
  const rows = rowsOf(row.dataset.entry);
  if (rows && !row.hasAttribute("data-removed")) {
    const after = [...rows.children].find((other) => Number(other.dataset.order) > Number(row.dataset.order)
      || (other.dataset.order === row.dataset.order && Number(other.dataset.pk) > Number(row.dataset.pk)));
    rows.insertBefore(row, after ?? null);
  }
  count();
}

// The forms stand over the lines: whoever writes sees what became of her own line.
function reveal(row) {
  if (!row) return;
  const covered = row.getBoundingClientRect().bottom - root.querySelector("#forms").getBoundingClientRect().top;
  if (covered > 0) scrollBy({ top: covered + 8 });
}

function forget(key) {
  document.getElementById(`unsent-${key}`)?.remove();
  queue?.remove(key);
}

function count() {
  for (const badge of root.querySelectorAll("[data-count]")) badge.textContent = rowsOf(badge.dataset.count)?.children.length ?? 0;
}

function read(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("li[data-entry]")].map((row) => document.importNode(row, true));
}

function putUnsent(entry) {
  const row = document.getElementById(`unsent-${entry.key}`) ?? document.createElement("li");
  row.id = `unsent-${entry.key}`;
  row.className = `entry ${entry.refusal ? "entry-refused" : "entry-unsent"}`;
  row.dataset.order = entry.at;
  row.dataset.pk = Number.MAX_SAFE_INTEGER;
  const head = document.createElement("p");
  head.className = "entry-head";
  const who = document.createElement("strong");
  who.textContent = entry.label;
  const state = document.createElement("span");
  state.className = "badge badge-waiting";
  state.textContent = texts.textWaiting;
  head.append(who, ...(entry.refusal ? [] : [state])); // the refusal says more
  const words = document.createElement("p");
  words.className = "entry-text";
  words.textContent = entry.text;
  row.replaceChildren(head, words, ...figuresOf(entry));
  if (entry.refusal) row.append(refusalOf(entry));
  const rows = rowsOf(entry.item);
  if (rows && row.parentElement !== rows) rows.append(row);
  count();
}

// What was counted stays in sight until the server has it.
function figuresOf(entry) {
  if (entry.kind !== "vote") return [];
  const hands = Object.fromEntries(entry.fields);
  const figures = document.createElement("p");
  figures.className = "entry-figures";
  figures.textContent = texts.textHands.replace("{yes}", hands.votes_for || "–")
    .replace("{no}", hands.votes_against || "–").replace("{other}", hands.votes_other || "–");
  return [figures];
}

function refusalOf(entry) {
  const note = document.createElement("p");
  note.className = "entry-note";
  note.setAttribute("role", "alert");
  note.textContent = texts.textRefused + entry.refusal;
  const tools = document.createElement("div");
  tools.className = "entry-tools";
  for (const [text, action] of [[texts.textAgain, () => again(entry)], [texts.textResend, () => resend(entry)], [texts.textDrop, () => { forget(entry.key); count(); }]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => { action(); queue.say(); });
    tools.append(button);
  }
  const both = document.createDocumentFragment();
  both.append(note, tools);
  return both;
}

// Back into the form it came from, to be put right.
function again(entry) {
  const form = forms[entry.kind];
  if ((form.elements.text ?? form.elements.subject).value.trim()) {
    open(entry.kind);
    form.querySelector("[data-form-error]").textContent = texts.textHalfTyped;
    return;
  }
  open(entry.kind);
  show(entry.item);
  for (const [name, value] of entry.fields) {
    const field = form.elements.namedItem(name);
    if (!field || name === "csrfmiddlewaretoken") continue;
    if (field instanceof RadioNodeList || !["checkbox"].includes(field.type)) field.value = value;
    else field.checked = true;
  }
  if (entry.kind === "statement") speaker.input.value = form.elements.invitee.selectedOptions[0]?.value ? form.elements.invitee.selectedOptions[0].text : "";
  forget(entry.key);
  count();
  (form.elements.text ?? form.elements.subject).focus();
}

function resend(entry) {
  delete entry.refusal;
  putUnsent(entry);
  queue.add(entry);
}

// ---- sending

const status = root.querySelector("[data-queue-state]");

function state(name, left, refused) {
  const word = { saved: "textSaved", unsent: "textUnsent", offline: "textOffline", signedOut: "textSignedOut" }[name];
  const parts = [];
  if (left) parts.push(texts.textUnsent.replace("{n}", left));
  if (refused) parts.push(texts.textNotTaken.replace("{n}", refused));
  if (name === "offline" || name === "signedOut" || (!left && !refused)) parts.push(texts[word]);
  status.textContent = parts.join(" · ");
  status.dataset.state = { saved: "done", unsent: "waiting" }[name] ?? "late";
  status.hidden = false;
}

const queue = new Queue(`daihoi:unsent:${user}:minutes:${meeting}:`, user, {
  kept: (entry, html) => {
    document.getElementById(`unsent-${entry.key}`)?.remove();
    const rows = read(html);
    rows.forEach(putRow);
    reveal(document.getElementById(rows.find((row) => row.dataset.key === entry.key)?.id));
    fetchChanges();
  },
  refused: (entry) => {
    putUnsent(entry);
    reveal(document.getElementById(`unsent-${entry.key}`));
  },
  state,
});

function send(form) {
  const kind = form.dataset.queued;
  const error = form.querySelector("[data-form-error]");
  const wrong = check(form, kind);
  error.textContent = wrong;
  if (wrong) return;
  const entry = { key: newKey(), kind, item, at: Date.now(), url: form.getAttribute("action") };
  form.elements.client_key.value = entry.key;
  form.elements.typed_at.value = entry.at;
  form.elements.namedItem("item").value = item; // elements.item is a method
  entry.fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  entry.label = labelOf(form, kind);
  entry.text = (form.elements.text ?? form.elements.subject).value;
  putUnsent(entry);
  queue.add(entry);
  clear(form, kind);
  reveal(document.getElementById(`unsent-${entry.key}`));
}

function labelOf(form, kind) {
  if (kind === "statement") return form.elements.invitee.selectedOptions[0].text;
  return form.closest("details").querySelector("summary").firstChild.textContent.trim();
}

function check(form, kind) {
  if (kind === "statement" && !form.elements.invitee.value) {
    if (!speaker.input.value.trim() && lastSpeaker) choose(lastSpeaker);
    else return speaker.input.value.trim() ? texts.textNobody : texts.textChoose;
  }
  const words = form.elements.text ?? form.elements.subject;
  if (!words.value.trim()) {
    words.focus();
    return " ";
  }
  return "";
}

function clear(form, kind) {
  for (const name of ["text", "place_text", "place_block", "subject", "votes_for", "votes_against", "votes_other", "due_on", "recipient_name"]) {
    if (form.elements[name]) form.elements[name].value = "";
  }
  if (form.elements.kind instanceof HTMLSelectElement) form.elements.kind.value = "";
  if (form.elements.kind instanceof RadioNodeList) for (const radio of form.elements.kind) radio.checked = radio.defaultChecked;
  if (form.elements.recipient) form.elements.recipient.value = "";
  if (form.elements.is_urgent) form.elements.is_urgent.checked = false;
  form.dispatchEvent(new Event("input", { bubbles: true })); // its draft is sent
  (form.elements.text ?? form.elements.subject).dispatchEvent(new Event("input", { bubbles: true }));
  if (kind === "statement") {
    lastSpeaker = form.elements.invitee.value;
    choose("");
    speaker.input.focus();
  } else {
    (form.elements.text ?? form.elements.subject).focus();
  }
}

// ---- what others write

let fetching = null;
let wanted = false;

async function fetchChanges() {
  if (fetching) {
    wanted = true;
    return;
  }
  fetching = true;
  try {
    const response = await fetch(`${root.dataset.changesUrl}?sau=${change}`, { headers: { "HX-Request": "true" } });
    if (response.ok && !response.redirected) {
      const html = await response.text();
      const page = new DOMParser().parseFromString(html, "text/html");
      change = Math.max(change, Number(page.querySelector("[data-changes]")?.dataset.changes ?? 0));
      read(html).forEach(putRow);
    }
  } catch { /* the next change, or being online again, asks once more */ }
  fetching = null;
  if (wanted) {
    wanted = false;
    fetchChanges();
  }
}

root.querySelector("[data-minutes-live]")?.addEventListener("live", fetchChanges);
addEventListener("online", fetchChanges);

// Moving, sending on and striking out stand in small forms of each entry.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-entry-form]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const failed = document.querySelector("[data-failed]");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true", "X-CSRFToken": document.body.dataset.csrf } });
    const html = await response.text();
    if (response.ok && !response.redirected) {
      read(html).forEach(putRow);
      fetchChanges();
    } else if (html.includes("data-refusal")) {
      document.getElementById("messages").innerHTML = html;
      document.getElementById("messages").scrollIntoView({ block: "nearest" });
    } else {
      failed.hidden = false;
    }
  } catch {
    failed.hidden = false;
  }
});

// ---- speakers, matters, keys

function choose(pk) {
  const select = forms.statement.elements.invitee;
  select.value = pk;
  speaker.input.value = pk ? select.selectedOptions[0].text : "";
}

function speakerField() {
  const select = forms.statement.elements.invitee;
  const input = document.createElement("input");
  input.type = "text";
  input.id = "speaker";
  input.dataset.draftSkip = "";
  select.after(input);
  select.hidden = true;
  root.querySelector("[data-speaker-label]").htmlFor = input.id;
  const options = [...select.options].filter((option) => option.value)
    .map((option) => ({ value: option.value, label: option.text, note: option.dataset.note, folded: option.dataset.folded }));
  if (select.value) input.value = select.selectedOptions[0].text;
  return new Choices(input, { options: () => options, rank, take: (option) => { select.value = option?.value ?? ""; } });
}

function placeField() {
  const form = forms.statement;
  return new Choices(form.elements.place_text, {
    options: () => places.get(form.elements.document.value) ?? [],
    rank: rankPlace,
    take: (option) => { form.elements.place_block.value = option?.value ?? ""; },
  });
}

async function loadPlaces() {
  const pk = forms.statement.elements.document.value;
  if (!pk || places.has(pk)) return;
  try {
    const response = await fetch(root.dataset.placesUrl.replace(/0\/$/, `${pk}/`));
    if (!response.ok || response.redirected) return;
    const found = await response.json();
    places.set(pk, found.places.map(({ key, label, text }) => ({ value: key, label, note: text, folded: fold(`${label} ${text}`) })));
  } catch { /* a place can be written in words */ }
}

function show(pk) {
  item = pk;
  for (const link of root.querySelectorAll("[data-item]")) {
    const current = link.dataset.item === pk;
    document.getElementById(`item-${link.dataset.item}`).hidden = !current;
    if (current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (current && forms.statement) aimAt(link.dataset.document);
  }
  history.replaceState(null, "", `?muc=${pk}`);
}

function aimAt(documentPk) {
  const form = forms.statement;
  form.elements.aim.value = documentPk ? "document" : "discussion";
  if (documentPk) form.elements.document.value = documentPk;
  loadPlaces();
}

function step(by) {
  const links = [...root.querySelectorAll("[data-item]")];
  const at = links.findIndex((link) => link.dataset.item === item) + by;
  if (links[at]) show(links[at].dataset.item);
}

function open(kind) {
  for (const details of root.querySelectorAll("[data-form]")) details.open = details.dataset.form === kind;
  const form = forms[kind];
  (kind === "statement" ? speaker.input : form.elements.text ?? form.elements.subject).focus();
}

function aim(value) {
  open("statement");
  forms.statement.elements.aim.value = value;
  if (value === "document") {
    loadPlaces();
    forms.statement.elements.place_text.focus();
    return;
  }
  (forms.statement.elements.invitee.value ? forms.statement.elements.text : speaker.input).focus();
}

const KEYS = {
  KeyG: () => open("statement"),
  KeyK: () => open("conclusion"),
  KeyB: () => open("vote"),
  KeyT: () => aim("discussion"),
  KeyV: () => aim("document"),
  KeyC: () => aim("preparation"),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
};

function nextField(form, field) {
  if (field === speaker.input) {
    const withPlace = form.elements.aim.value === "document";
    (withPlace ? form.elements.place_text : form.elements.text).focus();
  } else if (field === form.elements.place_text) {
    form.elements.text.focus();
  } else if (field.name === "text" && form.elements.recipient && form.elements.kind.value !== "note" && !form.elements.recipient.value) {
    form.elements.recipient.focus();
  } else {
    form.requestSubmit();
  }
}

let speaker = null;
if (forms.statement) {
  speaker = speakerField();
  placeField();
  forms.statement.elements.document.addEventListener("change", loadPlaces);
  for (const radio of forms.statement.elements.aim) radio.addEventListener("change", loadPlaces);
  loadPlaces();
  for (const form of Object.values(forms)) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.matches("button, summary")) return;
      event.preventDefault();
      nextField(form, event.target);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.code]) {
      event.preventDefault();
      KEYS[event.code]();
    } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      open("statement");
    }
  });
  queue.entries.forEach(putUnsent);
  queue.send();
  speaker.input.focus();
}

for (const link of root.querySelectorAll("[data-item]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(link.dataset.item);
    speaker?.input.focus();
  });
}
let isSigningOut = false; // she was asked and said yes: what is kept stays on this machine
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.matches("[data-sign-out]")) isSigningOut = true;
});
addEventListener("beforeunload", (event) => {
  if (isSigningOut ? queue.memory.size : queue.entries.length) event.preventDefault();
});
setTimeout(fetchChanges, 1500);
