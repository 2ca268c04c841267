/**
 * What a quiz has come to: verdict, score, each objective, and what a pre-test exempts from.
 *
 * @import { Launch } from '../launch.js'
 * @import { Quiz } from '../types.js'
 * @import { ByObjective } from '../quiz.js'
 * @import { Say } from './say.js'
 */

import { scoreText } from '../drivers/formats.js';
import { hasPassed, isCounted, passMark, quizState, scoresByObjective } from '../quiz.js';
import { make } from './dom.js';
import { bringTableToLife } from './table.js';

/** Passed or failed where there is something to pass, else done. @param {Launch} launch  @param {Quiz} quiz */
export function endOf({ config, state }, quiz) {
  const judged = quiz.purpose !== 'pre-test' && (isCounted(quiz) || typeof quiz.passMark === 'number');
  const passed = judged ? hasPassed(config, state, quiz) : null;
  return passed === null ? 'done' : passed ? 'passed' : 'failed';
}

/**
 * @param {Launch} launch
 * @param {Quiz} quiz
 * @param {Say} say
 * @returns {HTMLElement[]}
 */
export function showResult(launch, quiz, say) {
  const { config, state } = launch;
  const { best } = quizState(state, quiz);
  const mark = passMark(config, quiz);
  const end = endOf(launch, quiz);
  const lines = [make('p', { class: 'verdict' }, say(`quiz.${end}`))];
  if (best !== null) lines.push(make('p', { class: 'quiz-score' }, say('quiz.result', { percent: percent(best, mark) })));
  if (end === 'failed' && mark !== null) lines.push(make('p', { class: 'quiz-needed' }, say('quiz.needed', { percent: percent(mark, null) })));
  const scores = scoresByObjective(config, state, quiz);
  if (scores.length) lines.push(objectiveTable(scores, mark, say));
  return quiz.purpose === 'pre-test' ? [...lines, ...exemptions(launch, say)] : lines;
}

/** The time of day, with the date unless it is today. @param {number} time  @param {string} language */
export function untilText(time, language) {
  const date = new Date(time);
  const today = date.toDateString() === new Date().toDateString();
  try {
    return date.toLocaleString(language, today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
  } catch {
    return date.toLocaleString();
  }
}

/**
 * @param {ByObjective[]} scores
 * @param {number | null} mark
 * @param {Say} say
 */
function objectiveTable(scores, mark, say) {
  const gained = scores.some(({ before }) => before !== null);
  const heads = gained ? ['quiz.objective', 'quiz.before', 'quiz.after', 'quiz.gain'] : ['quiz.objective', 'quiz.share'];
  const rows = scores.map(({ text, score, before }) => {
    const cells = gained ? [before === null ? '' : `${percent(before, mark)}%`, `${percent(score, mark)}%`, before === null ? '' : gain(score - before)] : [`${percent(score, mark)}%`];
    return make('tr', {}, make('th', { scope: 'row' }, text), ...cells.map((cell) => make('td', {}, cell)));
  });
  const head = make('thead', {}, make('tr', {}, ...heads.map((key) => make('th', { scope: 'col' }, say(key)))));
  const table = make('table', {}, head, make('tbody', {}, ...rows));
  const box = make('div', { class: 'table', 'aria-label': say('quiz.by-objective') }, table);
  bringTableToLife(box, say);
  return box;
}

/** @param {Launch} launch  @param {Say} say */
function exemptions(launch, say) {
  const exempt = launch.exempt();
  const units = launch.config.units.filter(({ id }) => exempt.has(id));
  if (!units.length) return [make('p', { class: 'quiz-exempt' }, say('quiz.none-exempt'))];
  return [make('p', { class: 'quiz-exempt' }, say('quiz.exempt')), make('ul', {}, ...units.map(({ title }) => make('li', {}, title)))];
}

/** @param {number} score  @param {number | null} mark */
function percent(score, mark) {
  return scoreText(score * 100, mark === null ? null : mark * 100, 0);
}

/** In percentage points. @param {number} difference */
function gain(difference) {
  const points = Math.round(difference * 100);
  return points > 0 ? `+${points}%` : points < 0 ? `\u2212${-points}%` : '0%';
}
