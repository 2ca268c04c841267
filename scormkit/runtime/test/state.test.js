/** The state: round trips, limits, damage. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judge } from '../src/outcome.js';
import { kindOf } from '../src/questions/index.js';
import { forgetUndrawn, needsSeed } from '../src/quiz.js';
import { checksum, packBits, packNumber, packText, unpackBits, unpackNumber, unpackText } from '../src/state/alphabet.js';
import { decodeState, emptyState, encodeState, mergeState } from '../src/state/state.js';
import { stateWorstCase } from '../src/state/worst-case.js';
import { createRandom } from './random.js';
import { WORST_CASES, caseConfig, keyOf as key } from './worst-cases.js';

const LIMIT = 48000;
const choices = (...counts) => counts.map((count) => ({ kind: 'choice', choices: count }));

/** An answer of a kind in its longest form. */
function longestAnswer(question, observations = 1) {
  const length = Math.min(63, (kindOf(question).longest(question) ?? 0) * observations);
  if (question.kind === 'numeric') return '-0.00000123456789012';
  return 'B'.repeat(length);
}

/** How long a way through these scenes can be, at most 63. */
function longestWalk(moves, scene = 'start', left = 63, known = new Map()) {
  const name = `${scene} ${left}`;
  if (!known.has(name)) known.set(name, left ? Math.max(0, ...(moves[scene] ?? []).map((next) => 1 + longestWalk(moves, next, left - 1, known))) : 0);
  return known.get(name);
}

/** Everything seen and answered, each in its longest form; of each pool the longest are drawn. */
function fullState(config) {
  const state = emptyState();
  const record = config.policy.record === 'last-try' ? 4094 : null;
  state.page = config.pages[0]?.key ?? '';
  state.reported = { completed: true, success: 'passed', score: 2 / 3 };
  if (needsSeed(config)) state.draws.set('***', 2 ** 32 - 1);
  for (const page of config.pages) state.seen.add(page.key);
  for (const question of config.questions) {
    if (question.scenario) continue;
    const observations = config.checklists.find((list) => list.question === question.id)?.observations;
    state.answers.set(question.key, { tries: 63, hints: 7, right: true, sure: 2, earned: 63, of: 63, record, answer: longestAnswer(question, observations) });
  }
  const written = (question) => encodeState({ ...emptyState(), answers: new Map([[question.key, state.answers.get(question.key)]]) }, 1e6, config).length;
  for (const pool of config.quizzes.flatMap(({ pools }) => pools)) {
    const pooled = config.questions.filter(({ id }) => pool.questions.includes(id)).sort((one, other) => written(other) - written(one));
    for (const question of pooled.slice(pool.count)) state.answers.delete(question.key);
  }
  for (const quiz of config.quizzes) state.quizzes.set(quiz.key, { tries: 4095, open: true, since: 64 ** 6 - 1, position: 4095, extended: 31, best: 1 });
  for (const scenario of config.scenarios) state.ways.set(scenario.key, { path: 'x'.repeat(longestWalk(scenario.told)), best: 0.5 });
  for (const medium of config.media) state.media.set(medium.key, 262143);
  return state;
}

const UNITS = [...' aZ09<>&"\'\\~{}|é日', '\n', '\u0000', '\ud83d', '\ude80', '\u2028'];

function randomState(random, config) {
  const state = fullState(config);
  state.page = random.pick(config.pages)?.key ?? '';
  state.reported = { completed: random.chance(0.5), success: random.pick(['unknown', 'passed', 'failed']), score: random.pick([null, 0, 0.5, 1, 0.1234567]) };
  for (const page of state.seen) if (random.chance(0.4)) state.seen.delete(page);
  for (const [question, answered] of [...state.answers]) {
    if (random.chance(0.3)) state.answers.delete(question);
    else {
      const of = 1 + random.whole(63);
      Object.assign(answered, { tries: random.whole(64), hints: random.whole(8), right: random.chance(0.5), sure: random.whole(3), earned: random.whole(of + 1), of });
      if (random.chance(0.2)) answered.answer = '';
      if (answered.record !== null) answered.record = random.pick([null, 0, 4094]);
    }
  }
  // a state without any index is written in the short form, which says the same
  for (const medium of [...state.media.keys()]) random.chance(0.5) ? state.media.delete(medium) : state.media.set(medium, random.whole(262144));
  if (random.chance(0.5)) state.draws.set('***', random.whole(2 ** 32));
  for (const name of [...state.quizzes.keys()]) {
    if (random.chance(0.4)) state.quizzes.delete(name);
    else state.quizzes.set(name, { tries: random.whole(4096), open: random.chance(0.5), since: random.whole(2 ** 35), position: random.whole(4096), extended: random.whole(11), best: random.pick([null, 0, 0.3333333, 1]) });
  }
  for (const name of [...state.ways.keys()]) {
    if (random.chance(0.4)) state.ways.delete(name);
    else state.ways.set(name, { path: [...state.ways.get(name).path].slice(random.whole(64)).map(() => packNumber(random.whole(64), 1)).join(''), best: random.pick([null, 0, 0.25, 1]) });
  }
  for (const question of config.questions) {
    if (random.chance(0.2)) state.texts.set(question.key, Array.from({ length: random.whole(40) }, () => random.pick(UNITS)).join(''));
  }
  return state;
}

