// Pictures by drop, paste or choice beside a textarea. Without this file they are added on a page of their own.
// The element [data-picture-tools] of the textarea's form holds the button, the status line and all words.

const attached = new WeakSet();

/** Whether a drag carries files: then the browser must not open them and leave the page. */
const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** Send one file; gives its Markdown, or throws an Error with a sentence for the writer. */
async function send(file, url, token, words) {
  if (file.size > Number(words.mostBytes)) throw new Error(words.large);
  const body = new FormData();
  body.set("file", file);
  body.set("csrf_token", token);
  let answer;
  try {
    const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    answer = await response.json();
  } catch {
    throw new Error(words.failed);
  }
  if (!answer.markdown) throw new Error(answer.error ?? words.failed);
  return answer.markdown;
}

/** Put Markdown at the caret, in a paragraph of its own; whoever listens to the textarea hears of it. */
function insert(textarea, markdown) {
  const before = textarea.value.slice(0, textarea.selectionStart);
  const after = textarea.value.slice(textarea.selectionEnd);
  const above = before === "" ? "" : "\n".repeat(2 - before.match(/\n{0,2}$/)[0].length);
  const below = "\n".repeat(2 - after.match(/^\n{0,2}/)[0].length);
  textarea.setRangeText(above + markdown + below, textarea.selectionStart, textarea.selectionEnd, "end");
  textarea.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}

/** Let a textarea with data-pictures="<where to send them>" take pictures. Doing it twice changes nothing. */
export function attachPictures(textarea) {
  const tools = textarea.form?.querySelector("[data-picture-tools]");
  if (!tools || attached.has(textarea)) return;
  attached.add(textarea);
  const words = tools.dataset;
  const status = tools.querySelector("[role=status]");
  const input = tools.querySelector("input[type=file]");

  async function take(files) {
    for (const file of files) {
      status.textContent = words.sending;
      try {
        const token = textarea.form.elements.csrf_token.value;
        insert(textarea, await send(file, textarea.dataset.pictures, token, words));
        status.textContent = words.added;
      } catch (error) {
        status.textContent = error.message;
        return;
      }
    }
  }

  tools.hidden = false;
  tools.querySelector("button").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    take([...input.files]).finally(() => textarea.focus());
    input.value = "";
  });
  textarea.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    // Word and Excel offer a picture of the copied text as well: then the text is meant.
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take(files);
  });
  acceptDrops(textarea, (files) => take([...files]));
}

/** Call back with the files that are dropped on an element, and mark it while they are held over it. */
function acceptDrops(element, taken) {
  const mark = (event, over) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    element.classList.toggle("over", over);
  };
  element.addEventListener("dragover", (event) => mark(event, true));
  element.addEventListener("dragleave", (event) => mark(event, false));
  element.addEventListener("drop", (event) => {
    mark(event, false);
    if (hasFiles(event)) taken(event.dataTransfer.files);
  });
}

for (const textarea of document.querySelectorAll("textarea[data-pictures]")) attachPictures(textarea);
for (const element of document.querySelectorAll("[data-drop]")) {
  const input = element.querySelector(element.dataset.drop);
  acceptDrops(element, (files) => {
    input.closest("details").open = true;
    input.files = files;
    input.focus();
  });
}
