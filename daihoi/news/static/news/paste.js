// Words pasted from Word or a web page come into the body as typed text; without an answer, as plain text.
const writing = document.querySelector("[data-paste]");
const body = writing?.querySelector("textarea[name=body]");
const told = document.querySelector("[data-paste-status]");

function put(field, text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function cleaned(html) {
  const sent = new FormData();
  sent.set("html", html);
  const answer = await fetch(writing.dataset.paste, {
    method: "POST",
    body: sent,
    headers: { "X-CSRFToken": document.body.dataset.csrf },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

body?.addEventListener("paste", async (event) => {
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  if (!html) return;
  event.preventDefault();
  try {
    const made = await cleaned(html);
    put(body, made.text || plain);
    told.textContent = made.dropped;
  } catch {
    put(body, plain);
  }
});

for (const field of document.querySelectorAll("[data-insert]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-quiet";
  button.textContent = field.textContent;
  button.addEventListener("click", () => {
    body?.focus();
    if (body) put(body, field.textContent);
  });
  field.replaceWith(button);
}
