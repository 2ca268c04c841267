/** Tables: what the learner did, and what each standard is told. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findApi } from '../src/drivers/find-api.js';
import { clock, decimal, duration, line, scoreText, timespan, timestamp } from '../src/drivers/formats.js';
import { furtherStatus12, interaction12, pattern12, readCount, readMode, response12, status12 } from '../src/drivers/scorm12.js';
import { further, interaction2004, response2004 } from '../src/drivers/scorm2004.js';
import { isSettled, isSpent, judge, judgeObjectives } from '../src/outcome.js';
import { emptyState } from '../src/state/state.js';
import { answer, course, page, question } from './course.js';
import { createLms } from './lms.js';
import { openLaunch } from './world.js';

/** `function(...args)` for each row, compared as one table. */
function table(work, rows) {
  assert.deepEqual(rows.map(([args]) => [args, work(...args)]), rows);
}

const JOURNEYS = {
  viewed: ['P01', 'P02'],
  'quiz passed': ['P01', 'right'],
  'quiz failed': ['P01', 'wrong'],
  'viewed, quiz passed': ['P01', 'P02', 'right'],
  'viewed, quiz failed': ['P01', 'P02', 'wrong'],
  'viewed, one try of two failed': ['P01', 'P02', 'wrong once'],
  'viewed, tries used up': ['P01', 'P02', 'wrong once', 'wrong once'],
  'viewed, failed, then passed': ['P01', 'P02', 'wrong once', 'right'],
};

// rows: require, journey, 1.2 status and raw, 2004 completion, success, scaled, raw
const SETTLED = [
  ['all', 'viewed', 'incomplete –', 'incomplete – – –'],
  ['all', 'quiz passed', 'incomplete –', 'incomplete passed 1 100'],
  ['all', 'quiz failed', 'incomplete –', 'incomplete failed 0 0'],
  ['all', 'viewed, quiz passed', 'passed 100', 'completed passed 1 100'],
  ['all', 'viewed, quiz failed', 'failed 0', 'completed failed 0 0'],
  ['all', 'viewed, one try of two failed', 'incomplete –', 'incomplete – – –'],
  ['all', 'viewed, tries used up', 'failed 0', 'completed failed 0 0'],
  ['all', 'viewed, failed, then passed', 'passed 100', 'completed passed 1 100'],
  ['pages', 'viewed', 'completed –', 'completed – – –'],
  ['pages', 'quiz passed', 'incomplete –', 'incomplete passed 1 100'],
  ['pages', 'quiz failed', 'incomplete –', 'incomplete failed 0 0'],
  ['pages', 'viewed, quiz passed', 'passed 100', 'completed passed 1 100'],
  ['pages', 'viewed, quiz failed', 'failed 0', 'completed failed 0 0'],
  ['pages', 'viewed, one try of two failed', 'completed –', 'completed – – –'],
  ['pages', 'viewed, tries used up', 'failed 0', 'completed failed 0 0'],
  ['pages', 'viewed, failed, then passed', 'passed 100', 'completed passed 1 100'],
  ['passed', 'viewed', 'incomplete –', 'incomplete – – –'],
  ['passed', 'quiz passed', 'passed 100', 'completed passed 1 100'],
  ['passed', 'quiz failed', 'failed 0', 'incomplete failed 0 0'],
  ['passed', 'viewed, quiz passed', 'passed 100', 'completed passed 1 100'],
  ['passed', 'viewed, quiz failed', 'failed 0', 'incomplete failed 0 0'],
  ['passed', 'viewed, one try of two failed', 'incomplete –', 'incomplete – – –'],
  ['passed', 'viewed, tries used up', 'failed 0', 'incomplete failed 0 0'],
  ['passed', 'viewed, failed, then passed', 'passed 100', 'completed passed 1 100'],
];

function play(driver, require, steps) {
  const lms = createLms(driver);
  const tries = steps.includes('wrong once') ? 2 : 1;
  const { launch, send } = openLaunch('built', driver, course({ questions: [question(1, { tries })], policy: { require } }), { api: lms.api });
  for (const step of steps) {
    if (step.startsWith('P')) launch.showPage(step);
    else answer(launch, 1, { right: step === 'right' });
  }
  send('pagehide');
  const told = lms.saved();
  const keys = driver === 'scorm12' ? ['core.lesson_status', 'core.score.raw'] : ['completion_status', 'success_status', 'score.scaled', 'score.raw'];
  return keys.map((key) => told[`cmi.${key}`] ?? '–').join(' ');
}

