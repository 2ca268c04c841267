/**
 * One launch: what the learner does here becomes state, outcome and records, and reaches the LMS at the right moments.
 *
 * @import { Answered, Config, Connection, Driver, Given, Interaction, NoticeKind, Outcome, Question, Quiz, Moment, Scenario, State, Sure, Unit, Watch, Witness } from './types.js'
 * @import { Log } from './log.js'
 */

import { judgeUnit, lockedUnits } from './gate.js';
import { isSettled, judge, judgeObjectives } from './outcome.js';
import { OWN_SEED, askedQuestions, exemptUnits, forgetUndrawn, hasPassed, judgedQuestions, needsSeed, quizState, scoreOf } from './quiz.js';
import { LONGEST_WAY } from './scenario.js';
import { decodeState, emptyState, encodeState, mergeState } from './state/state.js';

const PAUSE = 15_000; // between two commits that are not urgent: each one is a synchronous request and freezes the page
const QUIET_PAUSE = 60_000; // for what nobody would miss much: the second in a film
const SOON = 1_000;
const RETRIES = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000];
const OLD_LIMIT = 4000; // suspend_data in SCORM 2004 2nd Edition

/**
 * @typedef {{ now: () => number, setTimeout: (step: () => void, delay: number) => unknown, clearTimeout: (id: any) => void, random: () => number }} Clock   `random` from 0 up to 1
 * @typedef {{ key: string, kind: NoticeKind } | null} Notice
 * @typedef {Pick<Answered, 'hints' | 'right' | 'earned' | 'of' | 'answer'> & { sure?: Sure, text?: string }} Result   of one try; `earned` of this try alone
 * @typedef {Omit<Interaction, 'id' | 'kind' | 'form' | 'multiple' | 'objectives' | 'weight' | 'description' | 'note'> & { note?: string }} Made
 * @typedef {'notice' | 'outcome' | 'end'} Event
 * @typedef {ReturnType<typeof createLaunch>} Launch
 */

/**
 * @param {Config} config
 * @param {Driver} driver
 * @param {Log} log
 * @param {Clock} clock
 * @param {Watch | null} [watch]   who else is told what happens; whatever becomes of that, the launch goes on
 */
