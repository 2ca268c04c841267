/** Answers in xAPI's forms (1.0.3, 2.4.4.1). @import { Interaction, Part } from '../types.js' */

import { decimal } from '../drivers/formats.js';

const LONGEST = 4000; // what a learner wrote; columns of stores are no longer

/**
 * @param {Pick<Interaction, 'kind' | 'response'>} interaction
 */
export function responseText({ kind, response }) {
  return written(kind, response).slice(0, LONGEST);
}

/**
 * The right answers, where the standard has a form for them.
 *
 * @param {Pick<Interaction, 'kind' | 'correct'>} interaction
 */
export function patterns({ kind, correct }) {
  const told = correct.map((parts) => (kind === 'numeric' ? range(parts[0]) : written(kind, parts)));
  return [...new Set(told)].filter((text) => text).slice(0, 10);
}

/** @param {string} kind @param {Part[]} parts */
function written(kind, parts) {
  if (kind === 'numeric') return number(side(parts[0], 0));
  return parts.map((part) => (typeof part === 'string' ? plain(part) : part.join('[.]'))).join('[,]');
}

/** Nothing that a learner writes may be read as a delimiter. @param {string} text */
function plain(text) {
  return text.replace(/\[([,.:])\]/g, '($1)');
}

/** @param {Part | undefined} part */
function range(part) {
  const [low, high] = [number(side(part, 0)), number(side(part, 1))];
  return low === high ? low : `${low}[:]${high}`;
}

/** @param {Part | undefined} part @param {0 | 1} n */
function side(part, n) {
  return part === undefined ? '' : typeof part === 'string' ? (n === 0 ? part : '') : part[n];
}

/** Without an exponent. @param {string} text */
function number(text) {
  return /e/i.test(text) ? decimal(Number(text), 18) : text;
}
