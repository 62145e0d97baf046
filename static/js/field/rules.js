// Judging answers by the rules of the form: the same numbers as the server's, to the last digit.
//
// No page, no store, no clock. Numbers are whole numbers of 10⁻¹⁵ points (BigInt), as the server keeps them; a number
// that comes in is the text of a decimal. An answer is one of {option}, {count}, {value}, {na: true}; an item is one of
// the API's form: {item, rule, points, options: [{option, rate}], deduct_each, target, direction, pass_rate, bundle}.

const PLACES = 15;
const ONE = 10n ** 15n;
const VALUE_PLACES = 4;
const LARGEST_COUNT = 9999;
const LARGEST_VALUE = 10n ** 9n * ONE;
const NUMBER = /^\d{1,30}(\.\d{1,30})?$/;

// The text of a decimal that is not negative, in units of 10⁻¹⁵; further digits are cut.
function exact(text) {
  const [whole, part = ""] = String(text).split(".");
  return BigInt(whole) * ONE + BigInt(part.slice(0, PLACES).padEnd(PLACES, "0"));
}

// a / b, half up.
const divided = (a, b) => (2n * a + b) / (2n * b);

// Rounded half up to so many places, still in units of 10⁻¹⁵.
function rounded(number, places) {
  const unit = 10n ** BigInt(PLACES - places);
  return divided(number, unit) * unit;
}

// What a field of the page holds, as the value that is sent: text of a number with a point, or null.
export function readNumber(text) {
  const plain = String(text).trim().replace(/[０-９．。]/g, toHalfWidth).replace(/^\./, "0.").replace(/\.$/, "");
  if (!NUMBER.test(plain)) return null;
  const number = rounded(exact(plain), VALUE_PLACES);
  return number > LARGEST_VALUE ? null : decimal(number, VALUE_PLACES);
}

function toHalfWidth(sign) {
  return "．。".includes(sign) ? "." : String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
}

export function readCount(text) {
  const plain = String(text).trim();
  return /^\d{1,5}$/.test(plain) && Number(plain) <= LARGEST_COUNT ? Number(plain) : null;
}

export const isAnswered = (answer) =>
  Boolean(answer) && (answer.na === true || answer.option != null || answer.count != null || answer.value != null);

// One item by itself: {earned, possible, failed}; null while it is not answered.
export function judge(item, answer) {
  if (!isAnswered(answer)) return null;
  if (answer.na) return { earned: 0n, possible: 0n, failed: false };
  const possible = exact(item.points);
  const earned = earnedBy(item, answer, possible);
  const least = exact(item.pass_rate) * possible;
  return { earned, possible, failed: Boolean(answer.failed) || earned * ONE < least };
}

function earnedBy(item, answer, points) {
  if (item.rule === "graded") {
    const chosen = item.options.find(({ option }) => option === answer.option);
    return divided(points * exact(chosen.rate), ONE);
  }
  if (item.rule === "counted") {
    const left = points - BigInt(answer.count) * exact(item.deduct_each);
    return left > 0n ? left : 0n;
  }
  const value = rounded(exact(answer.value), VALUE_PLACES);
  const target = exact(item.target);
  if (item.direction === "lower") return value <= target ? points : divided(points * target, value);
  return value >= target ? points : divided(points * value, target);
}

// The whole form: {judgements, earned, possible, score, answered, failing}. Under an all-or-none group nothing is
// earned unless every applicable item of it earned its full points. The score is text with two places, or null.
export function judgeAll(items, answers) {
  const judgements = items.map((item) => judge(item, answers[item.item]));
  const broken = new Set();
  judgements.forEach((one, at) => {
    if (one && items[at].bundle && one.earned !== one.possible) broken.add(items[at].bundle);
  });
  let earned = 0n;
  let possible = 0n;
  judgements.forEach((one, at) => {
    if (!one) return;
    possible += one.possible;
    if (!broken.has(items[at].bundle)) earned += one.earned;
  });
  const known = judgements.filter(Boolean);
  return {
    judgements,
    score: possible > 0n ? published(divided(100n * earned * ONE, possible)) : null,
    answered: known.length,
    failing: known.filter((one) => one.failed).length,
  };
}

// Half up to two places, settled at twelve first, so that thirds that add up to a half are not lost.
const published = (number) => decimal(rounded(rounded(number, 12), 2), 2);

// Points as a reader expects them: at most two places, no needless zeros.
export const shownPoints = (number) => decimal(rounded(number, 2), 2).replace(/\.?0+$/, "");

function decimal(number, places) {
  const text = String(number / 10n ** BigInt(PLACES - places)).padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}
