// A form loses nothing: what is typed stays on this computer until the server has accepted it.
//
// <form data-draft="key"> is kept under the key and the signed-in person's address of the page. A page with a
// message of success drops what was sent; an expired sign-in or a refusal brings it back into the form.

import { word } from "./messages.js";

const PREFIX = "fc-draft:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const SECRET = "input[type=password], input[type=file], input[type=hidden], input[name=csrfmiddlewaretoken]";

const fields = (form) => [...form.elements].filter((field) => field.name && !field.matches(SECRET) && !field.matches("button"));
const nameOf = (form) => PREFIX + form.dataset.draft;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // A full or closed store must never hinder typing.
  }
}

function collect(form) {
  return fields(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, [...field.selectedOptions].map((option) => option.value), true];
    return [field.name, field.value, true];
  });
}

function fill(form, values) {
  let changed = false;
  const rest = [...values];
  for (const field of fields(form)) {
    const tick = field.type === "checkbox" || field.type === "radio";
    const at = rest.findIndex(([name, value]) => name === field.name && (!tick || value === field.value));
    if (at < 0) continue;
    const [[, value, checked]] = rest.splice(at, 1);
    if (tick) {
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (Array.isArray(value)) {
      [...field.options].forEach((option) => (option.selected = value.includes(option.value)));
    } else {
      changed ||= field.value !== value;
      field.value = value;
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return changed;
}

function tell(form, name) {
  const note = document.createElement("div");
  note.className = "fc-note is-blue fc-draft";
  note.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = `${word("restored")} `;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "fc-link-btn";
  discard.textContent = word("discard");
  discard.addEventListener("click", () => {
    localStorage.removeItem(name);
    form.reset();
    note.remove();
  });
  text.append(discard);
  note.append(text);
  form.prepend(note);
}

function keep(form) {
  const name = nameOf(form);
  const draft = read(name);
  if (draft && Date.now() - draft.at < KEPT_FOR && fill(form, draft.values)) tell(form, name);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => write(name, { at: Date.now(), values: collect(form) }), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    write(name, { at: Date.now(), sent: true, values: collect(form) });
  });
}

function dropAccepted() {
  if (!document.querySelector("#fc-messages .fc-note.is-green")) return;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && read(name)?.sent) localStorage.removeItem(name);
  }
}

export function keepDrafts(root) {
  dropAccepted();
  root.querySelectorAll("form[data-draft]").forEach((form) => {
    if (form.dataset.draftKept) return;
    form.dataset.draftKept = "1";
    keep(form);
  });
}
