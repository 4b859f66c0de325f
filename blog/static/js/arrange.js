// The order of questions by drag, and by its buttons without leaving the page. Without this file the buttons do it.
const work = document.querySelector("#work");
const words = work?.querySelector("[data-arrange]")?.dataset ?? {};
const said = document.createElement("p");
said.setAttribute("role", "status");
said.className = "unseen";

/** Tell what happened, to those who cannot see it. */
function say(sentence) {
  said.textContent = sentence;
}

/** Put what changed of the page that came back in the place of what stands here. */
function take(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const sentence = page.querySelector("[data-arrange] .wrongs, #work > [role=status]")?.textContent.trim() ?? "";
  for (const part of ["[data-arrange]", ".bench-nav", ".bench-aside"]) {
    const fresh = page.querySelector(part);
    if (fresh) document.querySelector(part).replaceWith(document.adoptNode(fresh));
  }
  say(sentence);
}

/** Send an order; the focus stays with the question that moved, on the button that was pressed if it is still there. */
async function send(form, body) {
  const question = form.closest("li").dataset.question;
  try {
    const response = await fetch(form.action, { method: "POST", body });
    take(await response.text());
  } catch {
    return say(words.failed);
  }
  const item = work.querySelector(`[data-question="${question}"]`);
  (item?.querySelector(`[data-move=${form.dataset.move}] button`) ?? item)?.focus();
}

function onSubmit(event) {
  const form = event.target.closest("form[data-move]");
  if (!form) return;
  event.preventDefault();
  send(form, new FormData(form));
}

let held;

/** The question under the pointer's height changes places with the one that is held. */
function onMove(event) {
  if (!held) return;
  const over = [...held.list.children].find((item) => {
    const box = item.getBoundingClientRect();
    return item !== held.item && event.clientY > box.top && event.clientY < box.bottom;
  });
  if (!over) return;
  const below = held.item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
  const box = over.getBoundingClientRect();
  // Only past the middle: a tall neighbour would otherwise swap back and forth.
  if (below ? event.clientY < box.top + box.height / 2 : event.clientY > box.top + box.height / 2) return;
  // The neighbour moves and not the held one, which would lose the pointer.
  held.item[below ? "before" : "after"](over);
  const items = [...held.list.children];
  say(words.at.replace("{place}", items.indexOf(held.item) + 1).replace("{all}", items.length));
}

function orderOf(list) {
  return [...list.children].map((item) => item.dataset.question).join(",");
}

function onDown(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  const item = grip.closest("li");
  held = { item, list: item.parentElement, grip, items: [...item.parentElement.children], order: orderOf(item.parentElement) };
  grip.setPointerCapture(event.pointerId);
  item.classList.add("held");
  event.preventDefault();
}

function letGo(event) {
  if (!held) return;
  const { item, list, items, order } = held;
  held = undefined;
  item.classList.remove("held");
  if (event.type !== "pointerup") return list.append(...items);
  if (orderOf(list) === order) return;
  const form = item.querySelector("form[data-move]");
  const body = new FormData(form);
  body.set("order", orderOf(list));
  send(form, body);
}

if (words.at) {
  document.body.append(said);
  work.classList.add("with-grips");
  work.addEventListener("submit", onSubmit);
  work.addEventListener("pointerdown", onDown);
  work.addEventListener("pointermove", onMove);
  for (const end of ["pointerup", "pointercancel"]) work.addEventListener(end, letGo);
  document.addEventListener("keydown", (event) => event.key === "Escape" && letGo(event));
}