test('what an LMS is told of every way through a unit', () => {
  const got = SETTLED.map(([require, journey]) => [require, journey, play('scorm12', require, JOURNEYS[journey]), play('scorm2004', require, JOURNEYS[journey])]);
  assert.deepEqual(got, SETTLED);
});

test('completion and success in one word of SCORM 1.2', () => {
  table((completed, success, require) => status12({ completed, success }, require), [
    [[true, 'unknown', 'all'], 'completed'],
    [[true, 'passed', 'all'], 'passed'],
    [[true, 'failed', 'pages'], 'failed'],
    [[false, 'failed', 'passed'], 'failed'],
    [[false, 'failed', 'all'], 'incomplete'],
    [[false, 'passed', 'all'], 'incomplete'],
    [[false, 'unknown', 'passed'], 'incomplete'],
  ]);
});

test('status only moves forward', () => {
  table(furtherStatus12, [
    [['not attempted', 'incomplete'], 'incomplete'],
    [['', 'incomplete'], 'incomplete'],
    [['browsed', 'incomplete'], 'incomplete'],
    [['completed', 'incomplete'], 'completed'],
    [['completed', 'failed'], 'failed'],
    [['failed', 'completed'], 'failed'],
    [['passed', 'failed'], 'passed'],
    [['passed', 'incomplete'], 'passed'],
    [['failed', 'passed'], 'passed'],
  ]);
  table(further, [
    [[['incomplete', 'completed'], 'completed', 'incomplete'], 'completed'],
    [[['incomplete', 'completed'], 'unknown', 'incomplete'], 'incomplete'],
    [[['unknown', 'failed', 'passed'], 'passed', 'failed'], 'passed'],
    [[['unknown', 'failed', 'passed'], '', 'failed'], 'failed'],
  ]);
});

test('numbers have a digit before the point, no exponent and no long tail', () => {
  table(decimal, [
    [[0, 7], '0'],
    [[1e-7, 7], '0.0000001'],
    [[1e-9, 7], '0'],
    [[-1e-9, 7], '0'],
    [[2 / 3, 7], '0.6666667'],
    [[100, 2], '100'],
    [[0.1 + 0.2, 7], '0.3'],
    [[66.5, 2], '66.5'],
  ]);
});

test('a score is never rounded over its threshold, nor under it', () => {
  table(scoreText, [
    [[0.79999999, 0.8, 7], '0.7999999'],
    [[0.8, 0.8, 7], '0.8'],
    [[0.57, 0.57, 7], '0.57'],
    [[79.996, 80, 2], '79.99'],
    [[66.66666666666667, 66.66666666666667, 2], '66.67'],
    [[100 / 3, 33.335, 2], '33.33'],
    [[79.6, 80, 0], '79'],
    [[2 / 3, null, 7], '0.6666667'],
    [[100, null, 2], '100'],
  ]);
});

test('times are written as the standards and Moodle take them', () => {
  table(timespan, [[[0], '0000:00:00.00'], [[3661.555], '0001:01:01.56'], [[59.999], '0000:01:00.00'], [[4e7], '9999:59:59.99'], [[-1], '0000:00:00.00']]);
  table(duration, [[[0], 'PT0H0M0S'], [[3661.555], 'PT1H1M1.56S'], [[59.999], 'PT0H1M0S'], [[90000], 'PT25H0M0S']]);
  const date = new Date(2026, 0, 2, 3, 4, 5, 678);
  assert.deepEqual([clock(date), timestamp(date)], ['03:04:05', '2026-01-02T03:04:05']);
});

test('a description is one plain line', () => {
  table(line, [
    [[' a\r\n\tb\u2028c ', 250], 'a b c'],
    [['{lang=en}x', 250], '(lang=en}x'],
    [['abc', 2], 'ab'],
    [['a🚀', 2], 'a'],
    [['a🚀', 3], 'a🚀'],
  ]);
});

