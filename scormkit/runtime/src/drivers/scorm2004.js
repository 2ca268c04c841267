/**
 * SCORM 2004, 3rd and 4th Edition: completion and success apart, scaled scores, journaled interactions.
 *
 * @import { Config, Driver, Interaction, Part } from '../types.js'
 * @import { Log } from '../log.js'
 * @import { ApiConnection } from './connection.js'
 */

import { createConnection } from './connection.js';
import { findApi } from './find-api.js';
import { decimal, decimalText, duration, line, scoreText, timestamp } from './formats.js';
import { joinParts, sides } from './responses.js';
import { readCount, readMode } from './scorm12.js';
import { isState } from '../state/state.js';

const TEXT = 250;
const LONG_TEXT = 4000;
const CASE_MATTERS = '{case_matters=true}';
const DIALECT = {
  names: { initialize: 'Initialize', finish: 'Terminate', get: 'GetValue', set: 'SetValue', commit: 'Commit', error: 'GetLastError' },
  gone: ['104', '122', '123', '132', '133', '142', '143'],
  unsure: ['0', '101', '351', '391'],
};
const COMPLETION = ['incomplete', 'completed'];
const SUCCESS = ['unknown', 'failed', 'passed'];

/**
 * @param {Window} window
 * @param {Config} config
 * @param {Log} log
 * @returns {Driver}
 */
export function createScorm2004(window, config, log) {
  /** @type {ApiConnection} */
  let lms;
  let completion = '';
  let success = '';
  /** @type {Map<string, string>} */
  const objectives = new Map();
  /** @type {string[] | undefined} */
  let known; // ids of the objectives that the LMS has, by index; unread at first
  let count = -1; // how many interactions the LMS has; unread at first

  const { mastery } = config.policy;
  const threshold = mastery === null ? null : mastery * 100;

  return {
    name: 'scorm2004',
    // 64000 are allowed, but with all else a terminating beacon must stay under 64 KiB.
    stateLimit: 48000,
    missing: 'notice.untracked',
    canExit: true,

    connect() {
      const api = findApi(window, 'API_1484_11', DIALECT.names.initialize);
      if (!api) return null;
      lms = createConnection(api, DIALECT, log);
      if (!lms.initialize()) return null;
      const mode = readMode(lms.get('cmi.mode'));
      const credit = lms.get('cmi.credit') !== 'no-credit';
      // Without it the next launch would be a new attempt with nothing in it.
      if (mode === 'normal') lms.set('cmi.exit', 'suspend');
      completion = lms.get('cmi.completion_status').trim().toLowerCase();
      success = lms.get('cmi.success_status').trim().toLowerCase();
      const state = lms.get('cmi.suspend_data');
      const bookmark = isState(state) ? '' : lms.get('cmi.location');
      return { mode, credit, state, bookmark };
    },

    reportOutcome(outcome) {
      completion = further(COMPLETION, completion, outcome.completed ? 'completed' : 'incomplete');
      lms.set('cmi.completion_status', completion);
      success = further(SUCCESS, success, outcome.success);
      if (success !== 'unknown') lms.set('cmi.success_status', success);
      lms.set('cmi.progress_measure', scoreText(outcome.progress, config.policy.share, 4));
      if (outcome.score === null) return;
      lms.set('cmi.score.scaled', scoreText(outcome.score, mastery, 7));
      lms.set('cmi.score.raw', scoreText(outcome.score * 100, threshold, 2));
      lms.set('cmi.score.min', '0');
      lms.set('cmi.score.max', '100');
    },

    reportObjectives(outcomes) {
      for (const outcome of outcomes) {
        const value = outcome.success + outcome.score;
        if (objectives.get(outcome.id) === value) continue;
        objectives.set(outcome.id, value);
        const n = findObjective(outcome.id);
        if (n < 0) continue;
        if (outcome.success !== 'unknown') lms.set(`cmi.objectives.${n}.success_status`, outcome.success);
        lms.set(`cmi.objectives.${n}.completion_status`, 'completed');
        if (outcome.score === null) continue;
        lms.set(`cmi.objectives.${n}.score.scaled`, scoreText(outcome.score, mastery, 7));
        lms.set(`cmi.objectives.${n}.score.raw`, scoreText(outcome.score * 100, threshold, 2));
        lms.set(`cmi.objectives.${n}.score.min`, '0');
        lms.set(`cmi.objectives.${n}.score.max`, '100');
      }
    },

    reportInteraction(interaction, index) {
      if (count < 0) count = readCount(lms.get('cmi.interactions._count'));
      const again = index !== null && index < count;
      const n = again ? index : count;
      for (const [field, value] of interaction2004(interaction)) {
        // The objectives of a record stay; setting the same id twice is an error in some LMSs.
        if (again && field.startsWith('objectives.')) continue;
        if (!lms.set(`cmi.interactions.${n}.${field}`, value) && field === 'id') return null;
      }
      if (!again) count++;
      return n;
    },

    saveState(state, bookmark) {
      lms.set('cmi.location', bookmark);
      return lms.set('cmi.suspend_data', state) || !['405', '406', '407'].includes(lms.error());
    },

    reportTime(seconds) {
      lms.set('cmi.session_time', duration(seconds));
    },

    commit() {
      const answer = lms.commit();
      if (answer !== 'lost' || !lms.reconnect()) return answer;
      lms.set('cmi.exit', 'suspend');
      return 'failed'; // the retry tells the new session everything
    },

    changedElsewhere: () => null,
    learner: () => lms.get('cmi.learner_id'),

    terminate(deliberate) {
      // Moodle's Terminate throws on exitAll; without a request some LMSs leave the learner in front of a dead frame.
      if (deliberate) lms.set('adl.nav.request', 'suspendAll');
      return lms.finish();
    },
  };

  /** The manifest may have filled in objectives, in an order of its own. @param {string} id  @returns {number}  -1 when refused */
  function findObjective(id) {
    known ??= Array.from({ length: readCount(lms.get('cmi.objectives._count')) }, (_, n) => lms.get(`cmi.objectives.${n}.id`));
    const n = known.indexOf(id);
    if (n >= 0) return n;
    return lms.set(`cmi.objectives.${known.length}.id`, id) ? known.push(id) - 1 : -1;
  }
}

