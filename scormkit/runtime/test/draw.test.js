/** Draws: stratified, repeatable, stable; what a quiz asks, by its state. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { allot, draw, rank, shuffle } from '../src/draw.js';
import { askedQuestions } from '../src/quiz.js';
import { emptyState } from '../src/state/state.js';
import { course, question } from './course.js';
import { createRandom } from './random.js';

function randomPool(random) {
  const strata = Array.from({ length: random.whole(6) }, (_, s) => ({ name: `s${s}`, questions: Array.from({ length: 1 + random.whole(9) }, (_, n) => `q_${s}_${n}`) }));
  const questions = strata.length ? strata.flatMap((one) => one.questions) : Array.from({ length: 1 + random.whole(30) }, (_, n) => `q_${n}`);
  return { count: 1 + random.whole(questions.length), questions, strata };
}

test('a draw has its number, nothing twice, and can be repeated', () => {
  const random = createRandom(31);
  for (let i = 0; i < 500; i++) {
    const pool = randomPool(random);
    const seed = random.whole(2 ** 32);
    const drawn = draw(pool, seed);
    assert.equal(drawn.length, pool.count);
    assert.equal(new Set(drawn).size, drawn.length);
    assert.ok(drawn.every((id) => pool.questions.includes(id)));
    assert.deepEqual(draw(structuredClone(pool), seed), drawn);
  }
});

test('each stratum has its share, rounded, and one at least while there are enough', () => {
  const random = createRandom(37);
  for (let i = 0; i < 1000; i++) {
    const sizes = Array.from({ length: 1 + random.whole(7) }, () => 1 + random.whole(12));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const count = random.whole(total + 3);
    const seats = allot(sizes, count, sizes.map(() => random.whole(1000)));
    const wanted = Math.min(count, total);
    assert.equal(seats.reduce((sum, seat) => sum + seat, 0), wanted);
    seats.forEach((seat, n) => {
      assert.ok(seat >= 0 && seat <= sizes[n]);
      if (wanted >= sizes.length) assert.ok(seat >= 1);
      // Who has more than the share rounded up has the one seat that everybody gets.
      assert.ok(seat <= Math.max(1, Math.ceil((wanted * sizes[n]) / total)), `${sizes} ${count} ${seats}`);
    });
  }
  assert.deepEqual([allot([10, 10], 5, [2, 1]), allot([10, 10], 5, [1, 2]), allot([8, 1, 1], 3, [0, 0, 0]), allot([6, 3, 1], 10, [0, 0, 0]), allot([5, 5, 5], 2, [3, 1, 2]), allot([], 3, [])], [[2, 3], [3, 2], [1, 1, 1], [6, 3, 1], [0, 1, 1], []]);
});

test('a question added to a bank takes at most one place', () => {
  const random = createRandom(41);
  for (let i = 0; i < 300; i++) {
    const questions = Array.from({ length: 5 + random.whole(30) }, (_, n) => `q_${n}`);
    const seed = random.whole(2 ** 32);
    const count = 1 + random.whole(questions.length);
    const before = draw({ count, questions }, seed);
    const after = draw({ count, questions: [...questions, 'q_new'] }, seed);
    assert.ok(after.filter((id) => !before.includes(id)).every((id) => id === 'q_new'));
  }
});

test('all have the same chance', () => {
  const questions = Array.from({ length: 10 }, (_, n) => `q_${n}`);
  const times = new Map(questions.map((id) => [id, 0]));
  for (let seed = 0; seed < 4000; seed++) for (const id of draw({ count: 3, questions }, seed)) times.set(id, times.get(id) + 1);
  for (const n of times.values()) assert.ok(Math.abs(n - 1200) < 120, String(n));
  assert.notEqual(rank(1, 'a'), rank(2, 'a'));
  assert.deepEqual(shuffle(['a', 'b', 'c'], 7, (id) => id).sort(), ['a', 'b', 'c']);
});

/** A quiz over six questions: the first always, two of the rest. */
export function quizOf(more = {}) {
  return { id: 'quiz', key: 'ZZ1', title: 'Quiz', page: 'page-1', unit: 'one', purpose: 'graded', passMark: null, tries: 0, wait: 0, timeLimit: 0, questions: ['q_1'], pools: [{ count: 2, questions: ['q_2', 'q_3', 'q_4', 'q_5', 'q_6'], strata: [] }], ...more };
}

test('a try asks the same whenever it is looked at, another draws anew unless only what was wrong is asked', () => {
  const questions = Array.from({ length: 6 }, (_, n) => question(n + 1, { quiz: 'quiz' }));
  const random = createRandom(43);
  let other = 0;
  for (let i = 0; i < 50; i++) {
    const state = emptyState();
    state.draws.set('***', random.whole(2 ** 32));
    const ids = (quiz, tries, open) => {
      state.quizzes.set(quiz.key, { tries, open, since: 0, position: 0, extended: 0, best: null });
      return askedQuestions(course({ questions }), state, quiz).map(({ id }) => id);
    };
    const [anew, again, mixed] = [quizOf(), quizOf({ retakeWrong: true }), quizOf({ shuffle: true })];
    assert.deepEqual(ids(anew, 0, true), ids(anew, 1, false), 'the result shows what was asked');
    assert.deepEqual(ids(again, 0, true), ids(again, 1, true));
    assert.deepEqual(ids(anew, 0, true), [...ids(anew, 0, true)].sort(), 'in the order of the course');
    assert.deepEqual(ids(mixed, 0, true).sort(), ids(anew, 0, true));
    assert.equal(ids(anew, 0, true)[0], 'q_1');
    if (ids(anew, 0, true).join() !== ids(anew, 1, true).join()) other++;
  }
  assert.ok(other > 30);
});
