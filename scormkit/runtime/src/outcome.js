/**
 * What the learner's work amounts to: completion, success, score, progress. Pure; knows no standard.
 *
 * @import { Answered, Config, ObjectiveOutcome, Outcome, Question, State, Success } from './types.js'
 */

import { askedQuestions, clamp, exemptUnits, isCounted, isQuizSettled, judgedQuestions, markOf, preTestScores, quizState, scoreOf } from './quiz.js';

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
 * One thing that counts: a question, a quiz as drawn, a scenario.
 *
 * @typedef {object} Part
 * @property {string} page
 * @property {string} unit
 * @property {number} points
 * @property {number} share      earned, 0–1
 * @property {number} questions  how many it stands for
 * @property {boolean} settled
 */

/**
 * @param {Config} config
 * @param {State} state
 * @returns {Outcome}
 */
export function judge(config, state) {
  const { require, share, mastery } = config.policy;
  const exempt = exemptUnits(config, state);
  const all = countedParts(config, state);
  const parts = all.filter(({ unit }) => !exempt.has(unit));
  const graded = total(parts);
  const settled = total(parts.filter((part) => part.settled));
  const seen = config.pages.filter((page) => state.seen.has(page.key) || exempt.has(page.unit)).length;
  // Where the pre-test exempts from all that counts, it is what counts.
  const score = all.length && !parts.length ? exemptScore(config, state, exempt) : weigh(parts);
  const success = succeed(score, mastery, settled === graded);
  const pagesDone = seen >= share * config.pages.length - NOISE;
  const attended = require === 'attended' && config.questions.some(({ key }) => state.answers.get(key)?.right);
  const completed = { pages: pagesDone, all: pagesDone && settled === graded, passed: success === 'passed', attended }[require];
  return {
    completed,
    success: attended ? 'passed' : success,
    score: settled === graded || success === 'passed' ? score : null,
    progress: measure(require, completed, seen, config.pages.length, settled, graded),
    settled,
    graded,
  };
}

/**
 * @param {Config} config
 * @param {State} state
 * @returns {Part[]}
 */
export function countedParts(config, state) {
  const single = config.questions.filter((question) => question.graded && !question.quiz);
  return [
    ...single.map((question) => ({
      page: question.page,
      unit: question.unit,
      points: question.points,
      share: markOf(question, state),
      questions: 1,
      settled: isSettledIn(config, state, question),
    })),
    ...(config.quizzes ?? []).filter(isCounted).flatMap((quiz) => {
      const judged = judgedQuestions(quiz, askedQuestions(config, state, quiz));
      const points = judged.reduce((sum, question) => sum + question.points, 0);
      if (points <= 0) return [];
      return [{ page: quiz.page, unit: quiz.unit, points, share: quizState(state, quiz).best ?? 0, questions: judged.length, settled: isQuizSettled(config, state, quiz) }];
    }),
    ...(config.scenarios ?? []).filter((scenario) => scenario.graded).map((scenario) => {
      const best = state.ways.get(scenario.key)?.best ?? null;
      return { page: scenario.page, unit: scenario.unit, points: scenario.points, share: best ?? 0, questions: 1, settled: best !== null };
    }),
  ];
}

/**
 * Of a question by itself; a checklist takes as many observations as it needs.
 *
 * @param {Config} config
 * @param {State} state
 * @param {Question} question
 */
function isSettledIn(config, state, question) {
  const answered = state.answers.get(question.key);
  const checklist = config.checklists?.find((list) => list.question === question.id);
  if (checklist) return !!answered && (answered.right || answered.tries >= checklist.observations);
  return isSettled(question, answered);
}

/** @param {Part[]} parts */
function total(parts) {
  return parts.reduce((sum, part) => sum + part.questions, 0);
}

/** @param {Part[]} parts @returns {number | null} */
function weigh(parts) {
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  return points > 0 ? clamp(parts.reduce((sum, part) => sum + part.points * part.share, 0) / points) : null;
}

/**
 * The pre-test's mean over the objectives of the units it exempts from.
 *
 * @param {Config} config
 * @param {State} state
 * @param {Set<string>} exempt
 * @returns {number | null}
 */
function exemptScore(config, state, exempt) {
  const scores = preTestScores(config, state);
  const ids = new Set(config.units.filter(({ id }) => exempt.has(id)).flatMap(({ objectives }) => objectives));
  const known = [...ids].flatMap((id) => scores.get(id)?.score ?? []);
  return known.length ? clamp(known.reduce((sum, score) => sum + score, 0) / known.length) : null;
}

/**
 * The objectives about which all is known: their graded questions are settled, and the pages of the units that name them seen; or
 * a pre-test has shown them in every unit that names them.
 *
 * @param {Config} config
 * @param {State} state
 * @returns {ObjectiveOutcome[]}
 */
export function judgeObjectives(config, state) {
  const exempt = exemptUnits(config, state);
  const scores = preTestScores(config, state);
  const questions = [
    ...config.questions.filter((question) => question.graded && !question.quiz).map((question) => ({ question, settled: isSettledIn(config, state, question) })),
    ...(config.quizzes ?? []).filter(isCounted).flatMap((quiz) => {
      const settled = isQuizSettled(config, state, quiz) && !quizState(state, quiz).open;
      return judgedQuestions(quiz, askedQuestions(config, state, quiz)).map((question) => ({ question, settled }));
    }),
  ];
  return config.objectives.flatMap(({ id }) => {
    const units = config.units.filter((unit) => unit.objectives.includes(id)).map((unit) => unit.id);
    const asked = questions.filter(({ question }) => question.objectives.includes(id));
    const left = asked.filter(({ question }) => !exempt.has(question.unit));
    const pages = config.pages.filter((page) => units.includes(page.unit));
    const done =
      asked.length + pages.length > 0 && left.every(({ settled }) => settled) && pages.every((page) => state.seen.has(page.key) || exempt.has(page.unit));
    if (!done) return [];
    const tested = units.some((unit) => exempt.has(unit)) && !left.length ? (scores.get(id)?.score ?? null) : null;
    const score = tested ?? scoreOf(left.map(({ question }) => question), state);
    return [{ id, score, success: succeed(score, config.policy.mastery, true) }];
  });
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
 * @param {import('./types.js').Policy['require']} require
 * @param {boolean} completed
 * @param {number} seen
 * @param {number} pages
 * @param {number} settled
 * @param {number} graded
 */
function measure(require, completed, seen, pages, settled, graded) {
  if (require === 'pages') return pages ? seen / pages : 1;
  if (completed) return 1;
  if (require === 'attended') return 0;
  return pages + graded ? Math.min(0.99, (seen + settled) / (pages + graded)) : 0;
}
