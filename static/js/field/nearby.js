// Looking up sites around the phone; the list that comes back is sorted by the true distance.

import { one } from "./dom.js";
import { sortRows } from "./list.js";
import { whereAmI } from "./position.js";
import { gettext } from "./words.js";

export function findNearby() {
  const button = one("#fc-nearby");
  const asked = new URLSearchParams(location.search);
  button.hidden = !navigator.geolocation;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const place = await whereAmI();
    button.disabled = false;
    const error = one("#fc-nearby-error");
    error.hidden = Boolean(place);
    error.textContent = gettext("This phone does not say where it is. Allow the position for this page, or search by name.");
    if (place) location.search = new URLSearchParams({ longitude: place.longitude.toFixed(6), latitude: place.latitude.toFixed(6) });
  });
  const found = one("#fc-found");
  if (found && asked.get("longitude")) sortRows(found, { longitude: Number(asked.get("longitude")), latitude: Number(asked.get("latitude")) }, false);
}
