/** Numbers, times and texts in the forms that every run-time we know accepts. */

/**
 * A decimal without exponent, with a digit before the point.
 *
 * @param {number} value
 * @param {number} digits  decimals at most
 */
export function decimal(value, digits) {
  const text = value.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** A number in JavaScript's form, without exponent. @param {string} text */
export function decimalText(text) {
  return /e-/.test(text) ? decimal(Number(text), 18) : text;
}

/**
 * A score to the nearest `digits` decimals, but never rounded over or under the threshold.
 *
 * @param {number} score             on the scale that is written
 * @param {number | null} threshold  on the same scale
 * @param {number} digits
 */
export function scoreText(score, threshold, digits) {
  const unit = 10 ** -digits;
  let rounded = Number(score.toFixed(digits));
  if (threshold !== null && score < threshold - 1e-9 && rounded >= threshold) rounded -= unit;
  if (threshold !== null && score >= threshold - 1e-9 && rounded < threshold) rounded += unit;
  return decimal(rounded, digits);
}

/** @param {number} value */
const two = (value) => String(value).padStart(2, '0');

/** SCORM 1.2 CMITimespan `HHHH:MM:SS.SS`. @param {number} seconds */
export function timespan(seconds) {
  const hundredths = Math.min(Math.max(0, Math.round(seconds * 100)), 9999 * 360000 + 359999);
  const whole = Math.floor(hundredths / 100);
  const hours = String(Math.floor(whole / 3600)).padStart(4, '0');
  return `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(hundredths % 100)}`;
}

/** SCORM 2004 duration, two decimals at most. @param {number} seconds */
export function duration(seconds) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const hours = Math.floor(hundredths / 360000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  return `PT${hours}H${minutes}M${decimal((hundredths % 6000) / 100, 2)}S`;
}

/** SCORM 1.2 CMITime, local. @param {Date} date */
export function clock(date) {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** SCORM 2004 time, local, without zone or fraction: with either, Moodle or the standard refuses most forms. @param {Date} date */
export function timestamp(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${clock(date)}`;
}

/**
 * One plain line of at most `length` UTF-16 units: no half of a pair, nothing that turns the direction of what follows in a report, no
 * leading `{` (read as a `{lang=}`).
 *
 * @param {string} text
 * @param {number} length
 */
export function line(text, length) {
  const plain = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').replace(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '');
  const cut = whole(plain).trim().replace(/^\{/, '(').slice(0, length);
  return whole(cut).replace(/\u200d+$/, '').trimEnd();
}

/** Without halves of pairs: XML and UTF-8 have no form for them. @param {string} text */
function whole(text) {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (match) => (match.length === 2 ? match : ''));
}
