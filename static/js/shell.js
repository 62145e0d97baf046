// What every page does with script. Everything here improves pages that already work without it.

import { keepDrafts } from "./drafts.js";
import "./read.js";
import { offerSeveral } from "./several.js";
import { showMessage, word } from "./messages.js";

const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

// Menus: Esc closes and returns the focus, a click elsewhere closes, only one stands open.
function closeMenus(except) {
  each(document, "details.fc-menu[open]", (menu) => {
    if (menu !== except && !menu.contains(except)) menu.open = false;
  });
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.fc-menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.fc-menu[open]") ?? document.querySelector("details.fc-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Filters send themselves when something is chosen; empty fields stay out of the address.
let typing;
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-autosubmit]") || event.target.matches("input[type=search], input[type=text]")) return;
  form.requestSubmit();
});
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-autosubmit]") || !event.target.matches("input[type=search], input[type=text]")) return;
  clearTimeout(typing);
  typing = setTimeout(() => form.isConnected && form.requestSubmit(), 500);
});
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  each(event.target, "input, select", (field) => {
    if (field.value !== "" || field.disabled || !field.name) return;
    field.disabled = true;
    setTimeout(() => (field.disabled = false));
  });
});
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  const given = event.detail.parameters;
  for (const name of Object.keys(given)) if (given[name] === "") delete given[name];
});

// After a part was exchanged: a list says what it shows, a form shows its first error.
document.addEventListener("htmx:afterSettle", (event) => {
  prepare(event.detail.elt);
  const spoken = event.detail.elt.querySelector("[data-focus]");
  if (spoken) spoken.focus();
});
document.addEventListener("htmx:sendError", () => showMessage("alarm", word("failed")));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) showMessage("alarm", word("fault"));
});

// Selecting rows raises the bulk bar, which says how many.
function countSelected(table) {
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  const chosen = boxes.filter((box) => box.checked);
  const bar = document.getElementById(table.dataset.select);
  boxes.forEach((box) => box.closest("tr").setAttribute("aria-selected", String(box.checked)));
  const all = table.querySelector("thead input[type=checkbox]");
  if (all) {
    all.checked = boxes.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  each(bar, "[data-selected]", (place) => (place.textContent = String(chosen.length)));
}
document.addEventListener("change", (event) => {
  const table = event.target.closest?.("table[data-select]");
  if (!table || event.target.type !== "checkbox") return;
  if (event.target.closest("thead")) {
    each(table, "tbody input[type=checkbox]", (box) => (box.checked = event.target.checked));
  }
  countSelected(table);
});
document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-unselect]");
  if (clear) {
    const table = document.querySelector(`table[data-select="${clear.closest(".fc-bulk").id}"]`);
    each(table, "input[type=checkbox]", (box) => (box.checked = false));
    countSelected(table);
  }
  if (event.target.closest("[data-print]")) window.print();
});

// Texts with a cap say how much of it is used; what is over the cap is kept and marked.
function countCharacters(field) {
  const cap = Number(field.dataset.cap);
  let place = field.nextElementSibling;
  if (!place?.matches(".fc-counter")) {
    place = document.createElement("output");
    place.className = "fc-counter";
    field.after(place);
  }
  place.textContent = word("count").replace("{used}", field.value.length).replace("{cap}", cap);
  place.classList.toggle("is-over", field.value.length > cap);
}
document.addEventListener("input", (event) => event.target.matches?.("[data-cap]") && countCharacters(event.target));

// A button is pressed once: a second press while the answer is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => each(document, "form[data-sent]", (form) => delete form.dataset.sent));

function prepare(root) {
  each(root, "textarea[data-cap]", countCharacters);
  each(root, "table[data-select]", countSelected);
  offerSeveral(root);
  keepDrafts(root);
}

prepare(document);
document.querySelector("[data-focus]")?.focus();

// A table wider than its box can be scrolled with the keyboard: the box takes the focus and says what it holds.
function reachable(root) {
  each(root, ".fc-scroll", (box) => {
    if (box.scrollWidth <= box.clientWidth) return;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    const name = box.querySelector("caption")?.textContent.trim() || document.querySelector("h1")?.textContent.trim();
    if (name) box.setAttribute("aria-label", name);
  });
}
reachable(document);
document.addEventListener("htmx:afterSettle", () => reachable(document));
addEventListener("resize", () => reachable(document));
