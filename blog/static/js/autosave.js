// Keeps what is typed before it is saved: on the server after a pause, in this browser while the server is silent.

const PAUSE = 1500;
const area = document.querySelector("textarea[data-keep]");
const words = document.querySelector("[data-words]")?.dataset;

/** What this browser keeps for the text of this page. Storage may be forbidden: then there is none. */
function drawer(act) {
  try {
    return act(localStorage, `wenda ${area.dataset.keep}`);
  } catch {
    return null;
  }
}
const read = () => drawer((store, key) => JSON.parse(store.getItem(key)));
const forget = () => drawer((store, key) => store.removeItem(key));
const write = (entry) => drawer((store, key) => (store.setItem(key, JSON.stringify(entry)), true));

function keepAsOneTypes() {
  const { form } = area;
  const fields = form.elements;
  const status = form.querySelector("[data-kept]");
  const entry = () => ({ words: area.value, on: fields.on_revision.value });
  // What was refused, or only previewed, is in the field and nowhere else. A browser that reloads may restore a field.
  let kept = "unkept" in area.dataset ? null : area.defaultValue;
  let leaving = false;
  let timer;
  let queue = Promise.resolve();

  function say(sentence) {
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    const now = sentence.replace("%time%", time.format(new Date()));
    // The same minute is not announced twice.
    if (status.textContent !== now) status.textContent = now;
  }

  /** One at a time, so that an older text never comes to the server after a newer one. */
  async function keep() {
    const { words: typed, on } = entry();
    if (typed === kept || leaving) return;
    const body = new URLSearchParams({ words: typed, on_revision: on, csrf_token: fields.csrf_token.value });
    try {
      const response = await fetch(area.dataset.keep, { method: "POST", body, headers: { Accept: "application/json" } });
      if (response.status === 422) throw new Error((await response.json()).error);
      if (!response.ok) throw new Error(words.here);
      forget();
      say(words.kept);
    } catch (error) {
      if (!write(entry())) return;
      say(error instanceof TypeError ? words.here : error.message);
    }
    kept = typed;
  }

  const keepNow = () => (queue = queue.then(keep));
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keepNow, PAUSE);
  };
  area.addEventListener("input", keepSoon);
  document.addEventListener("visibilitychange", () => document.hidden && keepNow());
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
    // Should the answer never come; a good one takes it away again.
    if (area.value !== area.defaultValue) write(entry());
  });
  addEventListener("beforeunload", (event) => !leaving && area.value !== kept && event.preventDefault());
  addEventListener("pageshow", (event) => event.persisted && (leaving = false));
  if (kept !== area.value) keepSoon();
}

/** Offer what this browser kept and the server never got. */
function offer() {
  const stored = read();
  const notice = document.querySelector("[data-recover]");
  if (!stored || document.querySelector("[data-done]") || stored.words === area.value) return forget();
  notice.hidden = false;
  notice.querySelector("[data-take]").addEventListener("click", () => {
    area.form.elements.on_revision.value = stored.on;
    area.value = stored.words;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    area.focus();
  });
  notice.addEventListener("click", (event) => {
    if (event.target.dataset.leave !== undefined) forget();
    notice.hidden = Boolean(event.target.closest("button"));
  });
}

if (area && words) {
  offer();
  keepAsOneTypes();
}
