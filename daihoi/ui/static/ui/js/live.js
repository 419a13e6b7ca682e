// data-live="URL": listens to that event stream. Each event's data is the topic's version; when it
// is another than the last one seen, the element gets the event "live" (hx-trigger="live"), or with
// data-live-notice the reader is offered to reload. A stream that brings the part itself (event
// "part") fills the element and gives it the event "live:part". Lost connections are taken up again;
// each time one breaks the element gets "live:lost".
const streams = new Map(); // URL → { source, seen }
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60000;

const listeners = (url) => document.querySelectorAll(`[data-live="${CSS.escape(url)}"]`);

function tell(url) {
  for (const element of listeners(url)) {
    if (element.hasAttribute("data-live-notice")) {
      document.querySelector("[data-changed]").hidden = false;
    } else if (element.classList.contains("htmx-request")) {
      streams.get(url).again = true; // its answer may be older, and what replaces it hears nothing
    } else {
      element.dispatchEvent(new CustomEvent("live"));
    }
  }
}

function connect(url) {
  const stream = streams.get(url);
  const source = new EventSource(url);
  stream.source = source;
  source.addEventListener("open", () => { stream.wait = FIRST_WAIT_MS; });
  source.addEventListener("message", (event) => {
    if (stream.seen !== undefined && stream.seen !== event.data) tell(url);
    stream.seen = event.data;
  });
  source.addEventListener("part", (event) => {
    stream.seen = ""; // a version after it tells that there is no part any more
    for (const element of listeners(url)) {
      element.innerHTML = event.data;
      htmx.process(element);
      element.dispatchEvent(new CustomEvent("live:part"));
    }
  });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) { // the browser tries again by itself
      for (const element of listeners(url)) element.dispatchEvent(new CustomEvent("live:lost"));
      return;
    }
    setTimeout(() => {
      if (streams.has(url) && stream.source === source) connect(url);
    }, stream.wait);
    stream.wait = Math.min(stream.wait * 2, LONGEST_WAIT_MS);
  });
}

function scan() {
  const wanted = new Set([...document.querySelectorAll("[data-live]")].map((element) => element.dataset.live));
  for (const [url, stream] of streams) {
    if (!wanted.has(url)) {
      stream.source.close();
      streams.delete(url);
    }
  }
  for (const url of wanted) {
    if (!url || streams.has(url)) continue;
    streams.set(url, { wait: FIRST_WAIT_MS, seen: document.querySelector(`[data-live="${CSS.escape(url)}"]`).dataset.liveVersion });
    connect(url);
  }
}

scan();
document.addEventListener("htmx:load", scan);
document.addEventListener("htmx:afterRequest", () => {
  for (const [url, stream] of streams) {
    if (!stream.again) continue;
    stream.again = false;
    tell(url);
  }
});
addEventListener("pagehide", () => { for (const { source } of streams.values()) source.close(); });
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const url of streams.keys()) connect(url);
});
