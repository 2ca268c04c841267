/**
 * One launch: what the learner does here becomes state, outcome and records, and reaches the LMS at the right moments.
 *
 * @import { Answered, Config, Connection, Driver, Interaction, NoticeKind, Outcome, Question, State } from './types.js'
 * @import { Log } from './log.js'
 */

import { lockedUnits } from './gate.js';
import { isSettled, judge, judgeObjectives } from './outcome.js';
import { decodeState, emptyState, encodeState, mergeState } from './state/state.js';

const PAUSE = 15_000; // between two commits that are not urgent: each one is a synchronous request and freezes the page
const QUIET_PAUSE = 60_000; // for what nobody would miss much: the second in a film
const SOON = 1_000;
const RETRIES = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000];
const OLD_LIMIT = 4000; // suspend_data in SCORM 2004 2nd Edition

/**
 * @typedef {{ now: () => number, setTimeout: (step: () => void, delay: number) => unknown, clearTimeout: (id: any) => void }} Clock
 * @typedef {{ key: string, kind: NoticeKind } | null} Notice
 * @typedef {'notice' | 'outcome' | 'end'} Event
 * @typedef {ReturnType<typeof createLaunch>} Launch
 */

/**
 * @param {Config} config
 * @param {Driver} driver
 * @param {Log} log
 * @param {Clock} clock
 */
export function createLaunch(config, driver, log, clock) {
  const opened = clock.now();
  const connection = driver.connect();
  const writes = connection !== null && connection.mode === 'normal';
  const { state, damaged } = restore(config, connection);
  const graded = new Set(config.questions.filter((question) => question.graded).map((question) => question.key));

  let outcome = judge(config, state);
  let limit = driver.stateLimit;
  /** @type {Notice} */
  let notice = firstNotice(driver, connection, damaged);
  let ended = false;
  let changed = false;
  let lost = false;
  let failures = 0;
  let committed = opened - PAUSE;
  let due = Infinity;
  /** @type {unknown} */
  let timer = null;
  /** @type {((event: Event) => void)[]} */
  const listeners = [];

  /** @param {Event} event */
  const tell = (event) => listeners.forEach((listener) => listener(event));

  /** @param {Notice} next */
  function notify(next) {
    notice = next;
    tell('notice');
  }

  /** Puts everything where the LMS will take it from at the next Commit or Terminate. */
  function stage() {
    const elsewhere = driver.changedElsewhere();
    if (elsewhere !== null) {
      mergeState(state, decodeState(elsewhere, config).state);
      outcome = keepBest(judge(config, state), state);
    }
    driver.reportOutcome(outcome);
    driver.reportObjectives(judgeObjectives(config, state));
    const { completed, success, score } = outcome;
    const before = state.reported;
    state.reported = { completed, success, score: score ?? before.score };
    if (!driver.saveState(encodeState(state, limit, graded), state.page) && limit > OLD_LIMIT) {
      limit = OLD_LIMIT;
      driver.saveState(encodeState(state, limit, graded), state.page);
    }
    driver.reportTime((clock.now() - opened) / 1000);
  }

  function flush() {
    if (!writes || ended || lost || !changed) return;
    schedule(Infinity);
    stage();
    committed = clock.now();
    const answer = driver.commit();
    if (answer === 'saved') {
      changed = false;
      if (failures > 0) notify({ key: 'notice.saved', kind: 'done' });
      failures = 0;
    } else if (answer === 'lost') {
      lost = true;
      notify({ key: 'notice.lost', kind: 'warning' });
    } else {
      if (failures === 0) notify({ key: 'notice.unsaved', kind: 'warning' });
      schedule(clock.now() + /** @type {number} */ (RETRIES[Math.min(failures, RETRIES.length - 1)]));
      failures++;
    }
  }

  /** @param {number} time  Infinity = never */
  function schedule(time) {
    if (timer !== null) clock.clearTimeout(timer);
    due = time;
    timer = time === Infinity ? null : clock.setTimeout(() => ((timer = null), flush()), Math.max(0, time - clock.now()));
  }

  /**
   * Something changed; it will be committed now, or with the next round.
   *
   * @param {'now' | 'later' | 'quiet'} when
   */
  function touch(when) {
    if (!writes || ended) return;
    changed = true;
    if (failures > 0) return; // the retry that is due takes it along
    if (when === 'now') return flush();
    const time = Math.max(clock.now() + SOON, committed + (when === 'quiet' ? QUIET_PAUSE : PAUSE));
    if (time < due) schedule(time);
  }

  /** @param {boolean} urgent */
  function reconsider(urgent) {
    const before = outcome;
    outcome = keepBest(judge(config, state), state);
    const moved = before.completed !== outcome.completed || before.success !== outcome.success || before.score !== outcome.score;
    touch(moved || urgent ? 'now' : 'later');
    if (moved || urgent || before.settled !== outcome.settled || before.progress !== outcome.progress) tell('outcome');
  }

  outcome = keepBest(outcome, state);

  return {
    config,
    state,
    log,
    tracked: connection !== null,
    mode: connection?.mode ?? 'normal',
    canExit: connection !== null && driver.canExit,
    outcome: () => outcome,
    /** Nothing is locked for those who only look. */
    locked: () => (connection && !writes ? new Map() : lockedUnits(config, state)),
    notice: () => notice,
    dismissNotice: () => notify(null),
    ended: () => ended,

    /** @param {(event: Event) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
    },

    /** A page is before the learner's eyes. @param {string} key */
    showPage(key) {
      if (state.page === key && state.seen.has(key)) return;
      const first = state.seen.size === 0;
      state.page = key;
      state.seen.add(key);
      reconsider(first);
    },

    /**
     * One try is over.
     *
     * @param {Question} question
     * @param {Pick<Answered, 'hints' | 'right' | 'earned' | 'of' | 'answer'>} result  `earned` of this try alone
     * @param {Omit<Interaction, 'id' | 'kind' | 'multiple' | 'objectives' | 'weight' | 'description'>} made
     */
    answer(question, result, made) {
      const before = state.answers.get(question.key);
      const last = config.policy.record === 'last-try';
      const better = !before || result.earned * before.of >= before.earned * result.of;
      /** @type {Answered} */
      const answered = {
        ...result,
        tries: (before?.tries ?? 0) + 1,
        right: result.right || (before?.right ?? false),
        earned: better ? result.earned : before.earned,
        of: better ? result.of : before.of,
        record: before?.record ?? null,
      };
      state.answers.delete(question.key); // the newest stands last
      state.answers.set(question.key, answered);
      if (writes && !ended && !lost) {
        const { id, kind, objectives, points, prompt } = question;
        const index = driver.reportInteraction(
          { ...made, id, kind, multiple: question.multiple ?? false, objectives, weight: question.graded ? points : 0, description: prompt },
          last ? answered.record : null,
        );
        if (last) answered.record = index;
      }
      reconsider(question.graded && isSettled(question, answered));
      return answered;
    },

    /**
     * Where a film or a sound stands.
     *
     * @param {string} key
     * @param {number} seconds
     * @param {boolean} resting  paused or left
     */
    moveMedia(key, seconds, resting) {
      const whole = Math.round(seconds);
      if ((state.media.get(key) ?? 0) === whole) return;
      state.media.delete(key);
      if (whole > 0) state.media.set(key, whole);
      touch(resting ? 'later' : 'quiet');
    },

    /** The window is hidden, and may never come back. */
    hide: flush,

    /** The network or the window is back: no need to wait for the next retry. */
    wake() {
      if (failures > 0) flush();
    },

    /**
     * The end, once: by the Exit button or because the document goes. No Commit here: in a dismissal it is refused, and
     * Terminate commits by itself.
     *
     * @param {boolean} deliberate
     * @returns {boolean}  whether the LMS has agreed
     */
    end(deliberate) {
      if (ended || !connection) return !ended;
      if (writes && !lost) stage();
      schedule(Infinity);
      ended = true;
      const agreed = driver.terminate(deliberate);
      tell('end');
      return agreed;
    },
  };
}

