/**
 * Numeric: a number within one of several ranges. The answer is the number with twelve digits that count.
 *
 * @import { Sealed } from '../types.js'
 * @import { Kind } from './kind.js'
 */

import { addAnswer, addWord, clearWords, setState } from './marks.js';

const DIGITS = 12;
const MOST = 1e15;

/** @type {Kind} */
export const numeric = {
  prepare() {},

  read(form) {
    const value = readNumber(field(form)?.value ?? '', unitOf(form));
    return { answer: value === null ? '' : String(value), text: '' };
  },

  missing(form) {
    const place = field(form);
    if (!place || readNumber(place.value, unitOf(form)) !== null) return null;
    return { key: 'question.number', at: place };
  },

  restore(form, _, { answer }) {
    const place = field(form);
    // What is typed already may have a comma or a unit.
    if (place && (!answer || readNumber(place.value, unitOf(form)) !== Number(answer))) place.value = answer;
  },

  mark: (_, sealed, { answer }) => ({ earned: answer && isWithin(sealed, Number(answer)) ? 1 : 0, of: 1 }),

  comment(form, _, { sealed, given, say }) {
    const right = given.answer !== '' && isWithin(sealed, Number(given.answer));
    const place = field(form);
    if (place) setState(place, right ? 'right' : 'wrong');
    const line = form.querySelector('.answer-line');
    if (line) addWord(line, say(right ? 'choice.right' : 'choice.wrong'));
  },

  reveal(form, _, sealed, say) {
    const value = readNumber(field(form)?.value ?? '', unitOf(form));
    const line = form.querySelector('.answer-line');
    if (line && !(value !== null && isWithin(sealed, value))) addAnswer(line, say('answer.right', { answer: (sealed.ranges ?? []).map(rangeText).join(' / ') }));
  },

  lock(form, locked) {
    const place = field(form);
    if (place) place.readOnly = locked;
    if (locked) return;
    if (place) setState(place, '');
    clearWords(form);
  },

  record(_, sealed, { answer }) {
    return { response: answer ? [answer] : [], correct: (sealed.ranges ?? []).map(([low, high]) => [[low === null ? '' : String(low), high === null ? '' : String(high)]]) };
  },

  longest: () => 20, // -0.00000123456789012
};

/**
 * A number as people write it: with a comma or a point, in groups, in Arabic digits, with its unit behind it.
 *
 * @param {string} text
 * @param {string} [unit]
 * @returns {number | null}
 */
export function readNumber(text, unit = '') {
  let plain = text.normalize('NFKC').replace(/[\s'\u2019\u066c]/g, '').replace(/[\u2212\u2013]/g, '-').replace(/\u066b/g, '.');
  plain = plain.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.charCodeAt(0) - (digit < '\u06f0' ? 0x660 : 0x6f0)) % 10));
  const tail = unit.normalize('NFKC').replace(/\s/g, '');
  if (tail && plain.endsWith(tail)) plain = plain.slice(0, -tail.length);
  const signs = plain.match(/[.,]/g) ?? [];
  const last = signs[signs.length - 1];
  // The last sign is the decimal one, unless it stands there several times: then it groups.
  const grouping = signs.filter((sign) => sign === last).length > 1 ? /[.,]/g : last === ',' ? /\./g : /,/g;
  plain = (new Set(signs).size > 1 || signs.length > 1 ? plain.replace(grouping, '') : plain).replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(plain)) return null;
  const value = Number(Number(plain).toPrecision(DIGITS));
  return Math.abs(value) < MOST ? value + 0 : null;
}

/** @param {Sealed} sealed  @param {number} value */
function isWithin({ ranges = [] }, value) {
  // What is typed has few digits, what a tolerance makes may have many.
  const noise = 1e-9 * Math.max(1e-9, Math.abs(value));
  return ranges.some(([low, high]) => (low === null || value >= low - noise) && (high === null || value <= high + noise));
}

/** @param {[number | null, number | null]} range */
function rangeText([low, high]) {
  if (low === null) return `\u2264 ${high}`;
  if (high === null) return `\u2265 ${low}`;
  return low === high ? String(low) : `${low} \u2013 ${high}`;
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement | null} */
function field(form) {
  return form.querySelector('input.number');
}

/** @param {HTMLFormElement} form */
function unitOf(form) {
  return form.querySelector('.unit')?.textContent ?? '';
}
