/** Long units, played at random against an LMS: what is remembered comes back exactly, and never takes more room than was computed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { writeObservations } from '../src/checklist.js';
import { kindOf } from '../src/questions/index.js';
import { unseal } from '../src/questions/seal.js';
import { askedQuestions, quizState } from '../src/quiz.js';
import { digitOf, follow } from '../src/scenario.js';
import { packBits, packNumber, packText } from '../src/state/alphabet.js';
import { FRAME, KEY, encodeState } from '../src/state/state.js';
import { stateWorstCase } from '../src/state/worst-case.js';
import { course, page, question, seal } from './course.js';
import { createClock, createLms } from './lms.js';
import { createRandom } from './random.js';
import { openLaunch } from './world.js';

const SCORM12 = 4096;
const LETTERS = [...'abcdefgh'];
const key = (letter, n) => letter + packNumber(n, 2);
const options = (n, count, word) => LETTERS.slice(0, count).map((id, i) => ({ id, text: `${word} ${i} of question ${n}` }));
const pairs = LETTERS.slice(0, 5).map((id) => [id, id]);

/** The nine closed kinds, one of them in both of its forms: configuration, secret, and a random answer in the kind's own form. */
const KINDS = [
  (n) => [{ kind: 'true-false', choices: [{ id: 'true', text: 'True' }, { id: 'false', text: 'False' }] }, { correct: ['true'] }, (random) => random.pick('BC')],
  (n) => [{ choices: options(n, 6, 'Choice') }, { correct: ['b'] }, (random) => packNumber(1 << random.whole(6), 1)],
  (n) => [{ choices: options(n, 8, 'Choice'), multiple: true, partial: true }, { correct: ['a', 'd'] }, (random) => bits(random, 8)],
  (n) => [{ kind: 'fill-in', partial: true, blanks: [{ id: 'b1' }, { id: 'b2' }] }, { blanks: { b1: { accept: ['larynx'] }, b2: { accept: ['pharynx'] } } }, (random) => `${random.pick(['larynx', 'trachée', 'bronchi'])}\n${random.pick(['pharynx', 'nose', ''])}`],
  (n) => [{ kind: 'matching', partial: true, choices: options(n, 5, 'Source'), targets: options(n, 6, 'Target') }, { pairs }, (random) => digits(random, 5, 1, 6)],
  (n) => [{ kind: 'sequencing', partial: true, choices: options(n, 6, 'Step') }, { correct: [...'fedcba'] }, (random) => random.pick(['FEDCBA', 'ABCDEF', 'BADCFE'])],
  (n) => [{ kind: 'numeric', choices: [] }, { ranges: [[1, 2]] }, (random) => random.pick(['1.5', '-0.00000123456789012', '987654321098765', '0'])],
  (n) => [{ kind: 'likert', graded: false, choices: options(n, 5, 'Degree') }, {}, (random) => packNumber(1 << random.whole(5), 1)],
  (n) => [{ kind: 'performance', multiple: true, partial: true, choices: options(n, 8, 'Step') }, { correct: ['a', 'b'] }, (random) => bits(random, 8)],
  (n) => [{ kind: 'other', form: 'hotspot', choices: options(n, 6, 'Spot') }, { correct: ['c'] }, (random) => packNumber(1 << random.whole(6), 1)],
  (n) => [{ kind: 'other', form: 'label', partial: true, choices: options(n, 5, 'Pin'), targets: options(n, 6, 'Name') }, { pairs }, (random) => digits(random, 5, 1, 6)],
];

const bits = (random, count) => packBits(Array.from({ length: count }, (_, i) => i === 0 || random.chance(0.5)));
const digits = (random, count, from, to) => Array.from({ length: count }, () => packNumber(from + random.whole(to - from + 1), 1)).join('');

/** @type {Map<string, (random: any) => string>} how each question is answered */
const givers = new Map();

function asked(n, more = {}) {
  const [shape, secret, give] = KINDS[n % KINDS.length](n);
  const id = `q_${n}`;
  givers.set(id, give);
  return question(0, { id, key: key('q', n), tries: 3, confidence: true, hintCost: 0.25, choices: [], ...shape, ...more, sealed: seal(id, { correct: [], ...secret }) });
}

