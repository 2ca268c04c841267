/** The state: round trips, limits, damage. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { packBits, packNumber, packText, unpackBits, unpackNumber, unpackText } from '../src/state/alphabet.js';
import { decodeState, emptyState, encodeState, mergeState } from '../src/state/state.js';
import { stateWorstCase } from '../src/state/worst-case.js';
import { createRandom } from './random.js';

const LIMIT = 48000;
const key = (prefix, n) => prefix + packNumber(n, 2);

function configOf({ pages = 0, questions = [], media = 0, record = 'each-try' }) {
  return {
    pages: Array.from({ length: pages }, (_, n) => ({ key: key('p', n) })),
    questions: questions.map((count, n) => ({ key: key('q', n), kind: 'choice', graded: n % 3 > 0, choices: Array.from({ length: count }, (_, i) => ({ id: `c${i}` })) })),
    media: Array.from({ length: media }, (_, n) => ({ key: key('m', n) })),
    policy: { record },
  };
}

/** Everything seen and answered, each in its longest form. */
function fullState(config) {
  const state = emptyState();
  state.page = config.pages[0]?.key ?? '';
  state.reported = { completed: true, success: 'passed', score: 2 / 3 };
  for (const page of config.pages) state.seen.add(page.key);
  for (const question of config.questions) {
    state.answers.set(question.key, {
      tries: 63, hints: 7, right: true, sure: 2, earned: 63, of: 63,
      record: config.policy.record === 'last-try' ? 4094 : null,
      answer: packBits(question.choices.map(() => true)),
    });
  }
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
      Object.assign(answered, { tries: random.whole(64), hints: random.whole(8), right: random.chance(0.5), sure: random.whole(3), earned: random.whole(64), of: 1 + random.whole(63) });
      if (answered.record !== null) answered.record = random.pick([null, 0, 4094]);
    }
  }
  // a state without any index is written in the short form, which says the same
  for (const medium of [...state.media.keys()]) random.chance(0.5) ? state.media.delete(medium) : state.media.set(medium, random.whole(262144));
  if (random.chance(0.5)) state.draws.set('***', random.whole(2 ** 32));
  for (const question of config.questions) {
    if (random.chance(0.2)) state.texts.set(question.key, Array.from({ length: random.whole(40) }, () => random.pick(UNITS)).join(''));
  }
  return state;
}

function randomConfig(random) {
  return configOf({
    pages: random.whole(80),
    questions: Array.from({ length: random.whole(60) }, () => 1 + random.whole(40)),
    media: random.whole(40),
    record: random.pick(['each-try', 'last-try']),
  });
}

test('any state reads back as it was written', () => {
  const random = createRandom(7);
  for (let i = 0; i < 500; i++) {
    const config = randomConfig(random);
    const state = randomState(random, config);
    const text = encodeState(state, 1e6);
    assert.match(text, /^[ -~]*$/);
    assert.deepEqual(decodeState(text, config), { state, damaged: false });
  }
});

test('no state is longer than the worst case computed for it, and a full one is just as long', () => {
  const random = createRandom(11);
  for (let i = 0; i < 300; i++) {
    const config = randomConfig(random);
    const state = randomState(random, config);
    state.texts.clear();
    state.draws.clear();
    assert.ok(encodeState(state, 1e6).length <= stateWorstCase(config));
    assert.equal(encodeState(fullState(config), 1e6).length, stateWorstCase(config));
  }
});

test('the worst case follows the table that the build is tested with too', () => {
  const cases = JSON.parse(readFileSync(new URL('state-worst-case.json', import.meta.url), 'utf8'));
  const got = cases.map(({ name, pages, media, record, choices }) => [name, stateWorstCase(configOf({ pages, media, record, questions: choices }))]);
  assert.deepEqual(got, cases.map(({ name, length }) => [name, length]));
});

test('60 pages and 100 closed questions fit in SCORM 1.2 with room to spare', () => {
  const config = configOf({ pages: 60, questions: Array(100).fill(36), media: 20, record: 'last-try' });
  assert.ok(stateWorstCase(config) < 4096 * 0.75, String(stateWorstCase(config)));
});