/**
 * The further of two words of a scale; what is not on it counts as nothing.
 *
 * @param {string[]} scale
 * @param {string} stored
 * @param {string} next
 */
export function further(scale, stored, next) {
  return scale.indexOf(stored) > scale.indexOf(next) ? stored : next;
}

/**
 * The fields of one record in the order in which they are set. What was left empty is left out: no type takes an empty response in every LMS.
 *
 * @param {Interaction} interaction
 * @returns {[string, string][]}
 */
export function interaction2004(interaction) {
  const { id, objectives, time, response, correct, exact, weight, mark, seconds, description, note } = interaction;
  const type = type2004(interaction);
  const given = response2004(type, response);
  const about = line(note ? `${line(description, TEXT / 2)} \u2013 ${note}` : description, TEXT);
  return [
    ['id', id],
    ['type', type],
    ...[...new Set(objectives)].slice(0, 10).map((objective, n) => /** @type {[string, string]} */ ([`objectives.${n}.id`, objective])),
    ['timestamp', timestamp(time)],
    ...patterns2004(type, correct, !!exact).map((pattern, n) => /** @type {[string, string]} */ ([`correct_responses.${n}.pattern`, pattern])),
    ['weighting', decimal(weight, 7)],
    ...(given ? [/** @type {[string, string]} */ (['learner_response', given])] : []),
    ['result', mark === null ? 'neutral' : mark === 1 ? 'correct' : mark === 0 ? 'incorrect' : decimal(mark, 7)],
    ['latency', duration(seconds)],
    ...(about ? [/** @type {[string, string]} */ (['description', about])] : []),
  ];
}

/**
 * Numbers that Moodle has no digits for (five before the point) are recorded as text.
 *
 * @param {Pick<Interaction, 'kind' | 'response' | 'correct'>} interaction
 */
function type2004({ kind, response, correct }) {
  if (kind !== 'numeric') return kind;
  const numbers = [...response, ...correct.flat()].flatMap(sides).filter((text) => text !== '');
  return numbers.every((text) => /^-?\d{1,5}(\.\d{1,18})?$/.test(decimalText(text))) ? kind : 'fill-in';
}

/**
 * At most 36 parts where they are ids, 10 where they are texts of 250 characters (RTE 4.2.9).
 *
 * @param {string} type
 * @param {Part[]} parts
 */
export function response2004(type, parts) {
  const [first] = sides(parts[0]);
  if (type === 'numeric') return decimalText(first);
  if (type === 'long-fill-in') return line(first, LONG_TEXT);
  if (type === 'fill-in') return parts.slice(0, 10).map((part) => fillIn(sides(part)[0])).join('[,]');
  // scorm-again takes no comma in patterns of the types that have no delimiter.
  if (type === 'other') return joinParts(parts, ';', '.', LONG_TEXT);
  return joinParts(type === 'performance' ? parts.slice(0, 125) : parts.slice(0, 36), '[,]', '[.]', LONG_TEXT);
}

/** One gap: nothing in it may be read as a delimiter, and no LMS takes every empty one. @param {string} text */
function fillIn(text) {
  return line(text, TEXT).replace(/\[([,.:])\]/g, '($1)') || '_';
}

/**
 * @param {string} type
 * @param {Part[][]} correct
 * @param {boolean} exact
 * @returns {string[]}
 */
function patterns2004(type, correct, exact) {
  if (type === 'numeric') {
    // One pattern is allowed, and Moodle takes a range only with both ends: what cannot be said is left out.
    const [low, high] = sides(correct[0]?.[0]);
    return correct.length === 1 && low && high ? [`${decimalText(low)}[:]${decimalText(high)}`] : [];
  }
  // scorm-again refuses a pattern with equal parts, though two gaps may well ask for the same word.
  const told = type === 'fill-in' ? correct.map((parts) => parts.map(asText)).filter((parts) => new Set(parts).size === parts.length) : correct;
  const patterns = [...new Set(told.map((parts) => response2004(type, parts)))].filter((pattern) => pattern).slice(0, 10);
  return exact && type === 'fill-in' ? patterns.map(withCase) : patterns;
}

/** Case does not matter unless this is said (RTE 4.2.9.1.3). Moodle counts it among the characters of the first gap. @param {string} pattern */
function withCase(pattern) {
  const first = pattern.split('[,]')[0] ?? '';
  return first.length + CASE_MATTERS.length > TEXT ? pattern : CASE_MATTERS + pattern;
}

/** A range in words, where a number is recorded as text. @param {Part} part */
function asText(part) {
  const [low, high] = sides(part);
  return typeof part === 'string' || low === high ? low : `${low} \u2013 ${high}`;
}
