// Words of the page's language, and messages in the place where the server puts its own.

export const word = (name) => document.getElementById("fc-words")?.dataset[name] ?? "";

export function showMessage(tone, text) {
  const place = document.getElementById("fc-messages");
  if (!place || !text) return;
  const note = document.createElement("div");
  note.className = `fc-note is-${tone}`;
  const icon = document.createElement("i");
  icon.className = `ti ti-${tone === "alarm" ? "alert-circle" : "info-circle"}`;
  icon.setAttribute("aria-hidden", "true");
  const words = document.createElement("p");
  words.textContent = text;
  note.append(icon, words);
  place.replaceChildren(note);
}
