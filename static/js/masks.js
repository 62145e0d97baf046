// Drawing boxes over faces and plates: each drag adds a line to the text field, which stays the truth.
//
// <div data-mask-of="before"><img …></div> … <textarea data-masks="before">

const round = (number) => Math.round(number * 10) / 10;

function boxes(field) {
  return field.value
    .split("\n")
    .map((line) => line.split(/[,，]/).map(Number))
    .filter((box) => box.length === 4 && box.every(Number.isFinite));
}

function show(frame, field) {
  frame.querySelectorAll(".fc-mask-box").forEach((box) => box.remove());
  for (const [left, top, width, height] of boxes(field)) {
    const box = document.createElement("span");
    box.className = "fc-mask-box";
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    frame.append(box);
  }
}

function place(frame, event) {
  const area = frame.getBoundingClientRect();
  const within = (part, whole) => Math.min(100, Math.max(0, (100 * part) / whole));
  return [within(event.clientX - area.left, area.width), within(event.clientY - area.top, area.height)];
}

for (const frame of document.querySelectorAll("[data-mask-of]")) {
  const field = document.querySelector(`[data-masks="${frame.dataset.maskOf}"]`);
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    from = place(frame, event);
  });
  frame.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = place(frame, event);
    const [left, top] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
    const [width, height] = [Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
    from = null;
    if (width < 1 || height < 1) return;
    const line = [left, top, Math.min(width, 100 - left), Math.min(height, 100 - top)].map(round).join(", ");
    field.value = [field.value.trim(), line].filter(Boolean).join("\n");
    show(frame, field);
  });
  field.addEventListener("input", () => show(frame, field));
  show(frame, field);
}