const KINDS = ['true-false', 'choice', 'likert', 'performance', 'matching', 'sequencing', 'numeric', 'fill-in', 'long-fill-in', 'hotspot', 'label'];

function randomQuestion(random) {
  const kind = random.pick(KINDS);
  const count = kind === 'true-false' ? 2 : 1 + random.whole(random.pick([6, 36]));
  const shape = kind === 'hotspot' || kind === 'label' ? { kind: 'other', form: kind } : { kind };
  const paired = kind === 'matching' || kind === 'label';
  if (['numeric', 'fill-in'].includes(kind)) return shape;
  if (kind === 'long-fill-in') return { ...shape, rubric: random.whole(9) };
  return { ...shape, choices: count, shuffle: random.chance(0.1), ...(paired ? { targets: 1 + random.whole(36) } : {}), ...(kind === 'performance' && random.chance(0.5) ? { observations: 1 + random.whole(4) } : {}) };
}

function randomConfig(random) {
  const several = (most, make) => Array.from({ length: random.whole(most) }, make);
  const config = caseConfig({
    pages: random.whole(80),
    questions: several(50, () => randomQuestion(random)),
    media: random.whole(40),
    record: random.pick(['each-try', 'last-try']),
    quizzes: random.whole(20),
    ways: several(6, () => random.pick([{ start: ['end', 'end'] }, { start: ['middle'], middle: ['start', 'end'] }])),
  });
  return { ...config, questions: config.questions.map((question, n) => ({ ...question, graded: n % 3 > 0 })) };
}

test('any state reads back as it was written', () => {
  const random = createRandom(7);
  for (let i = 0; i < 400; i++) {
    const config = randomConfig(random);
    const state = randomState(random, config);
    const text = encodeState(state, 1e6, config);
    assert.match(text, /^[ -~]*$/);
    assert.deepEqual(decodeState(text, config), { state, loss: 'none' });
  }
});

test('no state is longer than the worst case computed for it, and a full one is just as long', () => {
  const random = createRandom(11);
  for (let i = 0; i < 300; i++) {
    const config = randomConfig(random);
    const state = randomState(random, config);
    state.texts.clear();
    if (!needsSeed(config)) state.draws.clear();
    assert.ok(encodeState(state, 1e6, config).length <= stateWorstCase(config));
    assert.equal(encodeState(fullState(config), 1e6, config).length, stateWorstCase(config));
  }
});

test('the worst case follows the table that the build is tested with too', () => {
  const got = WORST_CASES.map(({ name, length, ...told }) => [name, stateWorstCase(caseConfig(told)), encodeState(fullState(caseConfig(told)), 1e6, caseConfig(told)).length]);
  assert.deepEqual(got, WORST_CASES.map(({ name, length }) => [name, length, length]));
});

test('over the limit the oldest detail goes first, never bookmark or outcome', () => {
  const random = createRandom(13);
  for (let i = 0; i < 300; i++) {
    const config = randomConfig(random);
    const state = randomState(random, config);
    const always = encodeState({ ...emptyState(), page: state.page, reported: state.reported, draws: state.draws, quizzes: state.quizzes, ways: state.ways }, 1e6, config).length;
    const limit = always + random.whole(1500);
    const text = encodeState(state, limit, config);
    assert.ok(text.length <= limit);
    const { state: kept, loss } = decodeState(text, config);
    assert.equal(loss, 'none');
    assert.equal(kept.page, state.page);
    assert.deepEqual([kept.reported, kept.draws, kept.quizzes, kept.ways], [state.reported, state.draws, state.quizzes, state.ways]);
    if (kept.seen.size < state.seen.size) assert.equal(kept.answers.size, 0);
    if ([...kept.answers.values()].some(({ answer }, n) => answer !== [...state.answers.values()][n]?.answer)) assert.equal(kept.texts.size, 0);
    assert.deepEqual([...kept.media], [...state.media].slice(state.media.size - kept.media.size));
    assert.deepEqual([...kept.answers.keys()].filter((k) => !state.answers.has(k)), []);
  }
});

