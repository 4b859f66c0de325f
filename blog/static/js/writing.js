// The form of the editor: fields that grow, shortcuts that save, a preview without leaving. Without it: plain buttons.

const words = document.querySelector("[data-words]")?.dataset;
const panel = document.querySelector("[data-preview-panel]");

function grow(area) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", fit);
  fit();
}

/** Ctrl or ⌘ with S saves, with Enter saves and marks reviewed where the form can do that. */
function saveByKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
  const form = event.currentTarget;
  const save = form.querySelector("[data-save]");
  const reviewed = form.querySelector("[data-save-reviewed]") ?? save;
  const button = { s: save, enter: reviewed }[event.key.toLowerCase()];
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

/** Show what is typed as readers would see it; where the server does not answer, say so in the panel. */
async function preview(event) {
  event.preventDefault();
  const button = event.currentTarget;
  const shown = panel.querySelector(".prose");
  try {
    const body = new URLSearchParams(new FormData(button.form));
    const response = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (answer.html === undefined) shown.textContent = answer.error;
    else shown.innerHTML = answer.html;
  } catch {
    shown.textContent = words.failed;
  }
  panel.hidden = false;
  panel.querySelector("h3").focus();
  panel.scrollIntoView({ block: "nearest" });
}

if (words) {
  for (const form of document.querySelectorAll("[data-editor-form]")) {
    form.addEventListener("keydown", saveByKey);
    form.querySelector("[data-preview]").addEventListener("click", preview);
    form.append(document.querySelector("template[data-help]").content.cloneNode(true));
  }
  if (!CSS.supports("field-sizing", "content")) document.querySelectorAll("textarea[data-editor]").forEach(grow);
}
