// The toolbar over a textarea of Markdown, and its shortcuts. Without this file it is a plain field.

const wraps = { bold: "**", italic: "*" };
const prefixes = { list: () => "- ", numbers: (line) => `${line + 1}. `, quote: () => "> " };
const known = { list: /^[-*+] /, numbers: /^\d+\. /, quote: /^> ?/ };
const keys = { b: "bold", i: "italic", k: "link" };
const table = "|  |  |  |\n|---|---|---|\n|  |  |  |\n|  |  |  |";

/** Put text in place of a range, so that the browser's own undo takes it back, and select part of what stands there. */
function put(area, text, from, to, selectFrom = from + text.length, selectTo = selectFrom) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }
  area.setSelectionRange(selectFrom, selectTo);
}

/** Set marks around the selection, or take them away where they stand already. */
function wrap(area, mark) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const size = mark.length;
  const stars = value.slice(0, from).match(/\**$/)[0].length;
  const chosen = value.slice(from, to);
  const marked = value.slice(from - size, from) === mark && value.slice(to, to + size) === mark;
  // Of two stars none is a slanted one.
  if (marked && !(size === 1 && stars === 2)) put(area, chosen, from - size, to + size, from - size, to - size);
  else put(area, mark + chosen + mark, from, to, from + size, to + size);
}

/** Begin each line of the selection with a mark, or take the marks away where all lines have them. */
function prefix(area, kind) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const all = lines.every((line) => known[kind].test(line));
  const text = lines.map((line, place) => (all ? line.replace(known[kind], "") : prefixes[kind](place) + line)).join("\n");
  put(area, text, from, to, lines.length > 1 ? from : from + text.length, from + text.length);
}

/** Put a piece into a paragraph of its own and leave the caret inside it. */
function block(area, text, caret) {
  const { value, selectionStart: at } = area;
  const above = at === 0 ? "" : "\n".repeat(2 - value.slice(0, at).match(/\n{0,2}$/)[0].length);
  const below = "\n".repeat(2 - value.slice(at).match(/^\n{0,2}/)[0].length);
  put(area, above + text + below, at, at, at + above.length + caret);
}

const tools = {
  link(area) {
    const { value, selectionStart: from, selectionEnd: to } = area;
    const chosen = value.slice(from, to);
    if (/^https?:\/\/\S+$/.test(chosen)) return put(area, `[](${chosen})`, from, to, from + 1);
    put(area, `[${chosen}](https://)`, from, to, from + chosen.length + 3, from + chosen.length + 11);
  },
  note(area) {
    const used = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
    const name = `[^${Math.max(0, ...used) + 1}]`;
    put(area, name, area.selectionEnd, area.selectionEnd);
    const end = area.value.length;
    put(area, `\n\n${name}: `, end, end);
  },
  table: (area) => block(area, table, 2),
  picture: (area) => area.form.querySelector("[data-picture-tools] button")?.click(),
};
for (const [name, mark] of Object.entries(wraps)) tools[name] = (area) => wrap(area, mark);
for (const name of Object.keys(prefixes)) tools[name] = (area) => prefix(area, name);

/** The toolbar is one stop of the Tab key; the arrows go from button to button. */
function addToolbar(area) {
  const bar = document.querySelector("template[data-toolbar]").content.firstElementChild.cloneNode(true);
  if (!area.dataset.pictures) bar.querySelector('[data-mark="picture"]').remove();
  const buttons = [...bar.querySelectorAll("button")];
  const go = (place) => buttons.forEach((button, number) => (button.tabIndex = number === place ? 0 : -1));
  go(0);
  bar.addEventListener("click", (event) => tools[event.target.closest("button")?.dataset.mark]?.(area));
  bar.addEventListener("keydown", (event) => {
    const place = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const next = { ArrowRight: (place + 1) % buttons.length, ArrowLeft: place ? place - 1 : last, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(next);
    buttons[next].focus();
  });
  area.addEventListener("keydown", (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    tools[tool](area);
  });
  area.before(bar);
}

for (const area of document.querySelectorAll('textarea[data-editor="text"]')) addToolbar(area);
