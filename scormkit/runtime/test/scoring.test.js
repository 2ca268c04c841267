/** Scores: always from nothing to all, by weight, and never lower for doing more. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { afterHints } from '../src/mark.js';
import { judge, judgeObjectives } from '../src/outcome.js';
import { scoreOf } from '../src/quiz.js';
import { worthOf } from '../src/scenario.js';
import { emptyState } from '../src/state/state.js';
import { course, question } from './course.js';
import { createClock, createLms } from './lms.js';
import { createRandom } from './random.js';
import { openLaunch } from './world.js';

const answered = (earned, of, tries = 1) => ({ tries, hints: 0, right: earned === of, earned, of, sure: 0, record: null, answer: 'B' });
const key = (n) => `Q${String(n).padStart(2, '0')}`;

function randomCourse(random) {
  const inQuiz = (n) => n % 3 === 0;
  const questions = Array.from({ length: 1 + random.whole(12) }, (_, n) =>
    question(0, { id: `q_${n}`, key: key(n), points: random.pick([0.1, 0.5, 1, 2, 7.25]), tries: random.whole(4), graded: random.chance(0.8), objectives: [random.pick(['o_1', 'o_2'])], ...(inQuiz(n) ? { quiz: 'quiz' } : {}) }));
  const ids = questions.filter((_, n) => inQuiz(n)).map(({ id }) => id);
  const quizzes = [{ id: 'quiz', key: 'ZZ1', title: '', page: 'page-1', unit: 'one', purpose: random.pick(['graded', 'post-test', 'practice', 'pre-test']), tries: random.whole(3), questions: ids.slice(1), pools: [{ count: 1, questions: ids.slice(0, 1) }] }];
  const scenarios = [{ id: 'story', key: 'SS1', title: '', page: 'page-1', unit: 'one', graded: random.chance(0.5), points: 3, best: 4, scenes: [], sealed: '' }];
  return course({ questions, quizzes, scenarios, objectives: [{ id: 'o_1', text: '' }, { id: 'o_2', text: '' }], units: [{ id: 'one', title: 'One', objectives: random.chance(0.3) ? ['o_1'] : [] }], policy: { mastery: random.pick([null, 0, 0.5, 1]), require: random.pick(['all', 'pages', 'passed']) } });
}

function randomState(random, config) {
  const state = emptyState();
  for (const page of config.pages) if (random.chance(0.7)) state.seen.add(page.key);
  for (const one of config.questions) {
    const of = 1 + random.whole(63);
    if (random.chance(0.8)) state.answers.set(one.key, answered(random.chance(0.4) ? of : random.whole(of + 1), of, random.whole(4)));
  }
  if (random.chance(0.7)) state.quizzes.set('ZZ1', { tries: random.whole(3), open: random.chance(0.3), since: 0, position: 0, extended: 0, best: random.pick([null, 0, 0.5, 1]) });
  if (random.chance(0.5)) state.ways.set('SS1', { path: '', best: random.pick([null, 0, 0.75, 1]) });
  return state;
}

test('whatever was answered, score and progress are from 0 to 1, and what is completed has progress 1 where pages are not all', () => {
  const random = createRandom(71);
  for (let i = 0; i < 3000; i++) {
    const config = randomCourse(random);
    const state = randomState(random, config);
    const { score, progress, settled, graded, completed, success } = judge(config, state);
    assert.ok(score === null || (score >= 0 && score <= 1), String(score));
    assert.ok(progress >= 0 && progress <= 1 && settled <= graded, `${progress} ${settled} ${graded}`);
    if (completed && config.policy.require !== 'pages') assert.equal(progress, 1);
    if (config.policy.mastery === null) assert.equal(success, 'unknown');
    if (success !== 'unknown' && score !== null) assert.equal(success === 'passed', score >= config.policy.mastery - 1e-9);
    for (const one of judgeObjectives(config, state)) assert.ok(one.score === null || (one.score >= 0 && one.score <= 1));
  }
});

test('a better answer never lowers the score, of whatever weight it is', () => {
  const random = createRandom(73);
  for (let i = 0; i < 2000; i++) {
    const questions = Array.from({ length: 1 + random.whole(8) }, (_, n) => question(0, { id: `q_${n}`, key: key(n), points: random.pick([0.1, 1, 5]) }));
    const state = emptyState();
    for (const one of questions) if (random.chance(0.7)) state.answers.set(one.key, answered(random.whole(6), 5 + random.whole(9)));
    const before = scoreOf(questions, state);
    const one = random.pick(questions);
    state.answers.set(one.key, answered(1, 1));
    const after = scoreOf(questions, state);
    assert.ok(after >= before && after <= 1 && before >= 0);
  }
});

test('the score is what was earned of all points, each question by its weight', () => {
  const questions = [1, 2, 3].map((n) => question(n, { points: [1, 2, 5][n - 1] }));
  const state = emptyState();
  const rows = [[[], 0], [[[1, 1]], 1 / 8], [[[1, 1], [1, 2]], 2 / 8], [[[0, 1], [1, 1], [3, 5]], 5 / 8], [[[1, 1], [1, 1], [1, 1]], 1]];
  assert.deepEqual(rows.map(([marks]) => {
    state.answers.clear();
    marks.forEach(([earned, of], n) => state.answers.set(`Q0${n + 1}`, answered(earned, of)));
    return scoreOf(questions, state);
  }), rows.map(([, score]) => score));
  assert.equal(scoreOf([], state), null);
});

test('hints take their share of what an answer is worth, never more than all', () => {
  const rows = [
    [[{ earned: 1, of: 1 }, 0, 0.25], 1],
    [[{ earned: 1, of: 1 }, 1, 0.25], 0.75],
    [[{ earned: 1, of: 2 }, 2, 0.25], 0.25],
    [[{ earned: 1, of: 1 }, 3, 1 / 3], 0],
    [[{ earned: 1, of: 1 }, 7, 0.5], 0],
    [[{ earned: 0, of: 4 }, 2, 0.5], 0],
  ];
  assert.deepEqual(rows.map(([args]) => { const { earned, of } = afterHints(...args); return earned / of; }), rows.map(([, share]) => share));
});

test('a way that loses points is worth nothing, not less', () => {
  assert.deepEqual([-5, 0, 1, 4, 9].map((points) => worthOf({ best: 4 }, points)), [0, 0, 0.25, 1, 1]);
});

/** Tries of a quiz of two questions of 1 and 3 points: the score after each. */
function tries(marks, more = {}) {
  const questions = [1, 2].map((n) => question(n, { quiz: 'quiz', tries: 0, points: n === 1 ? 1 : 3 }));
  const quiz = { id: 'quiz', key: 'ZZ1', title: '', page: 'page-1', unit: 'one', purpose: 'graded', tries: 0, questions: ['q_1', 'q_2'], ...more };
  const { launch } = openLaunch('source', 'scorm2004', course({ pages: 0, questions, quizzes: [quiz] }), { api: createLms('scorm2004').api, clock: createClock() });
  return marks.map((row) => {
    launch.startQuiz(quiz);
    const left = questions.filter(({ key: name }) => !launch.state.answers.get(name)?.tries).map(({ id }) => id);
    row.forEach((right, n) => {
      if (right === null || !left.includes(`q_${n + 1}`)) return;
      launch.answer(questions[n], { hints: 0, right, earned: Number(right), of: 1, answer: 'B' }, { time: new Date(0), seconds: 1, response: ['a'], correct: [['a']], mark: Number(right) });
    });
    launch.handIn(quiz);
    const { settled, score } = launch.outcome();
    return [left.length, launch.state.quizzes.get('ZZ1').best, settled, score];
  });
}

test('the best try of a quiz counts; only what was wrong is asked again where the author says so', () => {
  assert.deepEqual(tries([[true, false], [false, false], [false, true]]), [[2, 0.25, 2, 0.25], [2, 0.25, 2, 0.25], [2, 0.75, 2, 0.75]]);
  assert.deepEqual(tries([[true, false], [null, true]], { retakeWrong: true }), [[2, 0.25, 2, 0.25], [1, 1, 2, 1]]);
  assert.deepEqual(tries([[false, true], [true, null]], { retakeWrong: true, tries: 2 }), [[2, 0.75, 0, null], [1, 1, 2, 1]]);
  assert.deepEqual(tries([[null, null]]), [[2, 0, 2, 0]]);
});
