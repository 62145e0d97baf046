// The bulk bar says what follows before it is pressed: the server words it for the rows that are selected.

let asking;

async function ask(bar, table) {
  const place = bar.querySelector("[data-consequence]");
  const chosen = [...table.querySelectorAll("tbody input[name=problem]:checked")].map((box) => box.value);
  if (!chosen.length) return;
  asking?.abort();
  asking = new AbortController();
  const query = new URLSearchParams(chosen.map((pk) => ["problem", pk]));
  try {
    const answer = await fetch(`${bar.dataset.preview}?${query}`, { signal: asking.signal, headers: { "HX-Request": "true" } });
    if (answer.ok) place.innerHTML = await answer.text();
  } catch {
    // The next selection asks again.
  }
}

function watch(event) {
  const table = event.target.closest?.("table[data-select]");
  const bar = table && document.getElementById(table.dataset.select);
  if (bar?.dataset.preview) queueMicrotask(() => ask(bar, table));
}

document.addEventListener("change", watch);
