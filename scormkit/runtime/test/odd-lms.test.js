/** LMSs that answer oddly, throw, or refuse: the lesson goes on. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createConnection } from '../src/drivers/connection.js';
import { createLog, printLog } from '../src/log.js';
import { answer, course, question } from './course.js';
import { createLms } from './lms.js';
import { openLaunch } from './world.js';

const DIALECT = {
  names: { initialize: 'Initialize', finish: 'Terminate', get: 'GetValue', set: 'SetValue', commit: 'Commit', error: 'GetLastError' },
  gone: ['132'],
  unsure: ['101'],
};
const connect = (api) => createConnection(api, DIALECT, createLog(() => 0));

test('yes and no in every form', () => {
  const yes = ['true', true, 1, '1', 'TRUE'];
  const no = ['false', false, 0, '0', 'no', {}, NaN];
  const said = (value, error) => connect({ Initialize: () => value, GetLastError: () => error }).initialize();
  assert.deepEqual(yes.map((value) => said(value, '0')), yes.map(() => true));
  assert.deepEqual(no.map((value) => said(value, '0')), no.map(() => false));
  assert.deepEqual([null, undefined, ''].map((value) => said(value, 0)), [true, true, true]);
  assert.deepEqual([null, undefined, ''].map((value) => said(value, 391)), [false, false, false]);
  assert.deepEqual(['101', 103, '102', '104'].map((error) => said('false', error)), [true, true, false, false]);
});

test('values in every form', () => {
  const values = ['x', 0, 5, true, false, null, undefined, 'null', 'undefined'];
  assert.deepEqual(values.map((value) => connect({ GetValue: () => value }).get('cmi.location')), ['x', '0', '5', 'true', 'false', '', '', '', '']);
});

test('arguments are always strings', () => {
  /** @type {unknown[]} */
  const seen = [];
  const api = new Proxy({}, { get: (_, name) => (...args) => (seen.push(...args), name === 'GetLastError' ? '0' : 'true') });
  const { launch } = openLaunch('built', 'scorm2004', course(), { api });
  launch.showPage('P01');
  answer(launch, 1);
  launch.end(true);
  assert.deepEqual(seen.filter((arg) => typeof arg !== 'string'), []);
  assert.ok(seen.length > 20);
});

test('a value that was refused for good is not offered again, one that was refused in passing is', () => {
  let error = '406';
  let sets = 0;
  const lms = connect({ SetValue: () => (sets++, 'false'), GetLastError: () => error });
  lms.set('cmi.location', 'a');
  lms.set('cmi.location', 'a');
  assert.equal(sets, 1);
  error = '101';
  lms.set('cmi.location', 'b');
  lms.set('cmi.location', 'b');
  assert.equal(sets, 3);
});

