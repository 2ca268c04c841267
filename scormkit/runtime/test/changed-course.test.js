/** A course that was updated between two launches: what was answered stays what it was. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { askedQuestions, forgetUndrawn } from '../src/quiz.js';
import { digitOf, follow, withRoom } from '../src/scenario.js';
import { packBits, packNumber, unpackBits, unpackNumber } from '../src/state/alphabet.js';
import { decodeState, emptyState, encodeState } from '../src/state/state.js';
import { followWording, wordingOf } from '../src/state/wording.js';
import { course, question } from './course.js';
import { createClock, createLms } from './lms.js';
import { createRandom } from './random.js';
import { openLaunch } from './world.js';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** Options as the build writes them: a letter for each in the order in which they stand. */
const options = (words) => words.map((text, n) => ({ id: LETTERS[n], text }));
const asked = (kind, words, targets) => ({ ...question(1), ...(kind === 'label' || kind === 'hotspot' ? { kind: 'other', form: kind } : { kind }), choices: options(words), ...(targets ? { targets: options(targets) } : {}) });

/** An answer in words, and words as an answer. */
const FORMS = {
  ticks: {
    kinds: ['choice', 'likert', 'performance', 'hotspot'],
    write: ({ choices }, ticked) => packBits(choices.map(({ text }) => ticked.includes(text))),
    read: ({ choices }, answer) => choices.filter((_, n) => unpackBits(answer, choices.length)[n]).map(({ text }) => text).sort(),
  },
  order: {
    kinds: ['sequencing'],
    write: ({ choices }, order) => order.map((word) => packNumber(choices.findIndex(({ text }) => text === word), 1)).join(''),
    read: ({ choices }, answer) => [...answer].map((digit) => choices[unpackNumber(digit)].text),
  },
  pairs: {
    kinds: ['matching', 'label'],
    write: ({ choices, targets }, pairs) => choices.map(({ text }) => packNumber(targets.findIndex((target) => target.text === pairs[text]) + 1, 1)).join(''),
    read: ({ choices, targets }, answer) => Object.fromEntries([...answer].flatMap((digit, n) => (unpackNumber(digit) ? [[choices[n].text, targets[unpackNumber(digit) - 1].text]] : []))),
  },
};

/** The answer after a launch of the course as it is now. */
function relaunch(before, after, answer) {
  const state = emptyState();
  state.answers.set(before.key, { tries: 1, hints: 0, right: true, sure: 0, earned: 1, of: 1, record: null, answer });
  const text = encodeState(state, 4096, course({ questions: [before] }));
  const { state: kept, loss } = decodeState(text, course({ questions: [after] }));
  assert.equal(loss, 'none');
  const { answer: now, ...rest } = kept.answers.get(after.key);
  assert.deepEqual(rest, { tries: 1, hints: 0, right: true, sure: 0, earned: 1, of: 1, record: null });
  return now;
}

