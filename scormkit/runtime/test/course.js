/** A small course and ready answers to its questions. */

import { fnv1a } from '../src/state/alphabet.js';

/** What the build does, by the words of docs/reference/package-anatomy.md. */
export function seal(id, sealed) {
  let x = fnv1a(Buffer.from(id, 'utf8')) || 1;
  return Buffer.from(JSON.stringify(sealed), 'utf8')
    .map((byte) => {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      return byte ^ (x & 255);
    })
    .toString('base64');
}

export function page(n) {
  return { id: `page-${n}`, key: `P0${n}`, title: `Page ${n}`, unit: 'one', file: null };
}

export function question(n, more = {}, sealed = {}) {
  const id = `q_${n}`;
  return {
    id,
    key: `Q0${n}`,
    page: 'page-1',
    unit: 'one',
    kind: 'choice',
    graded: true,
    points: 1,
    tries: 1,
    multiple: false,
    partial: false,
    prompt: `Question ${n}?`,
    objectives: [],
    choices: ['a', 'b', 'c'].map((choice) => ({ id: choice, text: `Choice ${choice}` })),
    sealed: seal(id, { correct: ['a'], ...sealed }),
    ...more,
  };
}

export function course({ pages = 2, questions = [question(1)], policy = {}, ...more } = {}) {
  return {
    format: 1,
    course: { id: 'tiny', title: 'Tiny', language: 'en', version: '1.0' },
    sco: { id: 'course', title: 'Tiny' },
    pages: Array.from({ length: pages }, (_, i) => page(i + 1)),
    units: [{ id: 'one', title: 'One', objectives: [] }],
    objectives: [],
    questions,
    media: [],
    policy: { require: 'all', share: 1, mastery: 0.8, record: 'each-try', ...policy },
    strings: {},
    ...more,
  };
}

/** Answers a question of `course()` the way the player does. */
export function answer(launch, n, { right = true, seconds = 5, time = new Date(2026, 10, 23, 10, 11, 12) } = {}) {
  const found = launch.config.questions.find(({ id }) => id === `q_${n}`);
  return launch.answer(
    found,
    { earned: right ? 1 : 0, of: 1, right, hints: 0, answer: right ? 'B' : 'C' },
    { time, mark: right ? 1 : 0, seconds, response: [right ? 'a' : 'b'], correct: [['a']] },
  );
}
