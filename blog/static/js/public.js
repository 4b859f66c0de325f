// Improvements only: every page reads and works without this file.

const rail = document.querySelector(".rail");
const toast = document.querySelector(".toast");

/** Mark in the index the question that is being read. */
function followReading() {
  const links = new Map([...rail.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.id);
      const current = [...links.keys()].find((code) => seen.has(code));
      if (!current) return;
      for (const [code, link] of links) {
        if (code === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-20% 0px -65% 0px" },
  );
  for (const code of links.keys()) {
    const question = document.getElementById(code);
    if (question) watcher.observe(question);
  }
}

/** Open the thread that the address points into, and go there once it has a place on the page. */
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("details:not([open])")) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}

/** Copy the address behind a permalink; the link itself still leads there when copying is not allowed. */
async function copyPermalink(event) {
  const link = event.target.closest("a[data-permalink]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  await navigator.clipboard.writeText(link.href);
  announce(toast.dataset.copied);
}

let fading;

function announce(words) {
  toast.textContent = words;
  clearTimeout(fading);
  fading = setTimeout(() => toast.replaceChildren(), 4000);
}

if (rail && "IntersectionObserver" in window) followReading();
if (toast) document.addEventListener("click", (event) => copyPermalink(event).catch(() => {}));
addEventListener("hashchange", openTarget);
openTarget();