test('over the limit the oldest detail goes first, never bookmark or outcome', () => {
  const random = createRandom(13);
  for (let i = 0; i < 300; i++) {
    const config = randomConfig(random);
    const state = randomState(random, config);
    const limit = 60 + random.whole(1500);
    const text = encodeState(state, limit);
    assert.ok(text.length <= limit);
    const { state: kept, damaged } = decodeState(text, config);
    assert.equal(damaged, false);
    assert.equal(kept.page, state.page);
    assert.deepEqual(kept.reported, state.reported);
    if (kept.seen.size < state.seen.size) assert.equal(kept.answers.size, 0);
    if ([...kept.answers.values()].some(({ answer }, n) => answer !== [...state.answers.values()][n]?.answer)) assert.equal(kept.texts.size, 0);
    assert.deepEqual([...kept.media], [...state.media].slice(state.media.size - kept.media.size));
    assert.deepEqual([...kept.answers.keys()].filter((k) => !state.answers.has(k)), []);
  }
});

test('what was answered goes before whether it was right, and ungraded questions before graded ones', () => {
  const config = configOf({ pages: 1, questions: Array(30).fill(60), record: 'each-try' });
  const state = fullState(config);
  const graded = new Set(config.questions.filter((question) => question.graded).map((question) => question.key));
  const brief = decodeState(encodeState(state, 400, graded), config).state;
  assert.equal(brief.answers.size, 30);
  assert.deepEqual([brief.answers.get(key('q', 0))?.answer, brief.answers.get(key('q', 29))?.answer.length], ['', 10]);
  const briefer = decodeState(encodeState(state, 214, graded), config).state;
  assert.deepEqual([...briefer.answers.keys()], [...graded]);
});

test('free text stays within a quarter of the limit, the newest first', () => {
  const config = configOf({ pages: 1, questions: Array(5).fill(2) });
  const state = fullState(config);
  config.questions.forEach((question, n) => state.texts.set(question.key, String(n).repeat(400)));
  const { state: kept } = decodeState(encodeState(state, 4096), config);
  assert.deepEqual([...kept.texts.keys()], [key('q', 3), key('q', 4)]);
});

test('a text cut anywhere keeps what stands whole, and nothing crashes', () => {
  const config = configOf({ pages: 60, questions: Array(40).fill(5), media: 3 });
  const state = fullState(config);
  const text = encodeState(state, LIMIT);
  for (let length = 1; length < text.length; length++) {
    const { state: kept, damaged } = decodeState(text.slice(0, length), config);
    assert.equal(damaged, true);
    for (const [question, answered] of kept.answers) assert.deepEqual(answered, state.answers.get(question));
    for (const page of kept.seen) assert.ok(state.seen.has(page));
    if (length > 30) assert.equal(kept.page, state.page);
  }
});

test('a text changed anywhere never brings forth what was not there', () => {
  const random = createRandom(17);
  const config = configOf({ pages: 60, questions: Array(40).fill(5), media: 3 });
  const state = fullState(config);
  for (const page of [...state.seen].slice(30)) state.seen.delete(page);
  const text = encodeState(state, LIMIT);
  for (let i = 0; i < 2000; i++) {
    const at = random.whole(text.length);
    const { state: kept } = decodeState(text.slice(0, at) + random.pick(UNITS) + text.slice(at + 1 - random.whole(2)), config);
    for (const page of kept.seen) assert.ok(state.seen.has(page));
    for (const [question, answered] of kept.answers) assert.deepEqual(answered, state.answers.get(question));
  }
});

test('foreign texts are no state', () => {
  const config = configOf({ pages: 1 });
  for (const text of ['0', 'null', '{"a":1}', '1', '2.', 'undefined', '\u65e5\u672c', '1...........']) {
    assert.deepEqual(decodeState(text, config), { state: emptyState(), damaged: true });
  }
  assert.deepEqual(decodeState('', config), { state: emptyState(), damaged: false });
});

test('what the course no longer holds is dropped', () => {
  const before = configOf({ pages: 3, questions: [3, 3], media: 2 });
  const after = { ...before, pages: before.pages.slice(1), questions: before.questions.slice(1), media: [] };
  const { state, damaged } = decodeState(encodeState(fullState(before), LIMIT), after);
  assert.deepEqual([state.page, [...state.seen], [...state.answers.keys()], [...state.media], damaged], ['', [key('p', 1), key('p', 2)], [key('q', 1)], [], false]);
});

test('two windows together know what each of them knows', () => {
  const config = configOf({ pages: 3, questions: [3, 3] });
  const mine = emptyState();
  const theirs = fullState(config);
  mine.page = key('p', 2);
  mine.answers.set(key('q', 0), { tries: 64, hints: 0, right: true, sure: 0, earned: 1, of: 1, record: null, answer: 'B' });
  mergeState(mine, theirs);
  assert.deepEqual([mine.page, mine.seen.size, mine.answers.get(key('q', 0))?.answer, mine.answers.size], [key('p', 2), 3, 'B', 2]);
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
