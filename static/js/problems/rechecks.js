// Re-checks: the nearest first, as soon as the phone says where it is.

import { all, one } from "../field/dom.js";
import { sortRows } from "../field/list.js";
import { whereAmI } from "../field/position.js";
import { gettext } from "../field/words.js";

const list = one("#fc-rechecks");
if (list) {
  whereAmI({ enableHighAccuracy: false, maximumAge: 120_000, timeout: 10_000 }).then((place) => {
    if (!place) return;
    sortRows(list, place, false);
    all("li", list).forEach((row, at) => row.classList.toggle("is-next", at === 0));
    one("#fc-rechecks-order").textContent = gettext("nearest first");
  });
}
