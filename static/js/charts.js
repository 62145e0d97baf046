// Charts drawn from the table beside them: the same data, one press away.
//
// <figure class="fc-chart" data-chart="line" data-unit="分" data-low="60"><table class="fc-table">…</table></figure>
// First column: the periods or places; further columns: one series each (at most three are drawn strongly).

import { word } from "./messages.js";

const DASHES = ["solid", "dashed", "dotted"];
const MARKS = ["circle", "rect", "triangle"];
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const size = () => Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8125);

function figures(text) {
  const plain = text.replace(/[−–]/g, "-").replace(/[^0-9.+-]/g, "");
  return plain === "" || plain === "-" ? null : Number(plain);
}

function readTable(table) {
  const heads = [...table.tHead.rows].at(-1);
  const names = [...heads.cells].slice(1).map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.cells.length > 1);
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    series: names.map((name, at) => ({ name, values: rows.map((row) => figures(row.cells[at + 1]?.textContent ?? "")) })),
  };
}

const colours = () => [token("--fc-d2"), token("--fc-d1"), token("--fc-d3"), token("--fc-d5")];

function line(data, set) {
  const drawn = colours();
  return {
    grid: { left: 8, right: 96, top: 16, bottom: 8, containLabel: true },
    xAxis: {
      type: "category",
      data: data.labels,
      boundaryGap: false,
      ...axis(),
      axisLabel: { ...axis().axisLabel, alignMinLabel: "left" },
      splitLine: { show: false },
    },
    yAxis: { type: "value", scale: true, min: set.low === undefined ? undefined : Number(set.low), ...axis() },
    series: data.series.map((series, at) => ({
      type: "line",
      name: series.name,
      data: series.values,
      symbol: MARKS[at % 3],
      symbolSize: 7,
      lineStyle: { width: 2, type: DASHES[at % 3], color: drawn[Math.min(at, 3)] },
      itemStyle: { color: drawn[Math.min(at, 3)] },
      endLabel: { show: true, formatter: "{a} {c}", fontSize: size(), fontWeight: 700, color: drawn[Math.min(at, 3)] },
    })),
  };
}

function bar(data) {
  return {
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", min: 0, ...axis(), axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: { type: "category", data: data.labels, inverse: true, ...axis(), splitLine: { show: false } },
    series: data.series.slice(0, 1).map((series) => ({
      type: "bar",
      name: series.name,
      data: series.values,
      barWidth: 12,
      itemStyle: { color: token("--fc-d1") },
      label: { show: true, position: "right", fontSize: size(), fontWeight: 700, color: token("--fc-ink") },
    })),
  };
}

const axis = () => ({
  axisLine: { lineStyle: { color: token("--fc-line-2") } },
  axisTick: { show: false },
  axisLabel: { color: token("--fc-ink-3"), fontSize: size() },
  splitLine: { lineStyle: { color: token("--fc-line") } },
});

function draw(figure) {
  const table = figure.querySelector("table");
  if (!table || figure.dataset.drawn) return;
  figure.dataset.drawn = "1";
  const data = readTable(table);
  if (data.labels.length < 2 && figure.dataset.chart === "line") return;
  const box = document.createElement("div");
  box.className = "fc-chart-box";
  box.setAttribute("aria-hidden", "true");
  if (figure.dataset.chart === "bar") box.style.height = `${data.labels.length * 30 + 24}px`;
  const holder = table.closest(".fc-scroll") ?? table;
  figure.insertBefore(box, holder.parentElement === figure ? holder : figure.firstChild);
  const chart = window.echarts.init(box);
  chart.setOption({
    animation: !still,
    textStyle: { fontFamily: token("--fc-sans") },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      valueFormatter: (value) => (value === null || value === undefined ? "—" : `${value} ${figure.dataset.unit ?? ""}`.trim()),
    },
    ...(figure.dataset.chart === "bar" ? bar(data) : line(data, figure.dataset)),
  });
  new ResizeObserver(() => chart.resize()).observe(box);
  figure.append(toggle(box, holder, chart));
}

function toggle(box, holder, chart) {
  const tools = document.createElement("div");
  tools.className = "fc-chart-tools";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fc-link-btn";
  const show = (asTable) => {
    holder.hidden = !asTable;
    box.hidden = asTable;
    button.textContent = word(asTable ? "chart" : "table");
    button.setAttribute("aria-expanded", String(asTable));
    if (!asTable) chart.resize();
  };
  button.addEventListener("click", () => show(holder.hidden));
  show(false);
  tools.append(button);
  return tools;
}

const drawAll = (root) => root.querySelectorAll("figure[data-chart]").forEach(draw);
document.addEventListener("htmx:afterSettle", (event) => drawAll(event.detail.elt));
drawAll(document);
