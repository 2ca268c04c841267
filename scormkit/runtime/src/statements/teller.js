/**
 * Tells a store what happens in a launch: decides which statement comes when, and that none comes twice.
 *
 * @import { Checklist, Config, Opening, Outcome, Success, Witness, Xapi } from '../types.js'
 * @import { Clock, Queue } from './queue.js'
 * @import { Facts, Session } from './statement.js'
 */

import { namedUuid } from './ids.js';
import { createMediaTeller } from './media.js';
import { patterns, responseText } from './responses.js';
import { makeStatement } from './statement.js';

/**
 * @typedef {object} Rules   what a standard asks beyond its templates
 * @property {boolean} judgeAtEnd    one of passed and failed in a launch: a failure is told at its end, since it may still become a pass
 * @property {string} launch         id of this launch; statements that may come once in it get their ids from it
 * @property {boolean} alwaysFresh   each launch begins with `initialized`, also one that resumes
 * @property {number | null} mastery   as the launch has it, told beside what is judged by it
 *
 * @typedef {{ completed: boolean, success: Success }} Told
 */

/**
 * @param {Config & { xapi: Xapi }} config
 * @param {Session} session
 * @param {Queue} queue
 * @param {Rules} rules
 * @param {Clock} clock
 * @param {() => string} uuid
 * @returns {Witness & { opened: (opening: Opening) => void }}
 */
