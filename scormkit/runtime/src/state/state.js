/**
 * The state: what is remembered between launches, as a short ASCII text. docs/reference/state-format.md describes it.
 *
 * @import { Answered, Config, QuizState, State, Success, Sure, WayState } from '../types.js'
 */

import { OWN_SEED } from '../quiz.js';
import { LONGEST_WAY } from '../scenario.js';
import { checksum, packNumber, packText, unpackNumber, unpackText } from './alphabet.js';
import { followWording, parted, wordingOf } from './wording.js';

export const VERSION = '1';
export const END = '.';
export const KEY = 3;
export const FRAME = 8; // tag, three digits of length, four of checksum
export const PAGES_PER_FRAME = 32;
export const ANSWERS_PER_FRAME = 16;
export const MEDIA_PER_FRAME = 32;
export const WAYS_PER_FRAME = 4;
export const QUIZ = KEY + 15;
export const LONGEST_ANSWER = 63;
const PLAIN = /^[ -~]*$/;

const SCORE_UNIT = 1e7; // seven decimals are all that SCORM 2004 allows
const NO_SCORE = 64 ** 4 - 1;
const SUCCESS = /** @type {Success[]} */ (['unknown', 'passed', 'failed']);

/** @returns {State} */
export function emptyState() {
  return {
    page: '',
    reported: { completed: false, success: 'unknown', score: null },
    seen: new Set(),
    answers: new Map(),
    media: new Map(),
    draws: new Map(),
    quizzes: new Map(),
    ways: new Map(),
    texts: new Map(),
  };
}

/**
 * The state in at most `limit` characters. What is over goes in this order: the wording of options, free text over a quarter of the
 * limit, media positions, the rest of free text, what was answered (not whether it was right), ungraded questions, graded questions,
 * pages seen; in each the oldest first. Bookmark, outcome, draws, quizzes and ways always stay.
 *
 * @param {State} state
 * @param {number} limit
 * @param {Pick<Config, 'questions'>} config
 */
export function encodeState(state, limit, { questions }) {
  const graded = new Set(questions.filter((question) => question.graded).map(({ key }) => key));
  const wordings = new Map(questions.map((question) => [question.key, wordingOf(question)]));
  const kept = { ...state, wordings, media: new Map(state.media), texts: new Map(state.texts), answers: new Map(state.answers), seen: new Set(state.seen) };
  for (;;) {
    const text = writeState(kept);
    if (text.length <= limit || !trim(kept, text.length - limit, graded, Math.floor(limit / 4))) return text;
  }
}

/** @typedef {'none' | 'part' | 'all'} Loss   of what was stored */

/** Whether a stored text is a state of this version, whole or not. @param {string} text */
export function isState(text) {
  return text.startsWith(VERSION);
}

/**
 * What is certain in a stored text, for pages, questions, options and media that still exist. Never throws.
 *
 * @param {string} text
 * @param {Config} config
 * @returns {{ state: State, loss: Loss }}
 */
export function decodeState(text, config) {
  const state = emptyState();
  if (text === '') return { state, loss: 'none' };
  if (!isState(text)) return { state, loss: 'all' };
  let damaged = false;
  let read = 0;
  let at = 1;
  while (at + FRAME <= text.length) {
    const length = unpackNumber(text.slice(at + 1, at + 4));
    if (!(at + FRAME + length <= text.length)) break;
    const content = text.slice(at + FRAME, at + FRAME + length);
    const intact = PLAIN.test(content) && checksum(text.slice(at, at + 4) + content) === text.slice(at + 4, at + FRAME);
    if (intact) {
      READERS[text.charAt(at)]?.(content, state);
      read++;
    } else damaged = true;
    at += FRAME + length;
  }
  dropUnknown(state, config);
  followCourse(state, config);
  const whole = !damaged && text.slice(at) === END;
  return { state, loss: whole ? 'none' : read ? 'part' : 'all' };
}

/**
 * Both states in one, for two windows that hold the same SCO.
 *
 * @param {State} mine    wins where the two cannot be weighed
 * @param {State} theirs
 */
