// Several rows by code or name: what is chosen among the suggestions becomes a line of the box below.

function add(find) {
  const text = find.value.trim();
  const box = document.getElementById(find.dataset.severalFind);
  const lines = box.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (text && !lines.includes(text)) box.value = [...lines, text].join("\n");
  find.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  const find = event.target;
  if (!find.matches?.("[data-several-find]")) return;
  if ([...find.list.options].some((option) => option.value === find.value)) add(find);
});
document.addEventListener("change", (event) => event.target.matches?.("[data-several-find]") && add(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-several-find]")) return;
  event.preventDefault();
  add(event.target);
});

export function offerSeveral(root) {
  root.querySelectorAll("[data-several]").forEach((label) => (label.hidden = false));
}
