/**
 * Which option is which, where a course was changed between two launches: an answer speaks of options by their place, and beside it stands
 * a digit made from the words of each option. Pure.
 *
 * @import { Question } from '../types.js'
 */

import { hashText, packBits, packNumber, unpackBits, unpackNumber } from './alphabet.js';

const SALTS = 64;
const WITHOUT = ['true-false', 'fill-in', 'long-fill-in', 'numeric']; // what they are answered with has no place among others
const [TICKS, ORDER, PAIRS] = [':', ';', '=']; // what an answer is; no answer with a wording holds one of them

/** @typedef {Pick<Question, 'kind' | 'form' | 'choices' | 'targets'>} Worded */

/** @type {WeakMap<Worded, string>} */
const known = new WeakMap();

/** How many digits stand for options. @param {Worded} question */
export function wordedOptions({ kind, choices, targets = [] }) {
  return WITHOUT.includes(kind) ? 0 : choices.length + targets.length;
}

/** @param {Worded} question */
function formOf({ kind, form }) {
  return kind === 'sequencing' ? ORDER : kind === 'matching' || form === 'label' ? PAIRS : TICKS;
}

/** An answer as it stands in the state, and its wording. @param {string} text @returns {[string, string]} */
export function parted(text) {
  const at = text.search(/[:;=]/);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/**
 * What an answer is, a digit of salt, with which all digits differ if there is one, and a digit for each choice and each target; empty where there
 * are no options.
 *
 * @param {Worded} question
 */
export function wordingOf(question) {
  if (!wordedOptions(question)) return '';
  let wording = known.get(question);
  if (wording === undefined) {
    const salts = Array.from({ length: SALTS }, (_, salt) => salt);
    const salt = salts.find((one) => [question.choices, question.targets ?? []].every((options) => areAllDifferent(digitsOf(options, one)))) ?? 0;
    wording = formOf(question) + packNumber(salt, 1) + digitsOf([...question.choices, ...(question.targets ?? [])], salt).join('');
    known.set(question, wording);
  }
  return wording;
}

/**
 * The answer as it is written now: what is left of it where options are gone; nothing where the question is of another kind.
 *
 * @param {Worded} question
 * @param {string} answer    places among the options of then
 * @param {string} wording   of then; empty where it is not known
 */
export function followWording(question, answer, wording) {
  if (!wording) return isOfLength(question, answer) ? answer : '';
  const now = wordingOf(question);
  if (wording === now) return answer;
  if (wording.charAt(0) !== now.charAt(0)) return '';
  const salt = unpackNumber(wording.charAt(1));
  const digits = [...wording.slice(2)];
  const { choices, targets = [] } = question;
  const form = formOf(question);
  const sources = form === PAIRS ? answer.length : digits.length;
  const placeOf = matchUp(digits.slice(0, sources), digitsOf(choices, salt));
  if (form === PAIRS) return pairsAgain(answer, placeOf, matchUp(digits.slice(sources), digitsOf(targets, salt)), choices.length);
  if (form === ORDER) return [...answer].flatMap((digit) => placed(placeOf, unpackNumber(digit))).map((place) => packNumber(place, 1)).join('');
  return ticksAgain(answer, placeOf, choices.length);
}

/** Whether an answer can be one to these options: a digit each, or six to a digit. @param {Worded} question  @param {string} answer */
function isOfLength(question, answer) {
  const { kind, choices } = question;
  if (WITHOUT.includes(kind)) return true;
  if (formOf(question) !== TICKS) return answer.length === choices.length;
  return answer.length % Math.max(1, Math.ceil(choices.length / 6)) === 0;
}

/**
 * Bits, several times over for as many observations.
 *
 * @param {string} answer
 * @param {number[]} placeOf
 * @param {number} count
 */
function ticksAgain(answer, placeOf, count) {
  const width = Math.ceil(placeOf.length / 6);
  let text = '';
  let any = false;
  for (let at = 0; width > 0 && at < answer.length; at += width) {
    const ticked = new Set(unpackBits(answer.slice(at, at + width), placeOf.length).flatMap((bit, place) => (bit ? placed(placeOf, place) : [])));
    any ||= ticked.size > 0;
    text += packBits(Array.from({ length: count }, (_, place) => ticked.has(place)));
  }
  return any ? text : '';
}

/**
 * @param {string} answer
 * @param {number[]} sourceOf
 * @param {number[]} targetOf
 * @param {number} count   of sources
 */
function pairsAgain(answer, sourceOf, targetOf, count) {
  const places = Array(count).fill(0);
  [...answer].forEach((digit, source) => {
    const [now] = placed(sourceOf, source);
    const [target] = placed(targetOf, unpackNumber(digit) - 1);
    if (now !== undefined && target !== undefined) places[now] = target + 1;
  });
  return places.some((place) => place > 0) ? places.map((place) => packNumber(place, 1)).join('') : '';
}

/** @param {number[]} placeOf  @param {number} place */
function placed(placeOf, place) {
  const now = placeOf[place];
  return now === undefined || now < 0 ? [] : [now];
}

/**
 * The place that each option of then has now, -1 where it is gone. Equal digits are taken in their order. Where there are as many as before,
 * what was written anew is known by its place; and all are where most were, since then the whole is in another language.
 *
 * @param {string[]} before
 * @param {string[]} now
 */
function matchUp(before, now) {
  const free = new Set(now.keys());
  const places = before.map((digit) => {
    const place = [...free].find((one) => now[one] === digit) ?? -1;
    free.delete(place);
    return place;
  });
  const same = places.filter((place) => place >= 0).length;
  if (before.length !== now.length) return places;
  if (same * 2 < before.length) return before.map((_, i) => i);
  return places.map((place, i) => (place < 0 && free.has(i) ? i : place));
}

/**
 * @param {{ id: string, text: string }[]} options
 * @param {number} salt
 */
function digitsOf(options, salt) {
  return options.map(({ id, text }) => packNumber(Math.imul(hashText(text || id) ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b) >>> 26, 1));
}

/** @param {string[]} digits */
function areAllDifferent(digits) {
  return new Set(digits).size === digits.length;
}