test('the wording of options goes first, what was answered before whether it was right, ungraded questions before graded ones', () => {
  const config = caseConfig({ pages: 1, questions: choices(...Array(30).fill(36)) });
  config.questions.forEach((question, n) => (question.graded = n % 3 > 0));
  const state = fullState(config);
  const graded = config.questions.filter((question) => question.graded).map((question) => question.key);
  const whole = encodeState(state, 1000, config);
  assert.deepEqual([decodeState(whole, config).state.answers, whole.length <= 1000, whole.includes(':')], [state.answers, true, true]);
  const brief = decodeState(encodeState(state, 400, config), config).state;
  assert.equal(brief.answers.size, 30);
  assert.deepEqual([brief.answers.get(config.questions[0].key)?.answer, brief.answers.get(config.questions[29].key)?.answer.length], ['', 6]);
  const briefer = decodeState(encodeState(state, 214, config), config).state;
  assert.deepEqual([...briefer.answers.keys()], graded);
});

test('free text takes what room there is, and a quarter of the limit in any case, the newest first', () => {
  const config = caseConfig({ pages: 1, questions: choices(...Array(5).fill(2)) });
  const state = fullState(config);
  config.questions.forEach((question, n) => state.texts.set(question.key, String(n).repeat(450)));
  assert.equal(decodeState(encodeState(state, 4096, config), config).state.texts.size, 5);
  for (let n = 0; n < 300; n++) state.media.set(key('m', n), 9);
  config.media = Array.from({ length: 300 }, (_, n) => ({ key: key('m', n) }));
  const { state: kept } = decodeState(encodeState(state, 4096, config), config);
  const { texts } = kept;
  assert.deepEqual([[...texts.keys()], kept.media.size], [config.questions.slice(1).map((question) => question.key), 300], 'as few as need be');
  const { state: briefer } = decodeState(encodeState(state, 2300, config), config);
  assert.deepEqual([[...briefer.texts.keys()], briefer.media.size < 300], [[config.questions[4].key], true], 'media positions go before the last quarter');
});

test('a text cut anywhere keeps what stands whole, and nothing crashes', () => {
  const config = caseConfig({ pages: 60, questions: [...choices(...Array(40).fill(5)), { kind: 'matching', choices: 3, targets: 4 }, { kind: 'numeric' }], media: 3, quizzes: 3, ways: [{ start: ['end'] }] });
  const state = fullState(config);
  const text = encodeState(state, LIMIT, config);
  for (let length = 1; length < text.length; length++) {
    const { state: kept, loss } = decodeState(text.slice(0, length), config);
    assert.equal(loss, length < 1 + 8 + 3 ? 'all' : 'part');
    for (const [name, quiz] of kept.quizzes) assert.deepEqual(quiz, state.quizzes.get(name));
    for (const [name, way] of kept.ways) assert.deepEqual(way, state.ways.get(name));
    for (const [question, answered] of kept.answers) assert.deepEqual(answered, state.answers.get(question));
    for (const page of kept.seen) assert.ok(state.seen.has(page));
    if (length > 30) assert.equal(kept.page, state.page);
  }
});

test('a text changed anywhere never brings forth what was not there', () => {
  const random = createRandom(17);
  const config = caseConfig({ pages: 60, questions: [...choices(...Array(40).fill(5)), { kind: 'matching', choices: 3, targets: 4 }, { kind: 'numeric' }], media: 3, quizzes: 3, ways: [{ start: ['end'] }] });
  const state = fullState(config);
  for (const page of [...state.seen].slice(30)) state.seen.delete(page);
  const text = encodeState(state, LIMIT, config);
  for (let i = 0; i < 2000; i++) {
    const at = random.whole(text.length);
    const { state: kept } = decodeState(text.slice(0, at) + random.pick(UNITS) + text.slice(at + 1 - random.whole(2)), config);
    for (const page of kept.seen) assert.ok(state.seen.has(page));
    for (const [question, answered] of kept.answers) assert.deepEqual(answered, state.answers.get(question));
    for (const [name, quiz] of kept.quizzes) assert.deepEqual(quiz, state.quizzes.get(name));
    for (const [name, way] of kept.ways) assert.deepEqual(way, state.ways.get(name));
  }
});