export function createLaunch(config, driver, log, clock, watch = null) {
  const opened = clock.now();
  const connection = driver.connect();
  const writes = connection !== null && connection.mode === 'normal';
  const { state, loss } = restore(config, connection, opened);

  if ((needsSeed(config) || config.xapi) && !state.draws.has(OWN_SEED)) state.draws.set(OWN_SEED, Math.floor(clock.random() * 2 ** 32));

  let outcome = judge(config, state);
  let limit = driver.stateLimit;
  /** @type {Notice} */
  let notice = firstNotice(driver, connection, loss);
  let ended = false;
  let changed = false;
  let lost = false;
  let busy = false; // a driver that saves over a network is at it
  let failures = 0;
  let committed = opened - PAUSE;
  let due = Infinity;
  /** @type {unknown} */
  let timer = null;
  /** @type {Map<string, number>} indexes of this launch's records of what has none in the state */
  const records = new Map();
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
      forgetUndrawn(config, state);
      outcome = keepBest(judge(config, state), state);
    }
    driver.reportOutcome(outcome);
    driver.reportObjectives(judgeObjectives(config, state));
    const { completed, success, score } = outcome;
    const before = state.reported;
    state.reported = { completed, success, score: score ?? before.score };
    if (!driver.saveState(encodeState(state, limit, config), state.page) && limit > OLD_LIMIT) {
      limit = OLD_LIMIT;
      driver.saveState(encodeState(state, limit, config), state.page);
    }
    driver.reportTime((clock.now() - opened) / 1000);
  }

  function flush() {
    if (!writes || ended || lost || busy || !changed) return;
    schedule(Infinity);
    stage();
    committed = clock.now();
    changed = false;
    const answer = driver.commit();
    if (typeof answer === 'string') return settle(answer);
    busy = true;
    answer.then((word) => {
      busy = false;
      if (!ended) settle(word);
    });
  }

  /** @param {'saved' | 'failed' | 'lost'} answer */
  function settle(answer) {
    if (answer === 'saved') {
      if (failures > 0) notify({ key: 'notice.saved', kind: 'done' });
      failures = 0;
      if (changed && due === Infinity) schedule(clock.now() + SOON);
      return;
    }
    changed = true;
    if (answer === 'lost') {
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
    watched((witness) => witness.progress(outcome));
    const moved = before.completed !== outcome.completed || before.success !== outcome.success || before.score !== outcome.score;
    touch(moved || urgent ? 'now' : 'later');
    if (moved || urgent || before.settled !== outcome.settled || before.progress !== outcome.progress) tell('outcome');
  }

  /**
   * A record that the state remembers no index of: under `last-try` it is bettered within a launch only.
   *
   * @param {Interaction} interaction
   */
  function record(interaction) {
    if (!writes || ended || lost) return;
    const last = config.policy.record === 'last-try' ? (records.get(interaction.id) ?? null) : null;
    const index = driver.reportInteraction(interaction, last);
    if (index !== null) records.set(interaction.id, index);
  }

  /** @param {Question} question */
  function describe({ id, kind, form, multiple = false, objectives, graded: counts, points, prompt }) {
    return { id, kind, form: form ?? /** @type {const} */ (''), multiple, objectives, weight: counts ? points : 0, description: prompt, note: '' };
  }

  outcome = keepBest(outcome, state);

  /** @type {Witness | null} */
  let witness = null;
  attempt(() => (witness = (connection && watch?.(opening(connection))) ?? null));

  /** @param {Connection} connected */
  function opening({ mode, state: stored }) {
    return {
      state,
      outcome,
      mode,
      resumed: stored !== '',
      unit: (/** @type {Unit} */ unit) => judgeUnit(unit, config, state),
      objectives: () => judgeObjectives(config, state),
      passed: (/** @type {Quiz} */ quiz) => hasPassed(config, state, quiz),
    };
  }

  /** @template T @param {(witness: Witness) => T} step @returns {T | undefined} */
  function watched(step) {
    return witness ? attempt(() => step(/** @type {Witness} */ (witness))) : undefined;
  }

  /** @template T @param {() => T} step @returns {T | undefined} */
  function attempt(step) {
    try {
      return step();
    } catch (error) {
      log.add('statements', '', String(error));
      return undefined;
    }
  }

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

    exempt: () => exemptUnits(config, state),
    /** 32 bits that are the learner's own. */
    seed: () => state.draws.get(OWN_SEED) ?? 0,
    now: clock.now,

    /**
     * One try is over.
     *
     * @param {Question} question
     * @param {Result} result
     * @param {Made} made
     */
    answer(question, { text = '', sure = 0, ...result }, made) {
      const before = state.answers.get(question.key);
      const last = config.policy.record === 'last-try';
      const better = !before?.tries || result.earned * before.of >= before.earned * result.of;
      /** @type {Answered} */
      const answered = {
        ...result,
        sure,
        tries: (before?.tries ?? 0) + 1,
        right: result.right || (before?.right ?? false),
        earned: better ? result.earned : before.earned,
        of: better ? result.of : before.of,
        record: before?.record ?? null,
      };
      remember(state, question, answered, text);
      if (writes && !ended && !lost) {
        const index = driver.reportInteraction({ ...describe(question), ...made }, last ? answered.record : null);
        if (last) answered.record = index;
        if (sure) {
          const own = describe({ ...question, id: `${question.id}_sure`, kind: 'likert', form: undefined, multiple: false, graded: false });
          record({ ...own, ...made, note: '', response: [sure === 2 ? 'sure' : 'unsure'], correct: [], mark: null });
        }
      }
      watched((witness) => witness.answered({ ...describe(question), ...made }, { tries: answered.tries, hints: answered.hints, sure }));
      reconsider(question.graded && !question.quiz && isSettled(question, answered));
      return answered;
    },

    /**
     * An answer that is not judged yet: its quiz is handed in as a whole.
     *
     * @param {Question} question
     * @param {Given & { sure: Sure, hints: number }} given
     */
    hold(question, { answer, text, sure, hints }) {
      const before = state.answers.get(question.key);
      if (before?.tries) return;
      remember(state, question, { tries: 0, hints, right: false, sure, earned: 0, of: 1, record: before?.record ?? null, answer }, text);
      touch('later');
    },

    /** More of an answer, which is no try: what a learner thinks of it. @param {Question} question  @param {string} answer */
    keep(question, answer) {
      const before = state.answers.get(question.key);
      if (!before) return;
      state.answers.set(question.key, { ...before, answer });
      touch('later');
    },

    /** Another try begins: what was wrong, or all that is drawn anew, is open again. @param {Quiz} quiz */
    startQuiz(quiz) {
      const before = quizState(state, quiz);
      for (const question of before.tries ? askedQuestions(config, state, quiz) : []) {
        const answered = state.answers.get(question.key);
        if (quiz.retakeWrong && answered?.right) continue;
        state.texts.delete(question.key);
        state.answers.delete(question.key);
        const blank = { tries: 0, hints: 0, right: false, sure: /** @type {Sure} */ (0), earned: 0, of: 1, answer: '' };
        if (quiz.retakeWrong && typeof answered?.record === 'number') state.answers.set(question.key, { ...blank, record: answered.record });
      }
      state.quizzes.set(quiz.key, { ...before, open: true, since: Math.floor(clock.now() / 1000), position: 0, extended: 0 });
      reconsider(!!quiz.timeLimit);
    },

    /** @param {Quiz} quiz  @param {{ position?: number, extended?: number }} change */
    moveQuiz(quiz, change) {
      state.quizzes.set(quiz.key, { ...quizState(state, quiz), ...change });
      touch('later');
    },

    /** The answers are all in. @param {Quiz} quiz */
    handIn(quiz) {
      const before = quizState(state, quiz);
      const score = scoreOf(judgedQuestions(quiz, askedQuestions(config, state, quiz)), state);
      const best = score === null ? before.best : Math.max(score, before.best ?? 0);
      state.quizzes.set(quiz.key, { ...before, tries: before.tries + 1, open: false, since: Math.floor(clock.now() / 1000), best });
      watched((witness) => witness.handedIn(quiz, score, before.since));
      reconsider(true);
    },

    /**
     * A scenario goes on, or from the start.
     *
     * @param {Scenario} scenario
     * @param {string} path          all moves so far
     * @param {number | null} reached   what the way was worth, 0–1, when it has come to an end
     * @param {{ question: Question, made: Made } | null} decision   the last move, as an interaction
     */
    moveScenario(scenario, path, reached, decision) {
      const best = state.ways.get(scenario.key)?.best ?? null;
      state.ways.set(scenario.key, { path: path.slice(0, LONGEST_WAY), best: reached === null ? best : Math.max(reached, best ?? 0) });
      if (decision) {
        record({ ...describe(decision.question), ...decision.made });
        watched((witness) => witness.answered({ ...describe(decision.question), ...decision.made }, { tries: 1, hints: 0, sure: 0 }));
      }
      if (reached !== null) watched((witness) => witness.arrived(scenario, reached));
      reconsider(reached !== null);
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

    /** What happens to a film or a sound, for whoever is told of it. @param {string} key @param {Moment} moment */
    watchMedia(key, moment) {
      if (!ended) watched((witness) => witness.media(key, moment));
    },

    /** The window is hidden, and may never come back. */
    hide() {
      flush();
      watched((witness) => witness.hide());
    },

    /** The network or the window is back: no need to wait for the next retry. */
    wake() {
      if (failures > 0) flush();
      watched((witness) => witness.wake());
    },

    /**
     * The end, once: by the Exit button or because the document goes. No Commit here: in a dismissal it is refused, and
     * Terminate commits by itself.
     *
     * @param {boolean} deliberate
     * @returns {boolean | Promise<boolean>}  whether the LMS has agreed
     */
    end(deliberate) {
      if (ended || !connection) return !ended;
      if (writes && !lost) stage();
      schedule(Infinity);
      ended = true;
      const agreed = driver.terminate(deliberate);
      const told = watched((witness) => witness.left({ outcome, deliberate, agreed }));
      tell('end');
      return told ?? agreed;
    },
  };
}

