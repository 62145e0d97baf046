// Small helpers for building parts of a page without markup in strings.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// made("a", { class: "btn", href: "/" }, icon("check"), "Next"); functions become listeners, null is left out.
export function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const icon = (name) => made("i", { class: `ti ti-${name}`, "aria-hidden": "true" });

// Text changes only when it is different, so that screen readers do not repeat it.
export function say(element, ...children) {
  const fresh = made("span", {}, ...children);
  if (element.innerHTML !== fresh.innerHTML) element.replaceChildren(...fresh.childNodes);
}

export const setup = () => JSON.parse(document.getElementById("fc-setup").textContent);

export const addressOf = (urls, check) => urls.check.replace("/0/", `/${check}/`);

// Pictures of photos on the phone, one address for each as long as the page lives.
const addresses = new Map();

export function addressOfPhoto(photo) {
  if (!addresses.has(photo.id)) addresses.set(photo.id, URL.createObjectURL(photo.blob));
  return addresses.get(photo.id);
}