const shuffled = (random, list) => list.map((one) => [random.next(), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
const words = (random, count, word) => Array.from({ length: count }, (_, n) => `${word} ${n} ${random.whole(1e9).toString(36)}`);

for (const [form, { kinds, write, read }] of Object.entries(FORMS)) {
  test(`${form}: an answer is the same after options were moved`, () => {
    const random = createRandom(53);
    for (let i = 0; i < 400; i++) {
      const kind = random.pick(kinds);
      const own = words(random, 2 + random.whole(7), 'Option');
      const targets = form === 'pairs' ? words(random, 2 + random.whole(7), 'Target') : undefined;
      const given = { ticks: () => own.filter((_, n) => n === 0 || random.chance(0.4)), order: () => shuffled(random, own), pairs: () => Object.fromEntries(own.map((word) => [word, random.pick(targets ?? [])])) }[form]();
      const before = asked(kind, own, targets);
      const answer = write(before, given);
      assert.equal(relaunch(before, before, answer), answer);
      const after = asked(kind, shuffled(random, own), targets && shuffled(random, targets));
      assert.deepEqual(read(after, relaunch(before, after, answer)), read(before, answer));
    }
  });

  test(`${form}: what is left of an answer after options were added, taken away and written anew`, () => {
    const own = ['Wheeze', 'Stridor', 'Silence', 'Snoring'];
    const targets = form === 'pairs' ? ['Larynx', 'Bronchi', 'Pharynx'] : undefined;
    const given = { ticks: ['Stridor', 'Snoring'], order: ['Snoring', 'Stridor', 'Wheeze', 'Silence'], pairs: { Wheeze: 'Bronchi', Stridor: 'Larynx', Silence: 'Larynx', Snoring: 'Pharynx' } }[form];
    const kind = kinds[0];
    const before = asked(kind, own, targets);
    const now = (list, others = targets) => {
      const after = asked(kind, list, others);
      return read(after, relaunch(before, after, write(before, given)));
    };
    const without = (word) => (Array.isArray(given) ? given.filter((one) => one !== word) : Object.fromEntries(Object.entries(given).filter(([source, target]) => source !== word && target !== word)));
    const sorted = (list) => (form === 'ticks' ? [...list].sort() : list);
    assert.deepEqual(now(['Coughing', ...own]), sorted(given), 'added at the top');
    assert.deepEqual(now([...own.slice(0, 2), 'Coughing', ...own.slice(2)]), sorted(given), 'added in between');
    assert.deepEqual(now([...own, 'Coughing', 'Barking', 'Sighing']), sorted(given), 'added below');
    assert.deepEqual(now(['Wheeze', 'Silence', 'Snoring']), sorted(without('Stridor')), 'taken away');
    const renamed = (list) => JSON.parse(JSON.stringify(list).replaceAll('Stridor', 'A stridor'));
    assert.deepEqual(now(renamed(own)), sorted(renamed(given)), 'written anew');
    if (targets) assert.deepEqual(now(own, ['Heart', 'Pharynx', 'Larynx']), without('Bronchi'), 'other targets');
  });
}

test('a course in another language keeps the places of its options', () => {
  const before = asked('matching', ['Wheeze', 'Stridor', 'Snoring', 'TCP'], ['Bronchi', 'Larynx', 'Pharynx']);
  assert.equal(relaunch(before, asked('matching', ['Giemen', 'Stridor', 'Schnarchen', 'TCP'], ['Bronchien', 'Kehlkopf', 'Rachen']), 'BCDB'), 'BCDB');
  assert.equal(relaunch(asked('choice', ['One', 'Two', 'Three']), asked('choice', ['Eins', 'Zwei', 'Drei']), 'C'), 'C');
});

test('options with the same words, or none, are told apart by their place', () => {
  const before = asked('choice', ['Same', 'Same', '', '']);
  for (const answer of ['B', 'C', 'E', 'I', 'P']) assert.equal(relaunch(before, before, answer), answer);
  assert.equal(relaunch(before, asked('choice', ['Other', 'Same', 'Same', '']), 'B'), 'C');
});

test('a question that has become one of another kind forgets what was answered, not what it was worth', () => {
  const before = asked('choice', ['One', 'Two', 'Three']);
  assert.equal(relaunch(before, asked('numeric', []), 'C'), '');
  assert.equal(relaunch(before, asked('sequencing', ['One', 'Two', 'Three']), 'C'), '');
  assert.equal(relaunch(before, asked('matching', ['One', 'Two', 'Three'], ['One', 'Two', 'Three']), 'C'), '');
  assert.equal(relaunch(before, asked('performance', ['Two', 'One', 'Three']), 'C'), 'B', 'ticks are ticks');
  assert.equal(relaunch(before, asked('choice', ['Four', 'Five']), 'C'), '');
});

test('observations of a checklist keep their steps, each its own', () => {
  const before = asked('performance', ['Wash', 'Tilt', 'Look', 'Listen', 'Feel', 'Tell', 'Call']);
  const after = asked('performance', ['Gloves', 'Call', 'Wash', 'Tilt', 'Listen', 'Feel', 'Tell']);
  const bits = (list, ticked) => packBits(list.choices.map(({ text }) => ticked.includes(text)));
  const answer = bits(before, ['Wash', 'Look', 'Call']) + bits(before, []) + bits(before, ['Tell']);
  assert.equal(relaunch(before, after, answer), bits(after, ['Wash', 'Call']) + bits(after, []) + bits(after, ['Tell']));
});

test('an answer without a wording is kept where it can be one, else forgotten', () => {
  const six = asked('sequencing', ['a', 'b', 'c', 'd', 'e', 'f']);
  assert.deepEqual([followWording(six, 'ABCDEF', ''), followWording(six, 'ABCDE', ''), followWording(asked('choice', ['a', 'b']), 'B', '')], ['ABCDEF', '', 'B']);
  assert.equal(wordingOf(asked('numeric', [])), '');
});

// --- quizzes that draw ------------------------------------------------------------------------------------------------

function quizCourse(ids, pool, more = {}) {
  const questions = ids.map((id) => ({ ...question(1), id, key: `${id}___`.slice(0, 3), quiz: 'quiz' }));
  return course({ questions, quizzes: [{ id: 'quiz', key: 'ZZ1', title: '', page: 'page-1', unit: 'one', purpose: 'graded', tries: 0, questions: [], pools: [pool], ...more }] });
}

test('what was answered in a quiz stays asked after its bank has grown, shrunk and been put in another order', () => {
  const random = createRandom(59);
  for (let i = 0; i < 300; i++) {
    const ids = Array.from({ length: 4 + random.whole(12) }, (_, n) => `q${n}`);
    const strataOf = (list) => (i % 2 ? ['even', 'odd'].map((name, odd) => ({ name, questions: list.filter((id) => Number(id.slice(1)) % 2 === odd) })).filter(({ questions }) => questions.length) : []);
    const count = 1 + random.whole(ids.length - 1);
    const before = quizCourse(ids, { count, questions: ids, strata: strataOf(ids) }, { shuffle: random.chance(0.5) });
    const state = emptyState();
    state.draws.set('***', random.whole(2 ** 32));
    state.quizzes.set('ZZ1', { tries: 0, open: true, since: 0, position: 0, extended: 0, best: null });
    const first = askedQuestions(before, state, before.quizzes[0]);
    const answered = first.filter(() => random.chance(0.6));
    for (const { key } of answered) state.answers.set(key, { tries: 0, hints: 0, right: false, sure: 0, earned: 0, of: 1, record: null, answer: 'B' });
    assert.deepEqual(askedQuestions(before, state, before.quizzes[0]), first, 'an answer changes nothing in what is asked');

    const gone = random.pick(ids);
    const now = shuffled(random, [...ids.filter((id) => id !== gone), ...Array.from({ length: random.whole(9) }, (_, n) => `q${50 + n}`)]);
    const after = quizCourse(now, { count, questions: now, strata: strataOf(now) });
    const { state: kept } = decodeState(encodeState(state, 4096, before), after);
    forgetUndrawn(after, kept);
    const second = askedQuestions(after, kept, after.quizzes[0]).map(({ id }) => id);
    const still = answered.map(({ id }) => id).filter((id) => id !== gone);
    assert.equal(second.length, Math.min(count, now.length));
    assert.deepEqual(still.filter((id) => !second.includes(id)), [], `${ids} → ${now}`);
    assert.deepEqual([...kept.answers.keys()].sort(), answered.filter(({ id }) => id !== gone).map(({ key }) => key).sort());
  }
});

test('answers to what is not drawn are forgotten, so that another try asks it afresh', () => {
  const ids = ['q1', 'q2', 'q3', 'q4', 'q5'];
  const config = quizCourse(ids, { count: 2, questions: ids });
  const state = emptyState();
  for (const { key } of config.questions) state.answers.set(key, { tries: 1, hints: 0, right: true, sure: 0, earned: 1, of: 1, record: null, answer: 'B' });
  forgetUndrawn(config, state);
  assert.deepEqual([...state.answers.keys()].sort(), askedQuestions(config, state, config.quizzes[0]).map(({ key }) => key).sort());
});

// --- ways through a scenario ------------------------------------------------------------------------------------------

function story(choices) {
  const questions = new Map(Object.entries(choices).map(([scene, list]) => [scene, { ...question(1), id: scene, choices: options(list.map(([text]) => text)) }]));
  const moves = Object.fromEntries(Object.entries(choices).map(([scene, list]) => [scene, list.map(([, next, points = 0], n) => ({ choice: LETTERS[n], scene: next, points }))]));
  const scenario = { scenes: [...Object.keys(choices).map((id) => ({ id, question: id })), { id: 'end', question: null }], best: 1 };
  const choose = (scene, word) => digitOf(questions.get(scene), questions.get(scene).choices.find(({ text }) => text === word).id);
  return { choose, walk: (path) => follow(scenario, moves, questions, path) };
}

test('a way through a scenario leads to the same scene after choices were added and moved', () => {
  const before = story({ door: [['Wait', 'later'], ['Go in', 'room']], room: [['Act', 'end', 1], ['Think', 'room']], later: [['Go in', 'room']] });
  const path = before.choose('door', 'Go in') + before.choose('room', 'Think') + before.choose('room', 'Think');
  const after = story({ door: [['Ring', 'later'], ['Go in', 'room'], ['Wait', 'later']], later: [['Go in', 'room']], room: [['Think', 'room'], ['Act', 'end', 1]] });
  assert.deepEqual([before.walk(path).scene.id, after.walk(path).scene.id, after.walk(path).path], ['room', 'room', path]);
  const gone = story({ door: [['Wait', 'later']], later: [['Wait on', 'end']] });
  assert.deepEqual([gone.walk(path).scene.id, gone.walk(path).path], ['door', ''], 'where a choice is gone the way ends before it');
});

test('whoever goes round in circles comes out again', () => {
  const { choose, walk } = story({ door: [['Wait', 'door'], ['Go in', 'room']], room: [['Back', 'door', -1], ['Act', 'end', 1]] });
  let path = '';
  for (let i = 0; i < 200; i++) {
    const { scene, steps } = walk(path);
    path = withRoom(path, steps) + choose(scene.id, scene.id === 'door' ? (i % 3 ? 'Wait' : 'Go in') : 'Back');
    assert.ok(path.length <= 63);
  }
  const { scene, steps } = walk(path);
  assert.equal(scene.id, 'door');
  path = withRoom(path, steps) + choose('door', 'Go in');
  path = withRoom(path, walk(path).steps) + choose('room', 'Act');
  assert.deepEqual([walk(path).scene.id, path.length <= 63], ['end', true]);
});

// --- the whole of it, from one launch to the next ---------------------------------------------------------------------

/** Questions of which the last are drawn from; `words` are the options of each. */
function wholeCourse(singles, drawn, words) {
  const made = (id, more) => ({ ...question(1), id, key: `${id}__`.slice(0, 3), tries: 2, choices: options(words(id)), ...more });
  const questions = [...singles.map((id) => made(id, {})), ...drawn.map((id) => made(id, { quiz: 'quiz' }))];
  const quiz = { id: 'quiz', key: 'ZZ1', title: '', page: 'page-1', unit: 'one', purpose: 'graded', tries: 0, feedbackAtEnd: true, questions: [], pools: [{ count: 3, questions: drawn }] };
  return course({ pages: 1, questions, quizzes: [quiz] });
}

test('an update between two launches: questions and options put in, taken out and moved, alone and in a quiz that draws', () => {
  const words = (id) => [`${id} one`, `${id} two`, `${id} three`];
  const before = wholeCourse(['s1', 's2', 's3'], ['d1', 'd2', 'd3', 'd4', 'd5'], words);
  const lms = createLms('scorm12');
  const clock = createClock();
  const first = openLaunch('source', 'scorm12', before, { api: lms.api, clock });
  const give = (launch, id, word) => {
    const one = launch.config.questions.find((each) => each.id === id);
    const answer = packBits(one.choices.map(({ text }) => text === word));
    if (one.quiz) launch.hold(one, { answer, text: '', sure: 0, hints: 0 });
    else launch.answer(one, { hints: 1, right: false, earned: 0, of: 1, answer }, { time: new Date(clock.now()), mark: 0, seconds: 1, response: [], correct: [] });
  };
  first.launch.showPage('P01');
  give(first.launch, 's1', 's1 two');
  give(first.launch, 's3', 's3 one');
  first.launch.startQuiz(before.quizzes[0]);
  const drawn = askedQuestions(before, first.launch.state, before.quizzes[0]).map(({ id }) => id);
  for (const id of drawn.slice(0, 2)) give(first.launch, id, `${id} three`);
  first.send('pagehide');

  const gone = ['d1', 'd2', 'd3', 'd4', 'd5'].find((id) => !drawn.includes(id));
  const now = (id) => (id.endsWith('3') ? [`${id} new`, ...words(id).reverse()] : [...words(id).slice(1), `${id} new`, ...words(id).slice(0, 1)]);
  const after = wholeCourse(['s4', 's3', 's1'], ['d9', ...['d1', 'd2', 'd3', 'd4', 'd5'].filter((id) => id !== gone).reverse(), 'd8', 'd7'], now);
  const { launch } = openLaunch('source', 'scorm12', after, { api: createLms('scorm12', { values: lms.saved() }).api, clock });
  const said = (id) => {
    const one = after.questions.find((each) => each.id === id);
    const { answer, tries, hints } = launch.state.answers.get(one.key);
    return [id, one.choices.filter((_, n) => unpackBits(answer, one.choices.length)[n]).map(({ text }) => text), tries, hints];
  };
  assert.equal(launch.notice(), null);
  assert.deepEqual(launch.state.answers.size, 4);
  assert.deepEqual([said('s1'), said('s3')], [['s1', ['s1 two'], 1, 1], ['s3', ['s3 one'], 1, 1]]);
  const asked = askedQuestions(after, launch.state, after.quizzes[0]).map(({ id }) => id);
  assert.deepEqual([asked.length, drawn.slice(0, 2).filter((id) => !asked.includes(id))], [3, []]);
  assert.deepEqual(drawn.slice(0, 2).map(said), drawn.slice(0, 2).map((id) => [id, [`${id} three`], 0, 0]));
  assert.equal(launch.state.quizzes.get('ZZ1').open, true);
});
