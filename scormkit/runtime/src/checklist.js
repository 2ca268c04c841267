/**
 * Observations of a practice: what was seen, by whom. Pure.
 *
 * @import { Checklist, Question } from './types.js'
 */

import { packBits, unpackBits } from './state/alphabet.js';

/** @typedef {{ done: string[], observer: string, date: string, comment: string }} Observation   `done`: ids of steps; nobody has observed yet where there is neither a step nor an observer */

/**
 * The form in the state: bits of all observations one after the other, and a line of text for each.
 *
 * @param {Question} question
 * @param {Observation[]} observations
 */
export function writeObservations({ choices }, observations) {
  const answer = observations.map(({ done }) => packBits(choices.map(({ id }) => done.includes(id)))).join('');
  const lines = observations.map(({ observer, date, comment }) => (observer ? [observer, date, comment].map(oneLine).join('\t') : ''));
  return { answer, text: lines.some((line) => line) ? lines.join('\n') : '' };
}

/**
 * @param {Question} question
 * @param {Checklist} checklist
 * @param {string} answer
 * @param {string} text
 * @returns {Observation[]}   as many as the list asks for
 */
export function readObservations({ choices }, { observations }, answer, text) {
  const digits = Math.ceil(choices.length / 6);
  const lines = text.split('\n');
  return Array.from({ length: observations }, (_, n) => {
    const bits = unpackBits(answer.slice(n * digits, (n + 1) * digits), choices.length);
    const [observer = '', date = '', comment = ''] = (lines[n] ?? '').split('\t');
    return { done: choices.filter((_choice, i) => bits[i]).map(({ id }) => id), observer, date, comment };
  });
}

/**
 * Whether an observation has seen all that is needed.
 *
 * @param {Checklist} checklist
 * @param {string[]} critical   ids of the steps that must be done
 * @param {Observation} observation
 */
export function isComplete({ others }, critical, { done }) {
  return critical.every((id) => done.includes(id)) && done.filter((id) => !critical.includes(id)).length >= others && done.length > 0;
}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
