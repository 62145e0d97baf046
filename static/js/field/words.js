// Words of the reader's language, from Django's catalogue; the English sentence where it could not be loaded.

const plain = (text) => text;

export const gettext = globalThis.gettext ?? plain;
export const pgettext = globalThis.pgettext ?? ((_context, text) => text);
export const ngettext = globalThis.ngettext ?? ((one, many, count) => (count === 1 ? one : many));

// fill("{n} of {all}", { n: 1, all: 3 })
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

const two = (number) => String(number).padStart(2, "0");

export const clock = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

// 09:14 today, yesterday 17:48, 11-20 17:48 before that.
export function when(moment, now = new Date()) {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (moment >= midnight) return clock(moment);
  if (midnight - moment < 24 * 3600 * 1000) return fill(gettext("yesterday {time}"), { time: clock(moment) });
  return `${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${clock(moment)}`;
}

export function far(metres) {
  if (metres < 1000) return fill(gettext("{n} m"), { n: Math.max(10, Math.round(metres / 10) * 10) });
  return fill(gettext("{n} km"), { n: metres < 10_000 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
}
