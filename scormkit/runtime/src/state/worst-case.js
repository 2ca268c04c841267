/**
 * How long the state of a SCO can become, by the formula in docs/reference/state-format.md; the build computes the same number.
 *
 * @import { Config, Move, Question, Scenario } from '../types.js'
 */

import { kindOf } from '../questions/index.js';
import { unseal } from '../questions/seal.js';
import { needsSeed } from '../quiz.js';
import { LONGEST_WAY } from '../scenario.js';
import { ANSWERS_PER_FRAME, END, FRAME, KEY, LONGEST_ANSWER, MEDIA_PER_FRAME, PAGES_PER_FRAME, QUIZ, VERSION, WAYS_PER_FRAME } from './state.js';
import { wordedOptions } from './wording.js';

const OUTCOME = 5;
const ANSWER = 5; // flags 2, earned 1, of 1, length 1
const RECORD = 2;
const SECONDS = 3;
const SEED = 6;
const WAY = 5; // best 4, length 1
const WORDING = 2; // what it is, and salt

/**
 * Characters of the longest state, free text aside: that has a right to a quarter of the driver's limit.
 *
 * @param {Pick<Config, 'pages' | 'questions' | 'media' | 'policy' | 'quizzes' | 'scenarios' | 'checklists'>} config
 */
export function stateWorstCase(config) {
  const { pages, media, quizzes = [], scenarios = [] } = config;
  const answers = answerLengths(config);
  return (
    VERSION.length +
    (pages.length ? FRAME + KEY : 0) +
    FRAME + OUTCOME +
    framed(pages.length, PAGES_PER_FRAME) + KEY * pages.length +
    framed(answers.length, ANSWERS_PER_FRAME) + sum(answers) +
    (needsSeed(config) ? FRAME + KEY + SEED : 0) +
    framed(quizzes.length, ANSWERS_PER_FRAME) + QUIZ * quizzes.length +
    framed(scenarios.length, WAYS_PER_FRAME) + sum(scenarios.map((scenario) => KEY + WAY + longestWay(scenario))) +
    framed(media.length, MEDIA_PER_FRAME) + (KEY + SECONDS) * media.length +
    END.length
  );
}

/**
 * Of all that can be kept at one time: of a pool as many as are drawn, the longest; decisions of a scenario are its way.
 *
 * @param {Pick<Config, 'questions' | 'policy' | 'quizzes' | 'checklists'>} config
 */
function answerLengths({ questions, policy, quizzes = [], checklists = [] }) {
  const record = policy.record === 'last-try' ? RECORD : 0;
  /** @param {Question} question */
  const lengthOf = (question) => {
    const times = checklists.find((checklist) => checklist.question === question.id)?.observations ?? 1;
    return KEY + ANSWER + record + longestAnswer((kindOf(question)?.longest(question) ?? 0) * times, wordedOptions(question));
  };
  const pools = quizzes.flatMap(({ pools: own = [] }) => own);
  const pooled = new Set(pools.flatMap((pool) => pool.questions));
  return [
    ...questions.filter(({ id, scenario }) => !scenario && !pooled.has(id)).map(lengthOf),
    ...pools.flatMap((pool) => {
      const lengths = questions.filter(({ id }) => pool.questions.includes(id)).map(lengthOf);
      return lengths.sort((a, b) => b - a).slice(0, pool.count);
    }),
  ];
}

/**
 * With its wording where both have room.
 *
 * @param {number} answer
 * @param {number} options
 */
function longestAnswer(answer, options) {
  if (answer === 0 || options === 0) return Math.min(answer, LONGEST_ANSWER);
  const worded = answer + WORDING + options;
  return worded <= LONGEST_ANSWER ? worded : Math.min(answer, LONGEST_ANSWER);
}

/** Moves, at most; a way round in circles is as long as the state holds. @param {Scenario} scenario */
function longestWay(scenario) {
  const moves = /** @type {{ moves?: Record<string, Move[]> }} */ (unseal(scenario)).moves ?? {};
  /** @type {Map<string, number>} */
  let ways = new Map();
  for (let length = 0; length < LONGEST_WAY; length++) {
    ways = new Map(Object.entries(moves).map(([scene, on]) => [scene, Math.max(0, ...on.map((move) => 1 + (ways.get(move.scene) ?? 0)))]));
  }
  return ways.get(scenario.scenes[0]?.id ?? '') ?? 0;
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * @param {number} count
 * @param {number} size
 */
function framed(count, size) {
  return FRAME * Math.ceil(count / size);
}
