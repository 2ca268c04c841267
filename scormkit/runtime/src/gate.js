/**
 * What is not open yet, where the course asks for an order. Pure.
 *
 * @import { Config, State, Unit } from './types.js'
 */

import { judge } from './outcome.js';
import { exemptUnits } from './quiz.js';

/**
 * The units that are locked, each with the one to finish first. A unit of which a page was seen stays open, and all are open
 * once the whole is completed.
 *
 * @param {Config} config
 * @param {State} state
 * @returns {Map<string, Unit>}
 */
export function lockedUnits(config, state) {
  const { units, policy } = config;
  const exempt = exemptUnits(config, state);
  /** @type {Map<string, Unit>} */
  const locked = new Map();
  if (state.reported.completed) return locked;
  units.forEach((unit, index) => {
    const before = policy.order && policy.order !== 'free' ? units.slice(Math.max(0, index - 1), index) : [];
    const asked = units.filter(({ id }) => unit.prerequisites?.includes(id));
    const missing = [...before, ...asked].find((other) => other !== unit && !exempt.has(other.id) && !isDone(other, config, state));
    if (missing && !exempt.has(unit.id) && !hasBegun(unit, config, state)) locked.set(unit.id, missing);
  });
  return locked;
}

/**
 * What one unit has come to by the course's policy; a unit where nothing is graded is completed by reading.
 *
 * @param {Unit} unit
 * @param {Config} config
 * @param {State} state
 */
export function judgeUnit(unit, config, state) {
  /** @param {{ unit: string }} one */
  const here = (one) => one.unit === unit.id;
  const own = { ...config, pages: config.pages.filter(here), questions: config.questions.filter(here), quizzes: config.quizzes?.filter(here), scenarios: config.scenarios?.filter(here) };
  const mastery = unit.mastery ?? null;
  const passes = mastery !== null && judge(own, state).graded > 0;
  const require = config.policy.require === 'passed' && !passes ? 'pages' : config.policy.require;
  return { ...judge({ ...own, policy: { ...config.policy, require, mastery } }, state), passes };
}

/**
 * Completed by the course's policy, or passed where the order is by mastery and something is graded.
 *
 * @param {Unit} unit
 * @param {Config} config
 * @param {State} state
 */
function isDone(unit, config, state) {
  const { completed, success, passes } = judgeUnit(unit, config, state);
  return config.policy.order === 'mastery' && passes ? success === 'passed' : completed;
}

/**
 * @param {Unit} unit
 * @param {Config} config
 * @param {State} state
 */
function hasBegun(unit, config, state) {
  return config.pages.some((page) => page.unit === unit.id && state.seen.has(page.key));
}