function unit({ pages, questions, ...more }) {
  const config = course({ questions, policy: { require: 'all', record: more.record ?? 'each-try' }, ...more });
  config.pages = Array.from({ length: pages }, (_, n) => ({ ...page(n + 1), key: key('p', n) }));
  return config;
}

/** A learner's hands: everything is done as the player does it. */
function open(config, driver, values = {}, clock = createClock()) {
  const lms = createLms(driver, { values });
  const { launch, send } = openLaunch('source', driver, config, { api: lms.api, clock });
  const given = (one, random) => {
    const answer = givers.get(one.id)(random);
    return one.kind === 'fill-in' ? { answer: '', text: answer } : { answer, text: '' };
  };
  return {
    lms, launch, clock, given,
    answer(one, random) {
      const value = given(one, random);
      const secret = unseal(one);
      const mark = kindOf(one).mark(one, secret, value);
      launch.answer(
        one,
        { ...(mark ?? { earned: 0, of: 1 }), right: !!mark && mark.earned === mark.of, hints: random.whole(3), sure: 1 + random.whole(2), ...value },
        { ...kindOf(one).record(one, secret, value), time: new Date(clock.now()), mark: mark && mark.earned / mark.of, seconds: random.whole(100) },
      );
    },
    leave() {
      send('pagehide');
      return lms.saved();
    },
  };
}

const STORE = 'cmi.suspend_data';

test('a hundred closed questions of all nine kinds and sixty pages resume exactly within 4096 characters', () => {
  const config = unit({ pages: 60, questions: Array.from({ length: 100 }, (_, n) => asked(n)) });
  for (const seed of [1, 2, 3]) {
    const random = createRandom(seed);
    const first = open(config, 'scorm12');
    for (const { key: shown } of config.pages) first.launch.showPage(shown);
    for (const tries of [1, 2]) for (const one of config.questions) if (tries === 1 || random.chance(0.95)) first.answer(one, random);
    const saved = first.leave();
    assert.ok(saved[STORE].length <= SCORM12, String(saved[STORE].length));
    assert.ok(saved[STORE].length <= stateWorstCase(config) + SCORM12 / 4);

    const second = open(config, 'scorm12', saved);
    assert.equal(second.launch.notice(), null);
    assert.deepEqual(second.launch.state, first.launch.state);
    assert.deepEqual([second.launch.state.answers.size, second.launch.state.seen.size, second.launch.outcome()], [100, 60, first.launch.outcome()]);
    second.launch.showPage(config.pages[0].key);
    second.launch.showPage(config.pages[59].key);
    assert.equal(second.leave()[STORE], saved[STORE], 'and the next time, and the next');
  }
});

/** Scores are remembered with seven decimals. */
function rounded(state) {
  const seven = (score) => (score === null ? null : Math.round(score * 1e7) / 1e7);
  const best = (map) => new Map([...map].map(([name, one]) => [name, { ...one, best: seven(one.best) }]));
  return { ...state, reported: { ...state.reported, score: seven(state.reported.score) }, quizzes: best(state.quizzes), ways: best(state.ways) };
}

/** Questions, a quiz with pools, a checklist and a scenario in circles, of random size. */
function randomUnit(random) {
  const questions = Array.from({ length: 5 + random.whole(40) }, (_, n) => asked(n));
  const split = random.whole(questions.length);
  const inQuiz = questions.slice(split).map((one) => ({ ...one, quiz: 'quiz', shuffle: random.chance(0.2) }));
  const pool = inQuiz.slice(random.whole(inQuiz.length + 1));
  const fixed = inQuiz.filter((one) => !pool.includes(one));
  const list = question(0, { id: 'list_steps', key: 'CCC', kind: 'performance', multiple: true, tries: 0, choices: options(0, 8, 'Do'), sealed: seal('list_steps', { correct: ['a'] }) });
  const scene = (id) => question(0, { id: `s_${id}`, key: `S${id[0]}x`, scenario: 'story', graded: false, choices: options(0, 3, id), sealed: seal(`s_${id}`, { correct: [] }) });
  const moves = { first: [['a', 'second'], ['b', 'end'], ['c', 'first']], second: [['a', 'first'], ['b', 'second'], ['c', 'end']] };
  const sealed = seal('story', { moves: Object.fromEntries(Object.entries(moves).map(([name, on]) => [name, on.map(([choice, to]) => ({ choice, scene: to, points: 0 }))])) });
  return unit({
    pages: random.whole(50),
    record: random.pick(['each-try', 'last-try']),
    questions: [...questions.slice(0, split), ...inQuiz, list, scene('first'), scene('second')],
    media: Array.from({ length: random.whole(5) }, (_, n) => ({ key: key('m', n) })),
    quizzes: [{ id: 'quiz', key: 'ZZ1', title: 'Quiz', page: 'page-1', unit: 'one', purpose: 'graded', tries: 0, retakeWrong: random.chance(0.5), feedbackAtEnd: random.chance(0.5), questions: fixed.map(({ id }) => id), pools: pool.length ? [{ count: 1 + random.whole(pool.length), questions: pool.map(({ id }) => id) }] : [] }],
    checklists: [{ id: 'list', key: 'LL1', question: 'list_steps', observations: 2, others: 1 }],
    scenarios: [{ id: 'story', key: 'SS1', title: 'Story', page: 'page-1', unit: 'one', graded: true, points: 1, best: 0, scenes: [{ id: 'first', question: 's_first' }, { id: 'second', question: 's_second' }, { id: 'end', question: null }], sealed }],
  });
}

