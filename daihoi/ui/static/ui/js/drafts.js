// <form data-draft="key">: half-written text stays on this machine, per user, until it is sent.
// data-draft-by="block": one draft for each value of that field. Events the form understands:
// "draft:leave" before and "draft:enter" after that field changes; it sends "draft:restored".
// Laptops are shared: signing out removes this user's drafts, and old ones go by themselves.
// Whole lines that could not be sent stand under "daihoi:unsent:<user>:" and stay: signing out asks
// while there are any. Who keeps them says "unsent" to the document when their number changes.
const user = document.documentElement.dataset.user;
const texts = document.getElementById("ui-texts")?.dataset ?? {};
const PREFIX = `daihoi:draft:${user}:`;
const UNSENT = `daihoi:unsent:${user}:`;
const SENT = `daihoi:sent:${user}`;
const DAYS_KEPT = 30;
const restored = new WeakMap(); // form → fields that came with the page

const keys = (start = PREFIX) => Object.keys(localStorage).filter((key) => key.startsWith(start));

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keyOf(form) {
  const by = form.dataset.draftBy;
  const part = by ? `:${form.elements[by]?.value ?? ""}` : "";
  return `${PREFIX}${form.dataset.draft}${part}`;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name
    && !["csrfmiddlewaretoken", "password"].includes(field.name)
    && !["password", "file", "submit", "button"].includes(field.type)
    && !field.matches("[data-draft-skip]"));
}

function values(form) {
  const found = {};
  for (const field of fields(form)) {
    if (["checkbox", "radio"].includes(field.type)) {
      (found[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else {
      found[field.name] = field.value;
    }
  }
  return found;
}

function fill(form, saved) {
  for (const field of fields(form)) {
    if (!(field.name in saved)) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = saved[field.name].includes(field.value);
    else field.value = saved[field.name];
  }
}

// Only words a person typed make a draft; choices and places alone do not.
function hasWords(form) {
  return fields(form).some((field) =>
    (field.tagName === "TEXTAREA" || field.type === "text")
    && field.value.trim() && field.value !== field.defaultValue);
}

function say(form, text) {
  const status = form.querySelector("[data-draft-status]");
  if (status) status.textContent = text ?? "";
}

function save(form) {
  if (!user) return;
  const key = keyOf(form);
  if (!hasWords(form)) {
    localStorage.removeItem(key);
    say(form, "");
  } else {
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values(form) }));
      say(form, texts.draftSaved);
    } catch {
      say(form, ""); // storage full or refused: promise nothing
    }
  }
  mark();
}

function restore(form, key = keyOf(form)) {
  const draft = read(key);
  if (!draft || hasWords(form)) return false;
  fill(form, draft.values);
  say(form, texts.draftRestored);
  form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  return true;
}

function forget(key) {
  localStorage.removeItem(key);
  mark();
}

// What signing out asks first: what stays on this machine, what goes.
function asksBeforeSignOut(drafts) {
  const lines = keys(UNSENT).length;
  const told = [];
  if (lines) told.push(texts.unsentSignOut.replace("{n}", lines));
  if (drafts) told.push(texts.draftSignOut);
  return told.length ? [...told, texts.signOutAsks].join(" ") : "";
}

// Shows which blocks have an unsent draft, and makes signing out ask while any is left.
function mark() {
  const kept = keys();
  for (const form of document.querySelectorAll("form[data-draft][data-draft-by]")) {
    const start = `${PREFIX}${form.dataset.draft}:`;
    const parts = new Set(kept.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)));
    for (const block of document.querySelectorAll("[data-block]")) {
      (block.closest(".block") ?? block).classList.toggle("has-draft", parts.has(block.dataset.block));
    }
  }
  const asks = asksBeforeSignOut(kept.length);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    if (asks) form.dataset.confirm = asks;
    else delete form.dataset.confirm;
  }
}

function newest(form) {
  const start = `${PREFIX}${form.dataset.draft}:`;
  return keys().filter((key) => key.startsWith(start))
    .sort((a, b) => (read(b)?.at ?? 0) - (read(a)?.at ?? 0))[0];
}

function open(form) {
  if (restored.has(form)) return;
  restored.set(form, true);
  if (restore(form)) return;
  const by = form.dataset.draftBy;
  if (by && !form.elements[by]?.value) {
    const last = newest(form);
    if (last) restore(form, last);
  }
}

// A send that ended in a redirect to another page of the same user was accepted; a page shown again
// with errors, a lost connection or the sign-in page was not.
function settle() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const [arrival] = performance.getEntriesByType("navigation");
  const refused = document.querySelector("[data-flash='error'], [data-refusal], .field-error, .form-errors");
  if (sent && arrival?.redirectCount > 0 && arrival.type === "navigate" && !refused) localStorage.removeItem(sent);
}

function sweep() {
  const oldest = Date.now() - DAYS_KEPT * 86400000;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("daihoi:draft:") && (read(key)?.at ?? 0) < oldest) localStorage.removeItem(key);
  }
}

const waiting = new Map();
function saveSoon(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => saveNow(form), 300));
}

function saveNow(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  save(form);
}

// A refusal is shown in the page, which htmx calls successful: the status tells.
const taken = (xhr) => xhr.status >= 200 && xhr.status < 400;

const draftForm = (target) => target instanceof Element && target.closest("form[data-draft]");

if (user) {
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = draftForm(event.target);
      if (form) saveSoon(form);
    });
  }
  document.addEventListener("draft:leave", (event) => {
    const form = event.target;
    saveNow(form);
    for (const field of fields(form)) {
      if (field.tagName === "TEXTAREA" || field.type === "text") field.value = field.defaultValue;
    }
    say(form, "");
  });
  document.addEventListener("unsent", mark);
  addEventListener("storage", mark); // another tab of hers
  document.addEventListener("draft:enter", (event) => restore(event.target));
  addEventListener("pagehide", () => waiting.forEach((_, form) => saveNow(form)));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented && !form.matches("[hx-post], [data-hx-post]")) return;
    if (form.matches("[data-sign-out]")) {
      waiting.forEach((timer) => clearTimeout(timer)); // leaving a field just now asked for a save
      waiting.clear();
      keys().forEach((key) => localStorage.removeItem(key));
    } else if (form.matches("[data-draft]")) {
      saveNow(form);
      if (!form.matches("[hx-post], [data-hx-post]")) sessionStorage.setItem(SENT, keyOf(form));
    }
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = draftForm(event.detail.elt);
    if (form) form.dataset.draftSent = keyOf(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, xhr } = event.detail;
    const form = draftForm(requestConfig.elt); // it may have left the page with the answer
    if (!form || !form.dataset.draftSent || requestConfig.verb === "get") return;
    if (taken(xhr) && !xhr.responseText.includes("field-error")) {
      clearTimeout(waiting.get(form));
      waiting.delete(form);
      forget(form.dataset.draftSent);
      say(form, "");
    }
    delete form.dataset.draftSent;
  });
  document.addEventListener("htmx:load", () => {
    document.querySelectorAll("form[data-draft]").forEach(open);
    mark();
  });

  settle();
  sweep();
  document.querySelectorAll("form[data-draft]").forEach(open);
  mark();
}
