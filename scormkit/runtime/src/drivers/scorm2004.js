/**
 * SCORM 2004, 3rd and 4th Edition: completion and success apart, scaled scores, journaled interactions.
 *
 * @import { Config, Driver, Interaction, Part } from '../types.js'
 * @import { Log } from '../log.js'
 * @import { ApiConnection } from './connection.js'
 */

import { createConnection } from './connection.js';
import { findApi } from './find-api.js';
import { decimal, duration, line, scoreText, timestamp } from './formats.js';
import { readCount, readMode } from './scorm12.js';

const TEXT = 250;
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
      const bookmark = state ? '' : lms.get('cmi.location');
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
 * The fields of one record in the order in which they are set.
 *
 * @param {Interaction} interaction
 * @returns {[string, string][]}
 */
export function interaction2004(interaction) {
  const { id, kind, objectives, time, response, correct, weight, mark, seconds, description } = interaction;
  return [
    ['id', id],
    ['type', kind],
    ...[...new Set(objectives)].slice(0, 10).map((objective, n) => /** @type {[string, string]} */ ([`objectives.${n}.id`, objective])),
    ['timestamp', timestamp(time)],
    ...correct.map((pattern, n) => /** @type {[string, string]} */ ([`correct_responses.${n}.pattern`, response2004(pattern)])),
    ['weighting', decimal(weight, 7)],
    ['learner_response', response2004(response)],
    ['result', mark === null ? 'neutral' : mark === 1 ? 'correct' : mark === 0 ? 'incorrect' : decimal(mark, 7)],
    ['latency', duration(seconds)],
    ['description', line(description, TEXT)],
  ];
}

/** @param {Part[]} parts  36 at most (RTE 4.2.9.1) */
export function response2004(parts) {
  return parts
    .slice(0, 36)
    .map((part) => (typeof part === 'string' ? part : part.join('[.]')))
    .join('[,]');
}
