// The queue by keyboard. Without this file every act is still a button.
const queue = document.querySelector("[data-queue]");
const storageKey = "wenda-queue-keys";
const keysAreOff = () => localStorage.getItem(storageKey) === "off";

function items() {
  return [...queue.querySelectorAll(".item")];
}

function current() {
  return document.activeElement.closest?.(".item") ?? queue.querySelector(".item.now") ?? items()[0];
}

function go(step) {
  const all = items();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(current()) + step))];
  all.forEach((item) => item.classList.toggle("now", item === next));
  next?.focus();
}

function press(key) {
  if (key === "z") return queue.querySelector('.toast [data-key="z"]')?.click();
  const button = current()?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  button.click();
  if (key === "x") button.parentElement.querySelector("fieldset button")?.focus();
}

function onKey(event) {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
  if (event.key === "?") return help.showModal();
  if (keysAreOff()) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") go(key === "j" ? 1 : -1);
  else if (key === " " && event.target.classList.contains("item")) current().querySelector("input[type=checkbox]")?.click();
  else if ("axstz".includes(key) && key.length === 1) press(key);
  else return;
  event.preventDefault();
}

let help;
if (queue) {
  help = queue.querySelector("[data-keys]");
  const off = help.querySelector("[data-keys-off]");
  off.checked = keysAreOff();
  off.addEventListener("change", () => {
    if (off.checked) localStorage.setItem(storageKey, "off");
    else localStorage.removeItem(storageKey);
  });
  for (const button of queue.querySelectorAll("[data-help], [data-all]")) button.hidden = false;
  queue.querySelector("[data-help]").addEventListener("click", () => help.showModal());
  queue.querySelector("[data-all]")?.addEventListener("click", () => {
    const ticks = [...queue.querySelectorAll(".item > input[type=checkbox]:not(:disabled)")];
    const all = ticks.every((tick) => tick.checked);
    for (const tick of ticks) tick.checked = !all;
  });
  document.addEventListener("keydown", onKey);
}