test('modes and counts are read in whatever form they come', () => {
  table(readMode, [[[''], 'normal'], [['normal'], 'normal'], [['Review'], 'review'], [[' browse '], 'browse'], [['null'], 'normal']]);
  table(readCount, [[[''], 0], [['3'], 3], [['-1'], 0], [['undefined'], 0]]);
});

test('responses and patterns of both standards', () => {
  table(response12, [
    [['choice', ['a', 'b']], 'a,b'], [['matching', [['1', 'a'], ['2', 'b']]], '1.a,2.b'], [['choice', []], ''],
    [['sequencing', Array(200).fill('a')], Array(128).fill('a').join(',')],
    [['true-false', ['true']], 't'], [['likert', ['sure']], 's'], [['likert', []], ''],
    [['fill-in', ['one', ' two\nlines ']], 'one, two lines'], [['fill-in', ['x'.repeat(300)]], 'x'.repeat(255)],
    [['numeric', ['-1.5']], '-1.5'], [['performance', [['a', '1'], ['b', '0']]], 'a.1,b.0'],
  ]);
  table(pattern12, [
    [['choice', ['a'], false], 'a'], [['choice', ['a', 'b'], true], '{a,b}'], [['choice', Array(128).fill('a'), true], Array(128).fill('a').join(',')],
    [['sequencing', ['a', 'b'], true], 'a,b'], [['numeric', [['42', '42']], false], '42'], [['numeric', [['1', '2']], false], ''], [['numeric', [['', '2']], false], ''],
  ]);
  table(response2004, [
    [['choice', ['a', 'b']], 'a[,]b'], [['matching', [['1', 'a'], ['2', 'b']]], '1[.]a[,]2[.]b'], [['choice', Array(40).fill('a')], Array(36).fill('a').join('[,]')],
    [['fill-in', ['{a[,]b', '', 'x'.repeat(300)]], `(a(,)b[,]_[,]${'x'.repeat(250)}`], [['fill-in', Array(12).fill('a')], Array(10).fill('a').join('[,]')],
    [['long-fill-in', ['one\ntwo']], 'one two'], [['long-fill-in', ['x'.repeat(5000)]], 'x'.repeat(4000)], [['numeric', ['1e-7']], '0.0000001'], [['numeric', []], ''],
    [['performance', [['a', '1'], ['b', '0']]], 'a[.]1[,]b[.]0'], [['other', [['a', 'x'], ['b', 'y']]], 'a.x;b.y'], [['other', ['a', 'b']], 'a;b'],
  ]);
});

const MADE = {
  id: 'q_1', kind: 'choice', form: '', multiple: true, objectives: ['o_1', 'o_2'], time: new Date(2026, 10, 23, 9, 8, 7), response: ['a', 'c'],
  correct: [['a', 'b']], weight: 250, mark: 1 / 3, seconds: 3.14159, description: 'Which\nones?', note: '',
};

test('an interaction in SCORM 1.2: fields in order', () => {
  assert.deepEqual(interaction12(MADE), [
    ['id', 'q_1'],
    ['type', 'choice'],
    ['objectives.0.id', 'o_1'],
    ['objectives.1.id', 'o_2'],
    ['time', '09:08:07'],
    ['correct_responses.0.pattern', '{a,b}'],
    ['weighting', '100'],
    ['student_response', 'a,c'],
    ['result', '0.3333333'],
    ['latency', '0000:00:03.14'],
  ]);
  assert.deepEqual([1, 0, null].map((mark) => interaction12({ ...MADE, mark })[8]?.[1]), ['correct', 'wrong', 'neutral']);
});

test('an interaction in SCORM 2004: fields in order', () => {
  assert.deepEqual(interaction2004({ ...MADE, objectives: ['o_1', 'o_1', 'o_2'] }), [
    ['id', 'q_1'],
    ['type', 'choice'],
    ['objectives.0.id', 'o_1'],
    ['objectives.1.id', 'o_2'],
    ['timestamp', '2026-11-23T09:08:07'],
    ['correct_responses.0.pattern', 'a[,]b'],
    ['weighting', '250'],
    ['learner_response', 'a[,]c'],
    ['result', '0.3333333'],
    ['latency', 'PT0H0M3.14S'],
    ['description', 'Which ones?'],
  ]);
  assert.deepEqual([1, 0, null].map((mark) => interaction2004({ ...MADE, mark })[8]?.[1]), ['correct', 'incorrect', 'neutral']);
});

