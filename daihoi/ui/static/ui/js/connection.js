// Says when the network or the server fails; what was written stays in its form (drafts.js).
const offline = document.querySelector("[data-offline]");
const failed = document.querySelector("[data-failed]");

const follow = () => { if (offline) offline.hidden = navigator.onLine; };
addEventListener("online", follow);
addEventListener("offline", follow);
follow();

// A plain form would leave for the browser's error page: keep it here while there is no network.
// One with data-queued keeps what it sends itself.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.method === "dialog" || event.target.matches("[data-queued]")) return;
  event.preventDefault();
  event.stopPropagation();
  follow();
}, { capture: true });

// A refusal is a fragment that says so: show it whatever its status.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status >= 400 && xhr.responseText.includes("data-refusal") && !/^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    event.detail.target = document.getElementById("messages") ?? event.detail.target;
    event.detail.swapOverride = "innerHTML";
    document.getElementById("messages")?.scrollIntoView({ block: "nearest" });
  } else if (xhr.status >= 400 && !event.detail.shouldSwap && failed) {
    failed.hidden = false;
  }
});

for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, () => { if (failed) failed.hidden = false; });
}
document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr, requestConfig } = event.detail;
  if (successful && failed) failed.hidden = true;
  if (successful && xhr.status < 400 && requestConfig.verb !== "get") { // taken now: what was refused is past
    document.querySelectorAll("#messages [data-refusal]").forEach((each) => each.remove());
  }
});
