// Small things of a page: printing, copying, going back, dropping a file, the table of contents.
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-print], [data-reload], [data-hide], [data-back]");
  if (!target) return;
  if (target.matches("[data-print]")) {
    print();
  } else if (target.matches("[data-reload]")) {
    location.reload();
  } else if (target.matches("[data-hide]")) {
    target.closest(".toast, .flash").hidden = true;
  } else if (history.length > 1) {
    event.preventDefault();
    history.back();
  }
});

// data-copy="id of a field" on a hidden button; data-copied is what it says afterwards.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    // Browsers give a page without HTTPS no clipboard; there the older command still copies.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else if (!document.execCommand("copy")) return;
    button.textContent = button.dataset.copied;
  });
}

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-autosubmit]")) event.target.form.requestSubmit();
  const drop = event.target.closest("[data-file-drop]");
  if (drop) nameFiles(drop);
});

function nameFiles(drop) {
  const names = [...drop.querySelector("input[type=file]").files].map((file) => file.name);
  drop.querySelector("[data-file-name]").textContent = names.join(", ");
  drop.classList.toggle("has-file", names.length > 0);
}

// The input itself lies over the whole area, so that the browser does the dropping.
function readyDrops() {
  for (const drop of document.querySelectorAll("[data-file-drop]:not(.is-ready)")) {
    drop.classList.add("is-ready");
    drop.addEventListener("dragover", () => drop.classList.add("is-over"));
    for (const end of ["dragleave", "drop"]) drop.addEventListener(end, () => drop.classList.remove("is-over"));
  }
}
readyDrops();
document.addEventListener("htmx:load", readyDrops);

// Where the reader is, in the table of contents.
const entries = new Map([...document.querySelectorAll(".toc-list a[href^='#']")]
  .map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const heads = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
if (heads.length) {
  const watch = new IntersectionObserver(() => {
    const passed = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3);
    const here = (passed.at(-1) ?? heads[0]).id;
    for (const [id, link] of entries) {
      if (id === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, { rootMargin: "0px 0px -66% 0px" });
  heads.forEach((head) => watch.observe(head));
}