test('SCORM 2004 is told where case matters, as far as there is room', () => {
  const gaps = { ...MADE, kind: 'fill-in', correct: [['CO2', 'H2O'], ['x'.repeat(240), 'O2']] };
  const patterns = (exact) => interaction2004({ ...gaps, exact }).filter(([field]) => field.endsWith('pattern')).map(([, pattern]) => pattern);
  const long = `${'x'.repeat(240)}[,]O2`;
  assert.deepEqual([patterns(true), patterns(false)], [['{case_matters=true}CO2[,]H2O', long], ['CO2[,]H2O', long]]);
});

const answered = (tries, earned = 0, of = 1) => ({ tries, hints: 0, right: earned === of, earned, of, sure: 0, record: null, answer: '' });

test('when a question is settled, and when it takes no further answer', () => {
  table((tries, done) => [isSettled({ tries }, done), isSpent({ tries }, done)], [
    [[1, undefined], [false, false]],
    [[1, answered(1)], [true, true]],
    [[2, answered(1)], [false, false]],
    [[2, answered(1, 1)], [true, true]],
    [[2, answered(2)], [true, true]],
    [[0, answered(1)], [true, false]],
    [[0, answered(1, 1)], [true, true]],
  ]);
});

/** The outcome of a course with two questions of 1 and 3 points. */
function outcomeOf(policy, seen, first, second) {
  const config = course({ pages: 5, questions: [question(1, { tries: 2 }), question(2, { points: 3, tries: 2 }), question(3, { graded: false })], policy });
  const state = emptyState();
  for (let n = 1; n <= seen; n++) state.seen.add(`P0${n}`);
  if (first) state.answers.set('Q01', first);
  if (second) state.answers.set('Q02', second);
  const { completed, success, score, progress } = judge(config, state);
  return [completed, success, score, progress];
}

test('outcomes', () => {
  const all = { require: 'all', mastery: 0.7 };
  table(outcomeOf, [
    [[all, 0, null, null], [false, 'unknown', null, 0]],
    [[all, 5, null, null], [false, 'unknown', null, 5 / 7]],
    [[all, 5, answered(1, 1), answered(1, 1, 2)], [false, 'unknown', null, 6 / 7]],
    [[all, 5, answered(1, 1), answered(2, 1, 2)], [true, 'failed', 0.625, 1]],
    [[all, 5, answered(2), answered(1, 1)], [true, 'passed', 0.75, 1]],
    [[all, 1, null, answered(1, 1)], [false, 'passed', 0.75, 2 / 7]],
    [[{ ...all, mastery: null }, 5, answered(2), answered(2)], [true, 'unknown', 0, 1]],
    [[{ require: 'pages', share: 0.8, mastery: 0.7 }, 3, null, null], [false, 'unknown', null, 0.6]],
    [[{ require: 'pages', share: 0.8, mastery: 0.7 }, 4, null, null], [true, 'unknown', null, 0.8]],
    [[{ require: 'passed', mastery: 0.7 }, 5, answered(2), answered(2)], [false, 'failed', 0, 0.99]],
    [[{ require: 'passed', mastery: 0.75 }, 0, null, answered(1, 1)], [true, 'passed', 0.75, 1]],
  ]);
});

test('sums of decimal points do not fail a learner', () => {
  const questions = [1, 2, 3].map((n) => question(n, { points: 0.1 }));
  const state = emptyState();
  state.answers.set('Q01', answered(1, 1));
  state.answers.set('Q02', answered(1, 1));
  state.answers.set('Q03', answered(1));
  assert.equal(judge(course({ questions, policy: { mastery: 0.2 / 0.3 } }), state).success, 'passed');
});