/**
 * @param {Config} config
 * @param {Connection | null} connection
 */
function restore(config, connection) {
  if (!connection) return { state: emptyState(), damaged: false };
  const restored = decodeState(connection.state, config);
  const { state } = restored;
  if (!state.page && config.pages.some((page) => page.key === connection.bookmark)) state.page = connection.bookmark;
  return restored;
}

/**
 * What was once reached stays, even when the course was changed or old answers had to be forgotten.
 *
 * @param {Outcome} outcome
 * @param {State} state
 * @returns {Outcome}
 */
function keepBest(outcome, { reported }) {
  const score = outcome.score !== null && reported.score !== null ? Math.max(outcome.score, reported.score) : (outcome.score ?? reported.score);
  return {
    ...outcome,
    completed: outcome.completed || reported.completed,
    success: reported.success === 'passed' || outcome.success === 'unknown' ? reported.success : outcome.success,
    score,
  };
}

/**
 * @param {Driver} driver
 * @param {Connection | null} connection
 * @param {boolean} damaged
 * @returns {Notice}
 */
function firstNotice(driver, connection, damaged) {
  if (!connection) return { key: driver.missing, kind: 'warning' };
  if (connection.mode !== 'normal') return { key: `notice.${connection.mode}`, kind: 'info' };
  if (damaged) return { key: 'notice.partial', kind: 'info' };
  return connection.credit ? null : { key: 'notice.nocredit', kind: 'info' };
}
