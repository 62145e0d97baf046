// Before and after, one over the other: the range below moves the edge between them.

document.querySelectorAll("[data-overlay]").forEach((figure) => {
  const range = figure.querySelector("input[type=range]");
  const show = () => {
    figure.style.setProperty("--fc-split", `${range.value}%`);
    range.setAttribute("aria-valuetext", range.dataset.said.replace("{n}", range.value));
  };
  range.addEventListener("input", show);
  figure.querySelector(".fc-overlay-pair").addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" && !event.isPrimary) return;
    if (event.pointerType === "mouse" && !event.buttons) return;
    const box = event.currentTarget.getBoundingClientRect();
    range.value = Math.round((100 * (event.clientX - box.left)) / box.width);
    show();
  });
  show();
});
