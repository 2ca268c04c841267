/**
 * What the learner's work amounts to: completion, success, score, progress. Pure; knows no standard.
 *
 * @import { Answered, Config, ObjectiveOutcome, Outcome, Question, State, Success } from './types.js'
 */

// 0.1 + 0.2 is not 0.3: what is equal on paper must not fail a learner.
const NOISE = 1e-9;

/**
 * Whether no better answer can or need come: right, tries used up, or answered at all where tries are unlimited.
 *
 * @param {Question} question
 * @param {Answered | undefined} answered
 */
export function isSettled(question, answered) {
  if (!answered || answered.tries === 0) return false;
  return answered.right || answered.tries >= question.tries;
}

/**
 * Whether the question takes no further answer.
 *
 * @param {Question} question
 * @param {Answered | undefined} answered
 */
export function isSpent(question, answered) {
  return !!answered && (answered.right || (question.tries > 0 && answered.tries >= question.tries));
}

/**
 * @param {Config} config
 * @param {State} state
 * @returns {Outcome}
 */
export function judge(config, state) {
  const { require, share, mastery } = config.policy;
  const graded = config.questions.filter((question) => question.graded);
  const settled = graded.filter((question) => isSettled(question, state.answers.get(question.key))).length;
  const seen = config.pages.filter((page) => state.seen.has(page.key)).length;
  const score = scoreOf(graded, state);
  const success = succeed(score, mastery, settled === graded.length);
  const pagesDone = seen >= share * config.pages.length - NOISE;
  const completed = { pages: pagesDone, all: pagesDone && settled === graded.length, passed: success === 'passed' }[require];
  return {
    completed,
    success,
    score: settled === graded.length || success === 'passed' ? score : null,
    progress: measure(require, completed, seen, config.pages.length, settled, graded.length),
    settled,
    graded: graded.length,
  };
}

/**
 * The objectives about which all is known: their graded questions are settled, and the pages of the units that name them seen.
 *
 * @param {Config} config
 * @param {State} state
 * @returns {ObjectiveOutcome[]}
 */
export function judgeObjectives(config, state) {
  return config.objectives.flatMap(({ id }) => {
    const questions = config.questions.filter((question) => question.graded && question.objectives.includes(id));
    const units = config.units.filter((unit) => unit.objectives.includes(id)).map((unit) => unit.id);
    const pages = config.pages.filter((page) => units.includes(page.unit));
    const done =
      questions.length + pages.length > 0 &&
      questions.every((question) => isSettled(question, state.answers.get(question.key))) &&
      pages.every((page) => state.seen.has(page.key));
    if (!done) return [];
    const score = scoreOf(questions, state);
    return [{ id, score, success: succeed(score, config.policy.mastery, true) }];
  });
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @returns {number | null}
 */
function scoreOf(questions, state) {
  const points = questions.reduce((sum, question) => sum + question.points, 0);
  if (points <= 0) return null;
  const earned = questions.reduce((sum, question) => {
    const answered = state.answers.get(question.key);
    return sum + (answered && answered.of > 0 ? (question.points * answered.earned) / answered.of : 0);
  }, 0);
  return Math.min(1, Math.max(0, earned / points));
}

/**
 * @param {number | null} score
 * @param {number | null} mastery
 * @param {boolean} final
 * @returns {Success}
 */
function succeed(score, mastery, final) {
  if (score === null || mastery === null) return 'unknown';
  if (score >= mastery - NOISE) return 'passed';
  return final ? 'failed' : 'unknown';
}

/**
 * Progress. Where pages alone complete it is the part seen; else graded questions count beside the pages, and 1 is kept for
 * what is complete, since an LMS with a completion threshold takes 1 for just that.
 *
 * @param {'all' | 'pages' | 'passed'} require
 * @param {boolean} completed
 * @param {number} seen
 * @param {number} pages
 * @param {number} settled
 * @param {number} graded
 */
function measure(require, completed, seen, pages, settled, graded) {
  if (require === 'pages') return pages ? seen / pages : 1;
  if (completed) return 1;
  return pages + graded ? Math.min(0.99, (seen + settled) / (pages + graded)) : 0;
}