test('an objective is reported once all about it is known', () => {
  const config = course({
    pages: 2,
    units: [{ id: 'one', title: 'One', objectives: ['o_page', 'o_both'] }],
    objectives: ['o_page', 'o_both', 'o_quiz', 'o_none'].map((id) => ({ id, text: id })),
    questions: [question(1, { objectives: ['o_both'] }), question(2, { objectives: ['o_quiz'] })],
  });
  const state = emptyState();
  assert.deepEqual(judgeObjectives(config, state), []);
  state.answers.set('Q01', answered(1));
  state.answers.set('Q02', answered(1, 1));
  assert.deepEqual(judgeObjectives(config, state), [{ id: 'o_quiz', score: 1, success: 'passed' }]);
  state.seen.add('P01').add('P02');
  assert.deepEqual(judgeObjectives(config, state), [
    { id: 'o_page', score: null, success: 'unknown' },
    { id: 'o_both', score: 0, success: 'failed' },
    { id: 'o_quiz', score: 1, success: 'passed' },
  ]);
});

test('objectives are found by id among those the manifest has filled in', () => {
  const config = course({ pages: 1, objectives: [{ id: 'o_1', text: '' }, { id: 'o_2', text: '' }], questions: [question(1, { objectives: ['o_1', 'o_2'] })] });
  for (const driver of /** @type {const} */ (['scorm12', 'scorm2004'])) {
    const lms = createLms(driver, { values: { 'cmi.objectives.0.id': 'other', 'cmi.objectives.1.id': 'o_1' } });
    const { launch } = openLaunch('built', driver, config, { api: lms.api });
    launch.showPage('P01');
    lms.take();
    answer(launch, 1);
    const status = driver === 'scorm12' ? ['status passed'] : ['success_status passed', 'completion_status completed', 'score.scaled 1'];
    const score = ['score.raw 100', 'score.min 0', 'score.max 100'];
    assert.deepEqual(
      lms.take().filter((call) => call.includes('cmi.objectives')),
      [
        'GetValue cmi.objectives._count',
        'GetValue cmi.objectives.0.id',
        'GetValue cmi.objectives.1.id',
        ...[...status, ...score].map((rest) => `SetValue cmi.objectives.1.${rest}`),
        'SetValue cmi.objectives.2.id o_2',
        ...[...status, ...score].map((rest) => `SetValue cmi.objectives.2.${rest}`),
      ],
    );
  }
});

test('LMS calls at load stay at fifteen at most at any size', () => {
  const config = course({ pages: 9, questions: Array.from({ length: 9 }, (_, n) => question(n + 1)) });
  for (const driver of /** @type {const} */ (['scorm12', 'scorm2004'])) {
    const lms = createLms(driver);
    openLaunch('built', driver, config, { api: lms.api }).launch.showPage('P01');
    assert.ok(lms.take().length <= 15);
  }
});

test('a page inserted before the bookmark moves nothing', () => {
  const config = course({ pages: 2 });
  config.pages.unshift(page(7));
  const lms = createLms('scorm12', { values: { 'cmi.core.lesson_location': 'P02' } });
  assert.equal(openLaunch('built', 'scorm12', config, { api: lms.api }).launch.state.page, 'P02');
});

const throws = new Proxy({}, { get: () => { throw new Error('cross-origin'); } });
const api = { LMSInitialize: () => 'true' };
const chain = (...windows) => windows.reduceRight((parent, own) => Object.assign(own, { parent: parent ?? own }), null);

test('the API is found wherever it may be', () => {
  const own = { API: api };
  const find = (window) => findApi(window, 'API', 'LMSInitialize');
  assert.equal(find(chain(own)), api);
  assert.equal(find(chain({}, {}, { API: api })), api);
  assert.equal(find(chain({}, { API: api }, throws)), api);
  assert.equal(find({ parent: throws, opener: chain({}, { API: api }) }), api, 'a parent that throws hides no opener');
  assert.equal(find(chain({}, { opener: { opener: { API: api } } })), api, 'the opener of a parent, and its opener');
  assert.equal(find(chain({ API: { nodeType: 1 } }, { API: api })), api, 'an element with that id is no API');
  assert.equal(find(chain({})), null);
  assert.equal(find({ parent: throws, opener: throws }), null);
  const a = {};
  const b = { parent: a };
  assert.equal(find(Object.assign(a, { parent: b })), null, 'a ring of windows ends');
});
