// Compares a chosen file with the hashes on the check page, in the browser: the file goes nowhere.
// Without crypto.subtle (no HTTPS) or without this script the form sends it and the server compares.
const place = document.querySelector("[data-compare]");
const form = place?.querySelector("form");

form?.addEventListener("submit", async (event) => {
  const file = form.querySelector("input[type=file]")?.files[0];
  if (!file || !globalThis.crypto?.subtle) return;
  event.preventDefault();
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const found = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const same = place.dataset.compare.split(" ").includes(found);
  place.querySelector("[data-compare-same]").hidden = !same;
  place.querySelector("[data-compare-other]").hidden = same;
}, { capture: true });