/** One thing that a learner may do next. */
function act(player, config, random) {
  const { launch } = player;
  const [quiz] = config.quizzes;
  const [story] = config.scenarios;
  const running = quizState(launch.state, quiz).open;
  const free = config.questions.filter((one) => !one.quiz && !one.scenario && one.id !== 'list_steps');
  const steps = [
    () => config.pages.length && launch.showPage(random.pick(config.pages).key),
    () => config.media.length && launch.moveMedia(random.pick(config.media).key, random.whole(5000), true),
    () => free.length && player.answer(random.pick(free), random),
    () => running || launch.startQuiz(quiz),
    () => running && launch.handIn(quiz),
    () => {
      const open = running ? askedQuestions(config, launch.state, quiz).filter((one) => !launch.state.answers.get(one.key)?.tries) : [];
      if (!open.length) return;
      const one = random.pick(open);
      if (quiz.feedbackAtEnd && random.chance(0.5)) launch.hold(one, { ...player.given(one, random), sure: 2, hints: 1 });
      else player.answer(one, random);
    },
    () => {
      const list = config.questions.find((one) => one.id === 'list_steps');
      const seen = ['Ada Byron', 'Zoë'].map((observer) => ({ done: LETTERS.filter(() => random.chance(0.5)), observer, date: '2026-11-23', comment: 'calm & quick' }));
      launch.answer(list, { hints: 0, right: false, earned: 0, of: 1, ...writeObservations(list, seen) }, { time: new Date(player.clock.now()), seconds: 3, response: [], correct: [], mark: 0 });
    },
    () => {
      const questions = new Map(config.questions.map((one) => [one.id, one]));
      const { scene, path } = follow(story, unseal(story).moves, questions, launch.state.ways.get(story.key)?.path ?? '');
      if (!scene?.question || random.chance(0.05)) launch.moveScenario(story, '', 1, null);
      else launch.moveScenario(story, path + digitOf(questions.get(scene.question), random.pick('abc')), null, null);
    },
  ];
  random.pick(steps)();
}

test('whatever is done, in whatever order, it comes back exactly and never takes more room than was computed', () => {
  for (let seed = 1; seed <= 16; seed++) {
    const random = createRandom(seed * 7919);
    const config = randomUnit(random);
    const worst = stateWorstCase(config);
    let values = {};
    const clock = createClock();
    for (let visit = 0; visit < 3; visit++) {
      const player = open(config, 'scorm2004', values, clock);
      for (let i = 0; i < 80; i++) act(player, config, random);
      values = player.leave();
      const { state } = player.launch;
      const closed = encodeState({ ...state, texts: new Map() }, 1e6, config);
      assert.ok(closed.length <= worst, `${seed}: ${closed.length} of ${worst}`);
      const written = [...state.texts.values()].reduce((sum, text) => sum + FRAME + KEY + packText(text).length, 0);
      assert.equal(values[STORE].length, closed.length + written);
      assert.deepEqual(open(config, 'scorm2004', values, clock).launch.state, rounded(state));
    }
  }
});
