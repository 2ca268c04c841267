/** Numbers and text in plain ASCII: some LMSs count bytes, some store XML, some cut control characters. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * A number as exactly `width` base64url digits; a number that does not fit becomes the largest that does.
 *
 * @param {number} value  whole, 0 or more
 * @param {number} width
 */
export function packNumber(value, width) {
  let rest = Math.min(Math.max(0, Math.round(value) || 0), 64 ** width - 1);
  let text = '';
  for (let i = 0; i < width; i++) {
    text = DIGITS.charAt(rest % 64) + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}

/**
 * @param {string} text
 * @returns {number}  NaN when a character is no digit or there is none
 */
export function unpackNumber(text) {
  if (!text) return NaN;
  let value = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return NaN;
    value = value * 64 + digit;
  }
  return value;
}

/** @param {boolean[]} bits  six to a character, the first is the lowest */
export function packBits(bits) {
  let text = '';
  for (let i = 0; i < bits.length; i += 6) {
    text += packNumber(bits.slice(i, i + 6).reduce((sum, bit, place) => sum + (bit ? 1 << place : 0), 0), 1);
  }
  return text;
}

/**
 * @param {string} text
 * @param {number} count
 */
export function unpackBits(text, count) {
  return Array.from({ length: count }, (_, i) => {
    const digit = unpackNumber(text.charAt(Math.floor(i / 6)));
    return digit >= 0 && (digit & (1 << i % 6)) !== 0;
  });
}

/** Twenty-four bits of FNV-1a in four digits. @param {string} text  ASCII */
export function checksum(text) {
  const hash = fnv1a(Array.from(text, (character) => character.charCodeAt(0)));
  return packNumber((hash ^ (hash >>> 24)) & 0xffffff, 4);
}

/** A number for words, the same in every browser. @param {string} text */
export function hashText(text) {
  return fnv1a(Array.from(text, (character) => character.codePointAt(0) ?? 0));
}

/**
 * FNV-1a, 32 bits, unsigned.
 *
 * @param {Iterable<number>} bytes
 */
export function fnv1a(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

// These stay as they are; what HTML, XML, JSON or a script would read as its own is escaped with all the rest.
const PLAIN = /[^ !#$%()*+,\-./0-9:;=?@A-Z[\]^_`a-z{|}]/g;

/** Text as ASCII: each other UTF-16 unit becomes `~` and three digits. @param {string} text */
export function packText(text) {
  return text.replace(PLAIN, (unit) => `~${packNumber(unit.charCodeAt(0), 3)}`);
}

/** @param {string} text */
export function unpackText(text) {
  return text.replace(/~(...)/g, (_, digits) => String.fromCharCode(unpackNumber(digits)));
}