test('frames that are in order but hold nonsense give a state that can be judged all the same', () => {
  const random = createRandom(23);
  for (let i = 0; i < 2000; i++) {
    const config = randomConfig(random);
    const keys = [...config.pages, ...config.questions, ...config.quizzes, ...config.scenarios, ...config.media].map((one) => one.key);
    const frames = Array.from({ length: 1 + random.whole(6) }, () => {
      const junk = Array.from({ length: random.whole(40) }, () => (random.chance(0.3) && keys.length ? random.pick(keys) : random.pick([...UNITS, 'A', '_', '-', ':']))).join('');
      const head = random.pick([...'bopqrdzwmtx?']) + packNumber(junk.length, 3);
      return head + checksum(head + junk) + junk;
    });
    const { state } = decodeState(`1${frames.join('')}.`, config);
    forgetUndrawn(config, state);
    const { score, progress } = judge({ ...config, units: [], objectives: [], policy: { ...config.policy, require: 'all', share: 1, mastery: 0.5 } }, state);
    assert.ok(score === null || (score >= 0 && score <= 1), String(score));
    assert.ok(progress >= 0 && progress <= 1);
    assert.match(encodeState(state, 4096, config), /^1[ -~]*\.$/);
  }
});

test('foreign texts are no state', () => {
  const config = caseConfig({ pages: 1 });
  for (const text of ['0', 'null', '{"a":1}', '1', '2.', 'undefined', '\u65e5\u672c', '1...........', encodeState(emptyState(), LIMIT, config).replace('1', '2')]) {
    assert.deepEqual(decodeState(text, config), { state: emptyState(), loss: 'all' });
  }
  assert.deepEqual(decodeState('', config), { state: emptyState(), loss: 'none' });
});

test('what the course no longer holds is dropped', () => {
  const before = caseConfig({ pages: 3, questions: choices(3, 3), media: 2, quizzes: 2, ways: [{ start: ['end'] }, { start: ['end'] }] });
  const after = { ...before, pages: before.pages.slice(1), questions: before.questions.slice(1), media: [], quizzes: before.quizzes.slice(1), scenarios: before.scenarios.slice(1) };
  const { state, loss } = decodeState(encodeState(fullState(before), LIMIT, before), after);
  assert.deepEqual(
    [state.page, [...state.seen], [...state.answers.keys()], [...state.media], [...state.quizzes.keys()], [...state.ways.keys()], loss],
    ['', [key('p', 1), key('p', 2)], [before.questions[1].key], [], [key('z', 1)], [key('s', 1)], 'none'],
  );
});

test('two windows together know what each of them knows', () => {
  const config = caseConfig({ pages: 3, questions: choices(3, 3) });
  const [first, second] = config.questions;
  const mine = emptyState();
  const theirs = fullState(config);
  mine.page = key('p', 2);
  mine.answers.set(first.key, { tries: 64, hints: 0, right: true, sure: 0, earned: 1, of: 1, record: null, answer: 'C' });
  mergeState(mine, theirs);
  assert.deepEqual([mine.page, mine.seen.size, mine.answers.get(first.key)?.answer, mine.answers.get(second.key)?.answer], [key('p', 2), 3, 'C', 'B']);
});

test('numbers, bits and texts come back', () => {
  const random = createRandom(19);
  for (let i = 0; i < 2000; i++) {
    const value = random.whole(64 ** 4);
    assert.equal(unpackNumber(packNumber(value, 4)), value);
    const bits = Array.from({ length: random.whole(40) }, () => random.chance(0.5));
    assert.deepEqual(unpackBits(packBits(bits), bits.length), bits);
    const text = Array.from({ length: random.whole(30) }, () => random.pick(UNITS)).join('');
    assert.equal(unpackText(packText(text)), text);
    assert.match(packText(text), /^[ -~]*$/);
    assert.doesNotMatch(packText(text), /[<>&"'\\]/);
  }
  assert.deepEqual([packNumber(-1, 2), packNumber(NaN, 2), packNumber(5000, 2), unpackNumber('?'), unpackNumber('')], ['AA', 'AA', '__', NaN, NaN]);
});
