// Maps that need no tiles: drawn areas with their figure, sites as dots, today's as circles, overdue as triangles.
//
// <div class="fc-map" data-map data-areas="URL of GeoJSON" data-sites="URL of GeoJSON" data-tiles="" data-attribution=""></div>
// Areas:  properties {name, count, step 0–4, url}.   Sites: properties {name, kind: site|today|overdue, url, text}.
// A single place: data-longitude, data-latitude.     Leaflet itself comes from a classic script before this module.

const L = window.L;
const STEPS = ["#f1f0ed", "#ece5df", "#ecd9d0", "#e6c5ba", "#dfa99d"];
const LOOKS = {
  site: { radius: 2.5, weight: 0, fillColor: "#6b7075", fillOpacity: 0.75 },
  today: { radius: 5, weight: 1.5, color: "#ffffff", fillColor: "#1a5a96", fillOpacity: 1 },
};
const TRIANGLE = '<svg width="16" height="15" viewBox="0 0 16 15" aria-hidden="true"><path d="M8 1 15 14H1z" fill="currentColor" stroke="#fff" stroke-width="1.2"/></svg>';

const loaded = async (url) => {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
};

function areaLayer(areas) {
  return L.geoJSON(areas, {
    style: ({ properties }) => ({ weight: 1.5, color: "#ffffff", fillColor: STEPS[properties.step ?? 0], fillOpacity: 1 }),
    onEachFeature({ properties }, layer) {
      const count = properties.count === undefined || properties.count === null ? "" : ` ${properties.count}`;
      const name = document.createElement("span");
      name.textContent = properties.name + count;
      layer.bindTooltip(name, { permanent: true, direction: "center", className: "fc-map-name" });
      if (properties.url) layer.on("click", () => window.location.assign(properties.url));
    },
  });
}

function label(properties) {
  const box = document.createElement("div");
  const name = document.createElement(properties.url ? "a" : "b");
  name.textContent = properties.name;
  if (properties.url) name.href = properties.url;
  box.append(name);
  if (properties.text) {
    const text = document.createElement("div");
    text.textContent = properties.text;
    box.append(text);
  }
  return box;
}

function siteLayer(sites, canvas) {
  return L.geoJSON(sites, {
    pointToLayer({ properties }, place) {
      if (properties.kind === "overdue") {
        return L.marker(place, { icon: L.divIcon({ className: "fc-map-triangle", html: TRIANGLE, iconSize: [16, 15] }), title: properties.name, keyboard: false });
      }
      return L.circleMarker(place, { renderer: canvas, ...LOOKS[properties.kind === "today" ? "today" : "site"] });
    },
    onEachFeature({ properties }, layer) {
      layer.bindPopup(() => label(properties));
    },
  });
}

// Dots are drawn on one canvas, which must lie above the areas or it would be hidden by them.
function aboveAreas(map) {
  map.createPane("fc-dots").style.zIndex = 450;
  return L.canvas({ padding: 0.5, pane: "fc-dots" });
}

async function draw(box) {
  if (box.dataset.drawn) return;
  box.dataset.drawn = "1";
  const set = box.dataset;
  const map = L.map(box, { zoomSnap: 0.25, scrollWheelZoom: false, attributionControl: Boolean(set.tiles) });
  if (set.tiles) L.tileLayer(set.tiles, { maxZoom: 19, attribution: set.attribution ?? "" }).addTo(map);
  const place = set.latitude && set.longitude ? [Number(set.latitude), Number(set.longitude)] : null;
  if (place) map.setView(place, set.tiles ? 15 : 12.5);
  const layers = [];
  const [areas, sites] = await Promise.all([set.areas ? loaded(set.areas) : null, set.sites ? loaded(set.sites) : null]);
  if (areas?.features?.length) layers.push(areaLayer(areas).addTo(map));
  if (sites?.features?.length) layers.push(siteLayer(sites, aboveAreas(map)).addTo(map));
  if (place) {
    L.circleMarker(place, LOOKS.today).addTo(map);
  } else {
    const bounds = layers.reduce((all, layer) => all.extend(layer.getBounds()), L.latLngBounds([]));
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12] });
  }
  box.fcMap = map;
  box.dispatchEvent(new CustomEvent("fc:map-drawn", { bubbles: true }));
}

const drawAll = (root) => root.querySelectorAll("[data-map]").forEach(draw);
document.addEventListener("htmx:afterSettle", (event) => drawAll(event.detail.elt));
drawAll(document);