for (const driver of /** @type {const} */ (['scorm12', 'scorm2004'])) {
  test(`${driver}: an API that throws at everything is as good as none`, () => {
    const api = new Proxy({}, { get: () => () => { throw new Error('dead'); } });
    const { launch, clock, send } = openLaunch('built', driver, course(), { api });
    launch.showPage('P01');
    answer(launch, 1);
    clock.pass(100);
    send('pagehide');
    assert.equal(launch.notice()?.key, 'notice.untracked');
  });

  for (const [name, odd] of Object.entries({
    'throws at every set': (call) => { if (call === 'SetValue') throw new Error('dead'); },
    'throws at every call after a while': (() => { let n = 0; return () => { if (++n > 20) throw new Error('window closed'); }; })(),
    'answers nothing to anything': (call) => (call === 'GetValue' ? null : [null, 0]),
    'answers true to anything': () => true,
    'answers 0 to anything but Initialize': (call) => (call === 'Initialize' ? 1 : 0),
  })) {
    test(`${driver}: an LMS that ${name} stops nobody`, () => {
      const lms = createLms(driver, { intercept: odd });
      const { launch, clock, send } = openLaunch('built', driver, course({ questions: [question(1, { tries: 0 })] }), { api: lms.api });
      launch.showPage('P01');
      answer(launch, 1, { right: false });
      launch.showPage('P02');
      clock.pass(1000);
      send('hidden');
      send('visible');
      answer(launch, 1);
      send('pagehide');
      assert.equal(launch.outcome().success, 'passed');
      assert.equal(launch.ended(), true);
    });
  }

  test(`${driver}: a state that is refused for its length is offered shorter`, () => {
    const code = driver === 'scorm12' ? '405' : '406';
    const lms = createLms(driver, {
      intercept: (call, [element, value = '']) => (call === 'SetValue' && element === 'cmi.suspend_data' && value.length > 4000 ? ['false', code] : undefined),
    });
    const questions = Array.from({ length: 9 }, (_, n) => question(n + 1));
    const { launch, clock } = openLaunch('built', driver, course({ questions }), { api: lms.api });
    for (const { key } of questions) launch.state.texts.set(key, 'x'.repeat(1000));
    for (let n = 0; n < 200; n++) launch.state.answers.set(`X${n + 100}`, { tries: 1, hints: 0, right: true, earned: 1, of: 1, record: null, answer: 'A'.repeat(40) });
    launch.showPage('P01');
    clock.pass(20);
    const stored = lms.saved()['cmi.suspend_data'] ?? '';
    assert.ok(stored.length > 3000 && stored.length <= 4000, String(stored.length));
  });

  test(`${driver}: damaged state keeps what is certain and says so`, () => {
    const lms = createLms(driver);
    const first = openLaunch('built', driver, course({ policy: { require: 'passed' } }), { api: lms.api });
    first.launch.showPage('P02');
    answer(first.launch, 1);
    first.send('pagehide');
    const values = lms.saved();
    const next = createLms(driver, { values: { ...values, 'cmi.suspend_data': (values['cmi.suspend_data'] ?? '').slice(0, 30) } });
    const { launch } = openLaunch('built', driver, course({ policy: { require: 'passed' } }), { api: next.api });
    assert.equal(launch.notice()?.key, 'notice.partial');
    assert.equal(launch.state.page, 'P02');
    assert.equal(launch.outcome().success, 'passed');
    launch.showPage('P01');
    launch.end(false);
    assert.match(next.saved()['cmi.core.lesson_status'] ?? next.saved()['cmi.success_status'] ?? '', /^passed$/);
  });
}

for (const [driver, place] of [['scorm12', 'cmi.core.lesson_location'], ['scorm2004', 'cmi.location']]) {
  test(`${driver}: a state of another tool or version is told as such, and the bookmark is the LMS's`, () => {
    for (const stored of ['2oAAFabcd.', '{"lesson":3}', 'viewed=1,2,3', '1nonsense']) {
      const lms = createLms(driver, { values: { 'cmi.suspend_data': stored, [place]: 'P02' } });
      const { launch } = openLaunch('built', driver, course(), { api: lms.api });
      assert.deepEqual([launch.notice()?.key, launch.state.page, launch.state.answers.size], ['notice.unread', stored.startsWith('1') ? '' : 'P02', 0], stored);
      launch.showPage('P01');
      launch.end(false);
      assert.match(lms.saved()['cmi.suspend_data'], /^1bAAD/);
    }
  });
}

test('a launch without credit says so and records as ever', () => {
  const lms = createLms('scorm12', { values: { 'cmi.core.credit': 'no-credit' } });
  const { launch } = openLaunch('built', 'scorm12', course(), { api: lms.api });
  launch.showPage('P01');
  assert.equal(launch.notice()?.key, 'notice.nocredit');
  assert.equal(lms.saved()['cmi.core.lesson_status'], 'incomplete');
});

test('the log holds every call with its answer and its error', () => {
  const log = createLog(() => Date.UTC(2026, 10, 23));
  const lms = createConnection({ Initialize: () => 'true', SetValue: () => 'false', GetValue: () => { throw new Error('gone'); }, GetLastError: () => 406 }, DIALECT, log);
  lms.initialize();
  lms.set('cmi.location', 'a "b"');
  lms.get('cmi.mode');
  assert.equal(
    printLog(log.entries),
    [
      '2026-11-23T00:00:00.000Z\tInitialize("")\ttrue',
      '2026-11-23T00:00:00.000Z\tSetValue("cmi.location", "a \\"b\\"")\tfalse\terror 406',
      '2026-11-23T00:00:00.000Z\tGetValue("cmi.mode")\t\terror Error: gone',
    ].join('\n'),
  );
  for (let n = 0; n < 3000; n++) log.add('x', '', '');
  assert.equal(log.entries.length, 2000);
});
