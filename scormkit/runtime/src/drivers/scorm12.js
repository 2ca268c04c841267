/**
 * SCORM 1.2: one status for completion and success, single characters, most of the data model optional.
 *
 * @import { Config, Driver, Interaction, Outcome, Part, Policy } from '../types.js'
 * @import { Log } from '../log.js'
 * @import { ApiConnection } from './connection.js'
 */

import { createConnection } from './connection.js';
import { findApi } from './find-api.js';
import { clock, decimal, decimalText, line, scoreText, timespan } from './formats.js';
import { isState } from '../state/state.js';
import { joinParts, sides } from './responses.js';

const TEXT = 255; // CMIString255
const DIALECT = {
  names: { initialize: 'LMSInitialize', finish: 'LMSFinish', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit', error: 'LMSGetLastError' },
  gone: ['301'],
  unsure: ['0', '101'],
};
const RANKS = ['incomplete', 'completed', 'failed', 'passed'];

/**
 * @param {Window} window
 * @param {Config} config
 * @param {Log} log
 * @returns {Driver}
 */
export function createScorm12(window, config, log) {
  /** @type {ApiConnection} */
  let lms;
  let status = '';
  /** @type {Map<string, string>} */
  const objectives = new Map();
  /** @type {string[] | undefined} */
  let known; // ids of the objectives that the LMS has, by index; unread at first
  let count = -1; // how many interactions the LMS has; unread at first

  const threshold = config.policy.mastery === null ? null : config.policy.mastery * 100;

  return {
    name: 'scorm12',
    stateLimit: 4096,
    missing: 'notice.untracked',
    canExit: true,

    connect() {
      const api = findApi(window, 'API', DIALECT.names.initialize);
      if (!api) return null;
      lms = createConnection(api, DIALECT, log);
      if (!lms.initialize()) return null;
      const mode = readMode(lms.get('cmi.core.lesson_mode'));
      const credit = lms.get('cmi.core.credit') !== 'no-credit';
      if (mode === 'normal') lms.set('cmi.core.exit', 'suspend');
      status = lms.get('cmi.core.lesson_status').trim().toLowerCase();
      const state = lms.get('cmi.suspend_data');
      const bookmark = isState(state) ? '' : lms.get('cmi.core.lesson_location');
      return { mode, credit, state, bookmark };
    },

    reportOutcome(outcome) {
      status = furtherStatus12(status, status12(outcome, config.policy.require));
      lms.set('cmi.core.lesson_status', status);
      // An LMS with the mastery score from the manifest turns any score into passed or failed: none before the end.
      if (outcome.score === null || status === 'incomplete') return;
      lms.set('cmi.core.score.raw', scoreText(outcome.score * 100, threshold, 2));
      lms.set('cmi.core.score.min', '0');
      lms.set('cmi.core.score.max', '100');
    },

    reportObjectives(outcomes) {
      for (const { id, success, score } of outcomes) {
        const value = success === 'unknown' ? 'completed' : success;
        if (objectives.get(id) === value + score) continue;
        objectives.set(id, value + score);
        const n = findObjective(id);
        if (n < 0) return;
        lms.set(`cmi.objectives.${n}.status`, value);
        if (score === null) continue;
        lms.set(`cmi.objectives.${n}.score.raw`, scoreText(score * 100, threshold, 2));
        lms.set(`cmi.objectives.${n}.score.min`, '0');
        lms.set(`cmi.objectives.${n}.score.max`, '100');
      }
    },

    reportInteraction(interaction, index) {
      if (count < 0) count = readCount(lms.get('cmi.interactions._count'));
      const again = index !== null && index < count;
      const n = again ? index : count;
      const [first, ...rest] = interaction12(interaction);
      // Interactions are optional in SCORM 1.2: where the id is refused the other fields would be too.
      if (!first || !lms.set(`cmi.interactions.${n}.${first[0]}`, first[1])) return null;
      for (const [field, value] of rest) lms.set(`cmi.interactions.${n}.${field}`, value);
      if (!again) count++;
      return n;
    },

    saveState(state, bookmark) {
      lms.set('cmi.core.lesson_location', bookmark);
      return lms.set('cmi.suspend_data', state) || lms.error() !== '405';
    },

    reportTime(seconds) {
      lms.set('cmi.core.session_time', timespan(seconds));
    },

    commit() {
      const answer = lms.commit();
      if (answer !== 'lost' || !lms.reconnect()) return answer;
      lms.set('cmi.core.exit', 'suspend');
      return 'failed'; // the retry tells the new session everything
    },

    changedElsewhere: () => null,
    learner: () => lms.get('cmi.core.student_id'),

    terminate() {
      return lms.finish();
    },
  };

  /** @param {string} id  @returns {number}  -1 where the LMS has no objectives */
  function findObjective(id) {
    known ??= Array.from({ length: readCount(lms.get('cmi.objectives._count')) }, (_, n) => lms.get(`cmi.objectives.${n}.id`));
    const n = known.indexOf(id);
    if (n >= 0) return n;
    return lms.set(`cmi.objectives.${known.length}.id`, id) ? known.push(id) - 1 : -1;
  }
}

/** @param {string} answer  some LMSs send nothing */
export function readMode(answer) {
  const mode = answer.trim().toLowerCase();
  return mode === 'browse' || mode === 'review' ? mode : 'normal';
}

/** @param {string} answer */
export function readCount(answer) {
  const count = parseInt(answer, 10);
  return count > 0 ? count : 0;
}

/**
 * Completion and success in SCORM 1.2's one word.
 *
 * @param {Pick<Outcome, 'completed' | 'success'>} outcome
 * @param {Policy['require']} require
 */
export function status12({ completed, success }, require) {
  if (completed) return success === 'unknown' || require === 'attended' ? 'completed' : success;
  return success === 'failed' && require === 'passed' ? 'failed' : 'incomplete';
}

/**
 * The further of two statuses: a learner who has passed stays passed.
 *
 * @param {string} stored  as the LMS says it; anything but the four words counts as nothing
 * @param {string} next
 */
export function furtherStatus12(stored, next) {
  return RANKS.indexOf(stored) > RANKS.indexOf(next) ? stored : next;
}

/**
 * The fields of one record in the order in which they are set. SCORM 1.2 knows eight types: long fill-in is a fill-in, a hotspot a choice, labels
 * are matched.
 *
 * @param {Interaction} interaction
 * @returns {[string, string][]}
 */
export function interaction12(interaction) {
  const { id, objectives, time, response, correct, multiple, weight, mark, seconds, note } = interaction;
  const type = type12(interaction);
  const patterns = [...new Set(correct.map((pattern) => pattern12(type, pattern, multiple)))].filter((pattern) => pattern);
  const given = response12(type, response);
  return [
    ['id', line(id, TEXT)],
    ['type', type],
    ...[...new Set(objectives)].map((objective, n) => /** @type {[string, string]} */ ([`objectives.${n}.id`, line(objective, TEXT)])),
    ['time', clock(time)],
    ...patterns.map((pattern, n) => /** @type {[string, string]} */ ([`correct_responses.${n}.pattern`, pattern])),
    ['weighting', decimal(Math.min(weight, 100), 7)],
    ['student_response', note ? line(`${given}; ${note}`, TEXT) : given],
    ['result', mark === null ? 'neutral' : mark === 1 ? 'correct' : mark === 0 ? 'wrong' : decimal(mark, 7)],
    ['latency', timespan(seconds)],
  ];
}

/** @param {Pick<Interaction, 'kind' | 'form'>} interaction */
function type12({ kind, form }) {
  if (kind === 'long-fill-in') return 'fill-in';
  if (kind !== 'other') return kind;
  return form === 'label' ? 'matching' : 'choice';
}

/**
 * @param {string} type  one of SCORM 1.2's
 * @param {Part[]} parts
 */
export function response12(type, parts) {
  if (type === 'fill-in') return line(parts.join(', '), TEXT);
  // What is known by a word elsewhere is known by one character here: true, false, sure, unsure.
  if (type === 'true-false' || type === 'likert') return sides(parts[0])[0].charAt(0);
  if (type === 'numeric') return decimalText(sides(parts[0])[0]);
  return joinParts(parts, ',', '.', TEXT);
}

/**
 * @param {string} type
 * @param {Part[]} parts
 * @param {boolean} set  several right answers at once are written in braces
 * @returns {string}  empty where the standard has no form for it
 */
export function pattern12(type, parts, set) {
  if (type === 'numeric') {
    const [low, high] = sides(parts[0]);
    return low === high ? decimalText(low) : ''; // a pattern is one decimal here: a range cannot be told
  }
  const text = response12(type, parts);
  return type === 'choice' && set && text.length <= TEXT - 2 ? `{${text}}` : text;
}