/**
 * The newest answer stands last.
 *
 * @param {State} state
 * @param {Question} question
 * @param {Answered} answered
 * @param {string} text
 */
function remember(state, { key }, answered, text) {
  state.answers.delete(key);
  state.answers.set(key, answered);
  state.texts.delete(key);
  if (text) state.texts.set(key, text);
}

/**
 * @param {Config} config
 * @param {Connection | null} connection
 * @param {number} now
 */
function restore(config, connection, now) {
  if (!connection) return { state: emptyState(), loss: /** @type {const} */ ('none') };
  const restored = decodeState(connection.state, config);
  const { state } = restored;
  if (!state.page && config.pages.some((page) => page.key === connection.bookmark)) state.page = connection.bookmark;
  forgetUndrawn(config, state);
  // A clock that was put back must lock nobody out: what seems to lie ahead begins now.
  for (const quiz of state.quizzes.values()) quiz.since = Math.min(quiz.since, Math.floor(now / 1000));
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
 * @param {import('./state/state.js').Loss} loss
 * @returns {Notice}
 */
function firstNotice(driver, connection, loss) {
  if (!connection) return { key: driver.missing, kind: 'warning' };
  if (connection.mode !== 'normal') return { key: `notice.${connection.mode}`, kind: 'info' };
  if (loss !== 'none') return { key: loss === 'all' ? 'notice.unread' : 'notice.partial', kind: 'info' };
  return connection.credit ? null : { key: 'notice.nocredit', kind: 'info' };
}