export function mergeState(mine, theirs) {
  for (const key of theirs.seen) mine.seen.add(key);
  for (const [key, answered] of theirs.answers) {
    const own = mine.answers.get(key);
    if (own && answered.tries <= own.tries) continue;
    mine.answers.set(key, answered);
    const text = theirs.texts.get(key);
    if (text !== undefined) mine.texts.set(key, text);
  }
  for (const [key, quiz] of theirs.quizzes) {
    const own = mine.quizzes.get(key);
    if (!own || quiz.tries > own.tries || (quiz.tries === own.tries && quiz.open && !own.open)) mine.quizzes.set(key, quiz);
  }
  for (const [key, way] of theirs.ways) {
    const own = mine.ways.get(key);
    mine.ways.set(key, own ? { ...own, best: highest(own.best, way.best) } : way);
  }
  for (const [key, seed] of theirs.draws) if (!mine.draws.has(key)) mine.draws.set(key, seed);
  for (const [key, text] of theirs.texts) if (!mine.texts.has(key)) mine.texts.set(key, text);
  for (const [key, seconds] of theirs.media) if (!mine.media.has(key)) mine.media.set(key, seconds);
}

/** @param {number | null} one  @param {number | null} other */
function highest(one, other) {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** @typedef {State & { wordings: Map<string, string> }} Kept */

/** @param {Kept} state */
function writeState(state) {
  const { answers, wordings } = state;
  const indexed = [...answers].some(([, answered]) => answered.record !== null);
  return [
    VERSION,
    state.page && frame('b', state.page),
    frame('o', writeReported(state)),
    frames('p', [...state.seen], PAGES_PER_FRAME),
    frames(indexed ? 'r' : 'q', [...answers].map(([key, answered]) => key + writeAnswered(answered, wordings.get(key) ?? '', indexed)), ANSWERS_PER_FRAME),
    frames('d', [...state.draws].map(([key, seed]) => key + packNumber(seed, 6)), ANSWERS_PER_FRAME),
    frames('z', [...state.quizzes].map(([key, quiz]) => key + writeQuiz(quiz)), ANSWERS_PER_FRAME),
    frames('w', [...state.ways].map(([key, way]) => key + writeWay(way)), WAYS_PER_FRAME),
    frames('m', [...state.media].map(([key, seconds]) => key + packNumber(seconds, 3)), MEDIA_PER_FRAME),
    frames('t', [...state.texts].map(([key, text]) => key + packText(text)), 1),
    END,
  ].join('');
}

/**
 * @param {string} tag
 * @param {string} content
 */
function frame(tag, content) {
  const head = tag + packNumber(content.length, 3);
  return head + checksum(head + content) + content;
}

/**
 * Several small frames instead of a long one: a cut costs the last one only.
 *
 * @param {string} tag
 * @param {string[]} records
 * @param {number} size
 */
function frames(tag, records, size) {
  let text = '';
  for (let i = 0; i < records.length; i += size) text += frame(tag, records.slice(i, i + size).join(''));
  return text;
}

/** @param {State} state */
function writeReported({ reported }) {
  const flags = (reported.completed ? 1 : 0) + 2 * SUCCESS.indexOf(reported.success);
  return packNumber(flags, 1) + packScore(reported.score);
}

/** @param {number | null} score */
function packScore(score) {
  return packNumber(score === null ? NO_SCORE : score * SCORE_UNIT, 4);
}

/** @param {string} text @returns {number | null} */
function unpackScore(text) {
  const score = unpackNumber(text);
  return score === NO_SCORE ? null : score / SCORE_UNIT;
}

/** @param {QuizState} quiz */
function writeQuiz({ tries, open, since, position, extended, best }) {
  return (
    packNumber(tries, 2) + packNumber(extended * 2 + (open ? 1 : 0), 1) + packNumber(since, 6) + packNumber(position, 2) + packScore(best)
  );
}

/** @param {WayState} way */
function writeWay({ path, best }) {
  const kept = path.slice(0, LONGEST_WAY);
  return packScore(best) + packNumber(kept.length, 1) + kept;
}

/**
 * @param {Answered} answered
 * @param {string} wording
 * @param {boolean} indexed
 */
function writeAnswered(answered, wording, indexed) {
  const flags = (Math.min(answered.tries, 63) << 6) | (Math.min(answered.hints, 7) << 3) | (answered.right ? 4 : 0) | answered.sure;
  const answer = answered.answer && answerWith(answered.answer, wording).slice(0, LONGEST_ANSWER);
  return (
    packNumber(flags, 2) +
    packNumber(answered.earned, 1) +
    packNumber(answered.of, 1) +
    (indexed ? packNumber(answered.record ?? 4095, 2) : '') +
    packNumber(answer.length, 1) +
    answer
  );
}

/** An answer with its wording, where both have room. @param {string} answer  @param {string} wording */
function answerWith(answer, wording) {
  return answer.length + wording.length <= LONGEST_ANSWER ? answer + wording : answer;
}

/** @type {Record<string, ((content: string, state: State) => void) | undefined>} */
const READERS = {
  b: (content, state) => {
    state.page = content;
  },
  o: (content, { reported }) => {
    const flags = unpackNumber(content.charAt(0));
    reported.completed = (flags & 1) === 1;
    reported.success = SUCCESS[(flags >> 1) & 3] ?? 'unknown';
    reported.score = unpackScore(content.slice(1, 5));
  },
  p: (content, state) => {
    for (let i = 0; i < content.length; i += KEY) state.seen.add(content.slice(i, i + KEY));
  },
  q: (content, state) => readAnswers(content, state.answers, false),
  r: (content, state) => readAnswers(content, state.answers, true),
  d: (content, state) => readNumbers(content, state.draws, 6),
  z: (content, { quizzes }) => {
    for (let i = 0; i < content.length; i += QUIZ) quizzes.set(content.slice(i, i + KEY), readQuiz(content.slice(i + KEY, i + QUIZ)));
  },
  w: (content, { ways }) => {
    for (let at = 0; at < content.length; ) {
      const from = at + KEY + 5;
      const to = from + unpackNumber(content.charAt(from - 1));
      ways.set(content.slice(at, at + KEY), { best: unpackScore(content.slice(at + KEY, from - 1)), path: content.slice(from, to) });
      at = to;
    }
  },
  m: (content, state) => readNumbers(content, state.media, 3),
  t: (content, state) => {
    state.texts.set(content.slice(0, KEY), unpackText(content.slice(KEY)));
  },
};

/** @param {string} text @returns {QuizState} */
function readQuiz(text) {
  const flags = unpackNumber(text.charAt(2));
  return {
    tries: unpackNumber(text.slice(0, 2)),
    open: (flags & 1) === 1,
    since: unpackNumber(text.slice(3, 9)),
    position: unpackNumber(text.slice(9, 11)),
    extended: flags >> 1,
    best: unpackScore(text.slice(11, 15)),
  };
}

/**
 * @param {string} content
 * @param {Map<string, number>} numbers
 * @param {number} width
 */
function readNumbers(content, numbers, width) {
  for (let i = 0; i < content.length; i += KEY + width) {
    numbers.set(content.slice(i, i + KEY), unpackNumber(content.slice(i + KEY, i + KEY + width)));
  }
}

/**
 * @param {string} content
 * @param {Map<string, Answered>} answers
 * @param {boolean} indexed
 */
function readAnswers(content, answers, indexed) {
  const head = KEY + (indexed ? 7 : 5);
  for (let at = 0; at < content.length; ) {
    const digits = (/** @type {number} */ from, /** @type {number} */ to) => unpackNumber(content.slice(at + KEY + from, at + KEY + to));
    const flags = digits(0, 2);
    const record = indexed ? digits(4, 6) : 4095;
    const length = unpackNumber(content.charAt(at + head - 1));
    const of = digits(3, 4) || 1;
    answers.set(content.slice(at, at + KEY), {
      tries: flags >> 6,
      hints: (flags >> 3) & 7,
      right: (flags & 4) !== 0,
      sure: /** @type {Sure} */ ((flags & 3) % 3),
      earned: Math.min(digits(2, 3) || 0, of),
      of,
      record: record === 4095 ? null : record,
      answer: content.slice(at + head, at + head + length),
    });
    at += head + length;
  }
}

/**
 * @param {State} state
 * @param {Config} config
 */
function dropUnknown(state, config) {
  const pages = new Set(config.pages.map((page) => page.key));
  const questions = new Set(config.questions.map((question) => question.key));
  const quizzes = new Set((config.quizzes ?? []).map((quiz) => quiz.key));
  const ways = new Set((config.scenarios ?? []).map((scenario) => scenario.key));
  const media = new Set((config.media ?? []).map((medium) => medium.key));
  if (!pages.has(state.page)) state.page = '';
  for (const key of state.seen) if (!pages.has(key)) state.seen.delete(key);
  for (const key of state.answers.keys()) if (!questions.has(key)) state.answers.delete(key);
  for (const key of state.texts.keys()) if (!questions.has(key)) state.texts.delete(key);
  for (const key of state.draws.keys()) if (key !== OWN_SEED) state.draws.delete(key);
  for (const key of state.quizzes.keys()) if (!quizzes.has(key)) state.quizzes.delete(key);
  for (const key of state.ways.keys()) if (!ways.has(key)) state.ways.delete(key);
  for (const key of state.media.keys()) if (!media.has(key)) state.media.delete(key);
}

/**
 * Answers in the words of the course as it is now.
 *
 * @param {State} state
 * @param {Config} config
 */
function followCourse({ answers }, { questions }) {
  for (const question of questions) {
    const answered = answers.get(question.key);
    if (!answered?.answer) continue;
    const [answer, wording] = parted(answered.answer);
    // With a wording it was a question of another kind.
    answers.set(question.key, { ...answered, answer: wording && !wordingOf(question) ? '' : followWording(question, answer, wording) });
  }
}

/**
 * Forgets the oldest detail until about `excess` characters are free; false when nothing is left to forget.
 *
 * @param {Kept} state
 * @param {number} excess
 * @param {Set<string>} graded
 * @param {number} budget  that free text has a right to
 */
function trim(state, excess, graded, budget) {
  let freed = 0;
  for (const step of forgettable(state, graded, budget)) {
    freed += step();
    if (freed >= excess) return true;
  }
  return freed > 0;
}

/**
 * @param {Kept} state
 * @param {Set<string>} graded
 * @param {number} budget
 * @returns {Generator<() => number>}  steps that forget one thing and say how many characters that frees at least
 */
function* forgettable(state, graded, budget) {
  for (const [key, { answer }] of [...state.answers]) {
    const wording = state.wordings.get(key) ?? '';
    const length = answer && answerWith(answer, wording).length - answer.length;
    if (length) yield () => (state.wordings.delete(key), length);
  }
  const lengthOf = (/** @type {string} */ text) => FRAME + KEY + packText(text).length;
  let texts = [...state.texts.values()].reduce((sum, text) => sum + lengthOf(text), 0);
  for (const [key, text] of [...state.texts]) {
    if (texts <= budget) break;
    texts -= lengthOf(text);
    yield () => (state.texts.delete(key), lengthOf(text));
  }
  for (const key of [...state.media.keys()]) yield () => (state.media.delete(key), KEY + 3);
  for (const [key, text] of [...state.texts]) yield () => (state.texts.delete(key), lengthOf(text));
  for (const [key, answered] of [...state.answers]) {
    if (answered.answer) yield () => (state.answers.set(key, { ...answered, answer: '' }), answered.answer.length);
  }
  for (const key of [...state.answers.keys()]) if (!graded.has(key)) yield () => (state.answers.delete(key), KEY + 5);
  for (const key of [...state.answers.keys()]) yield () => (state.answers.delete(key), KEY + 5);
  for (const key of [...state.seen]) yield () => (state.seen.delete(key), KEY);
}