export function createTeller(config, session, queue, rules, clock, uuid) {
  const { xapi } = config;
  /** @type {Map<string, Told>} by id of unit or objective, and the part's under its own */
  const told = new Map();
  let writes = true;
  let begun = clock.now();
  let last = 0;
  let percent = 0;
  let score = /** @type {number | null} */ (null);
  let judged = false; // in this launch
  /** @type {Opening} */
  let launch;

  /** The order of statements is that of their times. */
  function timestamp() {
    last = Math.max(clock.now(), last + 1);
    return new Date(last).toISOString();
  }

  /**
   * @param {string} name
   * @param {string} iri
   * @param {Facts} [facts]
   * @param {string[]} [once]   what the id is made from, for what must not come twice even when its being told was forgotten
   */
  function tell(name, iri, facts = {}, once) {
    const id = once ? namedUuid(session.registration, iri, name, ...once) : uuid();
    const statement = makeStatement(xapi, config.course, session, name, iri, facts, { id, timestamp: timestamp() });
    if (statement) queue.add(statement);
  }

  const media = createMediaTeller(xapi, tell, uuid, clock);
  const seconds = () => (clock.now() - begun) / 1000;
  const mastery = () => (rules.mastery === null ? {} : { context: { [xapi.terms.mastery]: rules.mastery } });
  /** @param {string} id */
  const slug = (id) => id.replace(/_/g, '-');
  /** @param {'quizzes' | 'scenarios' | 'checklists' | 'questions'} folder @param {string} id */
  const inCourse = (folder, id) => `${xapi.course}/${folder}/${slug(id)}`;

  /** What units and objectives have come to; of a unit that was launched by itself it is told as such. @returns {[string, 'unit' | 'objective', Told & { score: number | null }][]} */
  function parts() {
    return [
      ...config.units.filter(({ id }) => `${xapi.course}/units/${id}` !== xapi.part).map((unit) => /** @type {const} */ ([`${xapi.course}/units/${unit.id}`, 'unit', launch.unit(unit)])),
      ...launch.objectives().map(
        ({ id, success, score: reached }) => /** @type {const} */ ([`${xapi.part}/objectives/${slug(id)}`, 'objective', { completed: true, success, score: reached }]),
      ),
    ].map(([iri, role, outcome]) => [iri, role, outcome]);
  }

  /** @param {Outcome} outcome */
  function tellPart(outcome) {
    const before = told.get(xapi.part) ?? { completed: false, success: 'unknown' };
    const status = { completion: outcome.completed, score: outcome.score, seconds: seconds() };
    const whole = Math.floor(outcome.progress * 100);
    if (whole > percent) tell('progressed', xapi.part, { result: { [xapi.terms.progress]: whole } });
    percent = Math.max(percent, whole);
    if (outcome.score !== null && outcome.score !== score) tell('scored', xapi.part, status);
    score = outcome.score;
    if (outcome.completed && !before.completed) tell('completed', xapi.part, status, []);
    if (outcome.success === 'passed' && before.success !== 'passed') tell('passed', xapi.part, { ...status, ...mastery(), success: true }, []);
    if (outcome.success === 'failed' && before.success === 'unknown' && !rules.judgeAtEnd) tell('failed', xapi.part, { ...status, success: false });
    told.set(xapi.part, { completed: outcome.completed || before.completed, success: rules.judgeAtEnd && outcome.success === 'failed' ? before.success : outcome.success });
  }

  function tellParts() {
    for (const [iri, role, outcome] of parts()) {
      const before = told.get(iri) ?? { completed: false, success: 'unknown' };
      told.set(iri, { completed: outcome.completed || before.completed, success: outcome.success });
      if (outcome.completed && !before.completed) tell(`${role}-completed`, iri, { completion: true }, []);
      if (outcome.success !== before.success && outcome.success !== 'unknown') {
        tell(`${role}-${outcome.success}`, iri, { success: outcome.success === 'passed', score: outcome.score });
      }
    }
  }

  /**
   * @param {'quizzes' | 'scenarios' | 'checklists'} folder
   * @param {string} id
   * @param {number | null} reached
   * @param {boolean | null} success
   * @param {number} [since]   milliseconds
   */
  function tellGroup(folder, id, reached, success, since) {
    const iri = inCourse(folder, id);
    tell('group-completed', iri, { completion: true, score: reached, ...(since ? { seconds: (clock.now() - since) / 1000 } : {}) });
    if (success !== null) tell(`group-${success ? 'passed' : 'failed'}`, iri, { success, score: reached });
  }

  /** A checklist is over once it was passed, or all observations were made. @param {Checklist} list @param {number} tries */
  function tellObserved({ id, question, observations }, tries) {
    const key = config.questions.find((each) => each.id === question)?.key ?? '';
    const right = launch.state.answers.get(key)?.right ?? false;
    if (right || tries >= observations) tellGroup('checklists', id, null, right);
  }

  return {
    opened(opening) {
      launch = opening;
      const { state, outcome, resumed, mode } = opening;
      writes = mode === 'normal';
      begun = clock.now();
      const { completed, success } = state.reported;
      for (const [iri, , part] of parts()) told.set(iri, part);
      told.set(xapi.part, { completed, success });
      percent = Math.floor(outcome.progress * 100);
      score = state.reported.score;
      if (writes || rules.alwaysFresh) tell(resumed && !rules.alwaysFresh ? 'resumed' : 'initialized', xapi.part, {}, rules.alwaysFresh ? [rules.launch] : undefined);
      // Where the mark was lowered between two sessions, what was not enough may be now.
      if (writes && rules.mastery !== null) tellPart(outcome);
      queue.flush();
    },

    progress(outcome) {
      if (!writes) return;
      tellParts();
      tellPart(outcome);
    },

    answered(interaction, { tries, hints, sure }) {
      if (!writes) return;
      judged ||= interaction.mark !== null;
      const { mark } = interaction;
      const list = config.checklists?.find(({ question }) => question === interaction.id);
      tell('question', inCourse('questions', interaction.id), {
        response: responseText(interaction),
        patterns: patterns(interaction),
        success: mark === null ? null : mark === 1,
        score: mark,
        seconds: interaction.seconds,
        result: {
          [xapi.terms.try]: tries,
          [xapi.terms.hints]: hints,
          ...(sure ? { [xapi.terms.confidence]: sure === 2 ? 'sure' : 'not-sure' } : {}),
        },
      });
      if (list) tellObserved(list, tries);
    },

    handedIn(quiz, reached, since) {
      if (!writes) return;
      judged = true;
      tellGroup('quizzes', quiz.id, reached, launch.passed(quiz), since * 1000);
    },

    arrived(scenario, reached) {
      if (writes) tellGroup('scenarios', scenario.id, reached, null);
    },

    media(key, moment) {
      if (writes) media.tell(key, moment);
    },

    left({ outcome }) {
      if (!writes && !rules.alwaysFresh) return undefined;
      if (writes) media.leave();
      const success = outcome.success === 'unknown' ? null : outcome.success === 'passed';
      const facts = { completion: outcome.completed, success, score: outcome.score, seconds: seconds() };
      const open = told.get(xapi.part)?.success ?? 'unknown';
      if (writes && rules.judgeAtEnd && outcome.success === 'failed' && (open === 'unknown' || judged)) {
        tell('failed', xapi.part, { ...facts, ...mastery(), success: false }, [rules.launch]);
      }
      const ends = rules.alwaysFresh || outcome.completed;
      tell(ends ? 'terminated' : 'suspended', xapi.part, facts, rules.alwaysFresh ? [rules.launch] : undefined);
      return undefined;
    },

    hide: () => queue.flush(),
    wake: () => queue.wake(),
  };
}
