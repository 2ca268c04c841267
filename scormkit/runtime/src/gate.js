/**
 * What is not open yet, where the course asks for an order. Pure.
 *
 * @import { Config, State, Unit } from './types.js'
 */

import { judge } from './outcome.js';

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
  /** @type {Map<string, Unit>} */
  const locked = new Map();
  if (state.reported.completed) return locked;
  units.forEach((unit, index) => {
    const before = policy.order && policy.order !== 'free' ? units.slice(Math.max(0, index - 1), index) : [];
    const asked = units.filter(({ id }) => unit.prerequisites?.includes(id));
    const missing = [...before, ...asked].find((other) => other !== unit && !isDone(other, config, state));
    if (missing && !hasBegun(unit, config, state)) locked.set(unit.id, missing);
  });
  return locked;
}

/**
 * Completed by the course's policy, or passed where the order is by mastery and something is graded.
 *
 * @param {Unit} unit
 * @param {Config} config
 * @param {State} state
 */
function isDone(unit, config, state) {
  const questions = config.questions.filter((question) => question.unit === unit.id);
  const mastery = unit.mastery ?? null;
  const passes = mastery !== null && questions.some((question) => question.graded);
  const require = config.policy.require === 'passed' && !passes ? 'pages' : config.policy.require;
  const pages = config.pages.filter((page) => page.unit === unit.id);
  const { completed, success } = judge({ ...config, pages, questions, policy: { ...config.policy, require, mastery } }, state);
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
