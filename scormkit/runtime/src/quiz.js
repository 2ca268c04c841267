/**
 * Quizzes: what is asked, what it was worth, what a pre-test exempts from. Pure.
 *
 * @import { Config, Question, Quiz, QuizState, State } from './types.js'
 */

import { draw, rank, shuffle } from './draw.js';

/** The learner's own seed among the draws. */
export const OWN_SEED = '***';

const NOISE = 1e-7; // a best score is kept with seven decimals
const NEVER_JUDGED = ['likert', 'long-fill-in'];

/** @type {QuizState} */
const UNTOUCHED = { tries: 0, open: false, since: 0, position: 0, extended: 0, best: null };

/** @param {State} state  @param {Quiz} quiz  @returns {QuizState} */
export function quizState(state, quiz) {
  return state.quizzes.get(quiz.key) ?? UNTOUCHED;
}

/** Whether the quiz counts towards the score. @param {Quiz} quiz */
export function isCounted({ purpose }) {
  return purpose === 'graded' || purpose === 'post-test';
}

/** Whether anything depends on the learner's seed. @param {Pick<Config, 'questions' | 'quizzes'>} config */
export function needsSeed({ questions, quizzes = [] }) {
  return questions.some((question) => question.shuffle) || quizzes.some((quiz) => quiz.shuffle || quiz.pools?.length);
}

/**
 * What is asked in the try that is open, or was in the last one, in order. What has an answer stays drawn, although the course may have
 * been changed since.
 *
 * @param {Config} config
 * @param {State} state
 * @param {Quiz} quiz
 * @returns {Question[]}
 */
export function askedQuestions({ questions }, state, quiz) {
  const { tries, open } = quizState(state, quiz);
  const round = quiz.retakeWrong ? 0 : open ? tries : Math.max(0, tries - 1);
  const seed = rank(state.draws.get(OWN_SEED) ?? 0, `${quiz.key}${round}`);
  const answered = new Set(questions.filter(({ key }) => state.answers.has(key)).map(({ id }) => id));
  const ids = new Set([...quiz.questions, ...(quiz.pools ?? []).flatMap((pool) => draw(pool, seed, answered))]);
  const asked = questions.filter(({ id }) => ids.has(id));
  return quiz.shuffle ? shuffle(asked, seed, ({ key }) => key) : asked;
}

/**
 * Forgets answers to questions that could be drawn but are not: two windows may have drawn each for itself, or a pool became smaller.
 *
 * @param {Config} config
 * @param {State} state
 */
export function forgetUndrawn(config, state) {
  for (const quiz of config.quizzes ?? []) {
    if (!quiz.pools?.length) continue;
    const asked = new Set(askedQuestions(config, state, quiz));
    const drawable = new Set(quiz.pools.flatMap(({ questions }) => questions));
    for (const question of config.questions) {
      if (!drawable.has(question.id) || asked.has(question)) continue;
      state.answers.delete(question.key);
      state.texts.delete(question.key);
    }
  }
}

/** Those with a right answer, which make the result; in a quiz that counts, those that count. @param {Quiz} quiz  @param {Question[]} asked */
export function judgedQuestions(quiz, asked) {
  return asked.filter((question) => (isCounted(quiz) ? question.graded : !NEVER_JUDGED.includes(question.kind)));
}

/**
 * Earned of all points.
 *
 * @param {Question[]} questions
 * @param {State} state
 * @returns {number | null}  0–1; null where there are no points
 */
export function scoreOf(questions, state) {
  const points = questions.reduce((sum, question) => sum + question.points, 0);
  return points > 0 ? clamp(questions.reduce((sum, question) => sum + question.points * markOf(question, state), 0) / points) : null;
}

/** @param {Question} question  @param {State} state */
export function markOf(question, state) {
  const answered = state.answers.get(question.key);
  return answered && answered.tries > 0 && answered.of > 0 ? clamp(answered.earned / answered.of) : 0;
}

/** @param {number} value */
export function clamp(value) {
  return Math.min(1, Math.max(0, value));
}

/** @param {Config} config  @param {Quiz} quiz */
export function passMark(config, quiz) {
  return quiz.passMark ?? config.policy.mastery;
}

/** Null where there is nothing to pass. @param {Config} config  @param {State} state  @param {Quiz} quiz */
export function hasPassed(config, state, quiz) {
  const mark = passMark(config, quiz);
  const { best } = quizState(state, quiz);
  return mark === null || best === null ? null : best >= mark - NOISE;
}

/** Whether another try may come. @param {State} state  @param {Quiz} quiz */
export function mayTryAgain(state, quiz) {
  const { tries, best } = quizState(state, quiz);
  return tries === 0 || ((best === null || best < 1 - NOISE) && (!quiz.tries || tries < quiz.tries));
}

/** Whether no better result can or need come, as of a question. @param {Config} config  @param {State} state  @param {Quiz} quiz */
export function isQuizSettled(config, state, quiz) {
  if (quizState(state, quiz).tries === 0) return false;
  return !quiz.tries || !mayTryAgain(state, quiz) || hasPassed(config, state, quiz) === true;
}

/**
 * @typedef {object} ByObjective
 * @property {string} id
 * @property {string} text
 * @property {number} score
 * @property {number | null} before   in the pre-test
 */

/**
 * A quiz's result, objective by objective.
 *
 * @param {Config} config
 * @param {State} state
 * @param {Quiz} quiz
 * @returns {ByObjective[]}
 */
export function scoresByObjective(config, state, quiz) {
  const judged = judgedQuestions(quiz, askedQuestions(config, state, quiz));
  const before = quiz.purpose === 'post-test' ? preTestScores(config, state) : new Map();
  return config.objectives.flatMap(({ id, text }) => {
    const score = scoreOf(judged.filter((question) => question.objectives.includes(id)), state);
    return score === null ? [] : [{ id, text, score, before: before.get(id)?.score ?? null }];
  });
}

/**
 * What pre-tests that were handed in say of each objective.
 *
 * @param {Config} config
 * @param {State} state
 * @returns {Map<string, { score: number, reached: boolean }>}
 */
export function preTestScores(config, state) {
  const scores = new Map();
  for (const quiz of config.quizzes ?? []) {
    const { tries, open } = quizState(state, quiz);
    if (quiz.purpose !== 'pre-test' || tries === 0 || open) continue;
    const mark = passMark(config, quiz) ?? 1;
    for (const { id, score } of scoresByObjective(config, state, quiz)) scores.set(id, { score, reached: score >= mark - NOISE });
  }
  return scores;
}

/**
 * The units all of whose objectives a pre-test has shown to be reached.
 *
 * @param {Config} config
 * @param {State} state
 * @returns {Set<string>}  ids
 */
export function exemptUnits(config, state) {
  const scores = preTestScores(config, state);
  const exempt = config.units.filter(({ objectives }) => objectives.length > 0 && objectives.every((id) => scores.get(id)?.reached));
  return new Set(exempt.map(({ id }) => id));
}
