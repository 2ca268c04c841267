/** Whole journeys of a learner, each call to the LMS compared; on the sources and on the built scripts. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decodeState } from '../src/state/state.js';
import { answer, course, page, question } from './course.js';
import { createLms } from './lms.js';
import { openLaunch } from './world.js';

const STATE = { scorm12: 'cmi.suspend_data', scorm2004: 'cmi.suspend_data' };

/** A value of the built scripts' own world in ours. */
const own = (value) => JSON.parse(JSON.stringify(value));

/** The calls with each state replaced by a word: its text has tests of its own. */
const plain = (calls) => calls.map((call) => call.replace(/^(SetValue cmi\.suspend_data) .+$/, '$1 STATE'));

for (const kind of /** @type {const} */ (['source', 'built'])) {
  describe(`on the ${kind} scripts`, () => {
    const open = (driver, config, place) => openLaunch(kind, driver, config, place);

    test('a first launch to completion in SCORM 1.2 makes exactly these calls', () => {
      const lms = createLms('scorm12', { values: { 'cmi.core.lesson_status': 'not attempted' } });
      const { launch, clock, send } = open('scorm12', course(), { api: lms.api });
      launch.showPage('P01');
      assert.deepEqual(plain(lms.take()), [
        'Initialize',
        'GetValue cmi.core.lesson_mode',
        'GetValue cmi.core.credit',
        'SetValue cmi.core.exit suspend',
        'GetValue cmi.core.lesson_status',
        'GetValue cmi.suspend_data',
        'GetValue cmi.core.lesson_location',
        'SetValue cmi.core.lesson_status incomplete',
        'SetValue cmi.core.lesson_location P01',
        'SetValue cmi.suspend_data STATE',
        'SetValue cmi.core.session_time 0000:00:00.00',
        'Commit',
      ]);
      clock.pass(4);
      launch.showPage('P02');
      assert.deepEqual(lms.take(), []);
      clock.pass(11);
      assert.deepEqual(plain(lms.take()), [
        'SetValue cmi.core.lesson_location P02',
        'SetValue cmi.suspend_data STATE',
        'SetValue cmi.core.session_time 0000:00:15.00',
        'Commit',
      ]);
      clock.pass(5);
      answer(launch, 1);
      assert.deepEqual(plain(lms.take()), [
        'GetValue cmi.interactions._count',
        'SetValue cmi.interactions.0.id q_1',
        'SetValue cmi.interactions.0.type choice',
        'SetValue cmi.interactions.0.time 10:11:12',
        'SetValue cmi.interactions.0.correct_responses.0.pattern a',
        'SetValue cmi.interactions.0.weighting 1',
        'SetValue cmi.interactions.0.student_response a',
        'SetValue cmi.interactions.0.result correct',
        'SetValue cmi.interactions.0.latency 0000:00:05.00',
        'SetValue cmi.core.lesson_status passed',
        'SetValue cmi.core.score.raw 100',
        'SetValue cmi.core.score.min 0',
        'SetValue cmi.core.score.max 100',
        'SetValue cmi.suspend_data STATE',
        'SetValue cmi.core.session_time 0000:00:20.00',
        'Commit',
      ]);
      clock.pass(2);
      send('hidden');
      send('pagehide');
      send('hidden');
      send('pagehide');
      assert.deepEqual(lms.take(), ['SetValue cmi.core.session_time 0000:00:22.00', 'Finish']);
    });

    test('a first launch to completion in SCORM 2004 makes exactly these calls', () => {
      const lms = createLms('scorm2004', { values: { 'cmi.completion_status': 'unknown', 'cmi.success_status': 'unknown' } });
      const { launch, clock, send } = open('scorm2004', course(), { api: lms.api });
      launch.showPage('P01');
      assert.deepEqual(plain(lms.take()), [
        'Initialize',
        'GetValue cmi.mode',
        'GetValue cmi.credit',
        'SetValue cmi.exit suspend',
        'GetValue cmi.completion_status',
        'GetValue cmi.success_status',
        'GetValue cmi.suspend_data',
        'GetValue cmi.location',
        'SetValue cmi.completion_status incomplete',
        'SetValue cmi.progress_measure 0.3333',
        'SetValue cmi.location P01',
        'SetValue cmi.suspend_data STATE',
        'SetValue cmi.session_time PT0H0M0S',
        'Commit',
      ]);
      clock.pass(65.5);
      answer(launch, 1, { right: false, seconds: 61.234 });
      assert.deepEqual(plain(lms.take()), [
        'GetValue cmi.interactions._count',
        'SetValue cmi.interactions.0.id q_1',
        'SetValue cmi.interactions.0.type choice',
        'SetValue cmi.interactions.0.timestamp 2026-11-23T10:11:12',
        'SetValue cmi.interactions.0.correct_responses.0.pattern a',
        'SetValue cmi.interactions.0.weighting 1',
        'SetValue cmi.interactions.0.learner_response b',
        'SetValue cmi.interactions.0.result incorrect',
        'SetValue cmi.interactions.0.latency PT0H1M1.23S',
        'SetValue cmi.interactions.0.description Question 1?',
        'SetValue cmi.success_status failed',
        'SetValue cmi.progress_measure 0.6667',
        'SetValue cmi.score.scaled 0',
        'SetValue cmi.score.raw 0',
        'SetValue cmi.score.min 0',
        'SetValue cmi.score.max 100',
        'SetValue cmi.suspend_data STATE',
        'SetValue cmi.session_time PT0H1M5.5S',
        'Commit',
      ]);
      launch.showPage('P02');
      assert.deepEqual(plain(lms.take()), [
        'SetValue cmi.completion_status completed',
        'SetValue cmi.progress_measure 1',
        'SetValue cmi.location P02',
        'SetValue cmi.suspend_data STATE',
        'Commit',
      ]);
      clock.pass(1);
      assert.equal(launch.end(true), true);
      send('pagehide');
      assert.deepEqual(lms.take(), ['SetValue cmi.session_time PT0H1M6.5S', 'SetValue adl.nav.request suspendAll', 'Terminate']);
    });

    for (const driver of /** @type {const} */ (['scorm12', 'scorm2004'])) {
      test(`${driver}: a suspended launch resumes where it was, also after a page was inserted and a question removed`, () => {
        const lms = createLms(driver);
        const first = open(driver, course({ pages: 3, questions: [question(1, { tries: 3 }), question(2)] }), { api: lms.api });
        first.launch.showPage('P01');
        first.launch.showPage('P02');
        answer(first.launch, 1, { right: false });
        answer(first.launch, 2);
        first.send('pagehide');

        const next = createLms(driver, { values: lms.saved() });
        const changed = course({ pages: 3, questions: [question(1, { tries: 3 })] });
        changed.pages.splice(1, 0, page(9));
        const { launch, send } = open(driver, changed, { api: next.api });
        assert.equal(launch.state.page, 'P02');
        assert.deepEqual([...launch.state.seen], ['P01', 'P02']);
        assert.deepEqual(own([...launch.state.answers]), [
          ['Q01', { tries: 1, hints: 0, right: false, sure: 0, earned: 0, of: 1, record: null, answer: 'C' }],
        ]);
        assert.equal(launch.notice(), null);
        next.take();
        launch.showPage('P02');
        assert.deepEqual(next.take(), [], 'a resume alone changes nothing');
        send('pagehide');
        assert.deepEqual(
          next.take().filter((call) => /status|Commit/.test(call)),
          [],
        );
      });

      for (const mode of ['review', 'browse']) {
        test(`${driver}: ${mode} shows everything and writes nothing`, () => {
          const lms = createLms(driver);
          const first = open(driver, course(), { api: lms.api });
          first.launch.showPage('P01');
          answer(first.launch, 1);
          first.send('pagehide');
          const next = createLms(driver, { values: { ...lms.saved(), 'cmi.core.lesson_mode': mode, 'cmi.mode': mode } });
          const { launch, clock, send } = open(driver, course(), { api: next.api });
          assert.equal(launch.state.answers.get('Q01')?.right, true);
          launch.showPage('P02');
          answer(launch, 1, { right: false });
          launch.moveMedia('M01', 5, true);
          clock.pass(100);
          send('hidden');
          send('pagehide');
          assert.deepEqual(
            next.take().filter((call) => !call.startsWith('GetValue')),
            ['Initialize', driver === 'scorm12' ? 'Finish' : 'Terminate'],
          );
          assert.deepEqual(own(launch.notice()), { key: `notice.${mode}`, kind: 'info' });
        });
      }

      test(`${driver}: a failing commit is retried with back-off, quietly, and says so once it worked`, () => {
        let down = true;
        const lms = createLms(driver, { intercept: (call) => (call === 'Commit' && down ? ['false', '101'] : undefined) });
        const { launch, clock, send } = open(driver, course({ pages: 3 }), { api: lms.api });
        const commits = () => lms.take().filter((call) => call === 'Commit').length;
        /** @type {string[]} */
        const notices = [];
        launch.subscribe((event) => event === 'notice' && notices.push(launch.notice()?.key ?? ''));
        launch.showPage('P01');
        assert.equal(commits(), 1);
        launch.showPage('P02');
        answer(launch, 1);
        clock.pass(4.9);
        assert.equal(commits(), 0, 'waits for the retry');
        clock.pass(0.1);
        assert.equal(commits(), 1);
        clock.pass(14.9);
        assert.equal(commits(), 0);
        clock.pass(0.1);
        assert.equal(commits(), 1);
        clock.pass(30 + 60 + 120 + 300 + 300);
        assert.equal(commits(), 5);
        down = false;
        send('online');
        assert.equal(commits(), 1);
        assert.deepEqual(notices, ['notice.unsaved', 'notice.saved']);
        assert.equal(decodeState(lms.saved()[STATE[driver]] ?? '', launch.config).state.answers.size, 1);
        clock.pass(1000);
        assert.equal(commits(), 0);
      });

      test(`${driver}: every try is a record of its own`, () => {
        const lms = createLms(driver, { values: { 'cmi.interactions.0.id': 'from_before' } });
        const { launch } = open(driver, course({ questions: [question(1, { tries: 2 })] }), { api: lms.api });
        answer(launch, 1, { right: false });
        answer(launch, 1);
        assert.deepEqual(
          lms.take().filter((call) => /interactions\.\d+\.(id|result)/.test(call)),
          [
            'SetValue cmi.interactions.1.id q_1',
            `SetValue cmi.interactions.1.result ${driver === 'scorm12' ? 'wrong' : 'incorrect'}`,
            'SetValue cmi.interactions.2.id q_1',
            'SetValue cmi.interactions.2.result correct',
          ],
        );
      });

      test(`${driver}: the last try alone is kept where the course says so, also over a resume`, () => {
        const config = course({ questions: [question(1, { tries: 3 })], policy: { record: 'last-try' } });
        const lms = createLms(driver);
        const first = open(driver, config, { api: lms.api });
        answer(first.launch, 1, { right: false });
        answer(first.launch, 1, { right: false });
        first.send('pagehide');
        const next = createLms(driver, { values: lms.saved() });
        const { launch } = open(driver, config, { api: next.api });
        answer(launch, 1);
        assert.deepEqual(
          [...lms.take(), ...next.take()].filter((call) => /SetValue cmi\.interactions\.\d+\.(id|result)/.test(call)),
          [
            'SetValue cmi.interactions.0.id q_1',
            `SetValue cmi.interactions.0.result ${driver === 'scorm12' ? 'wrong' : 'incorrect'}`,
            'SetValue cmi.interactions.0.id q_1',
            'SetValue cmi.interactions.0.result correct',
          ],
        );
      });

      test(`${driver}: nothing is said twice and nothing is committed when nothing changed`, () => {
        const lms = createLms(driver);
        const { launch, clock, send } = open(driver, course(), { api: lms.api });
        launch.showPage('P01');
        launch.showPage('P02');
        clock.pass(60);
        lms.take();
        launch.showPage('P02');
        send('hidden');
        send('visible');
        clock.pass(600);
        assert.deepEqual(lms.take(), []);
      });

      test(`${driver}: hiding the window commits what is new at once`, () => {
        const lms = createLms(driver);
        const { launch, send } = open(driver, course({ pages: 3 }), { api: lms.api });
        launch.showPage('P01');
        launch.showPage('P02');
        lms.take();
        send('hidden');
        assert.equal(lms.take().at(-1), 'Commit');
      });

      test(`${driver}: a session that was ended elsewhere is taken up again where the LMS allows`, () => {
        const lms = createLms(driver);
        const { launch, clock } = open(driver, course({ pages: 3 }), { api: lms.api });
        launch.showPage('P01');
        lms.api[driver === 'scorm12' ? 'LMSFinish' : 'Terminate']?.('');
        launch.showPage('P02');
        clock.pass(15);
        assert.deepEqual(own(launch.notice()), { key: 'notice.unsaved', kind: 'warning' });
        assert.match(lms.take().at(-1) ?? '', /^SetValue cmi\.(core\.)?exit suspend$/);
        clock.pass(5);
        assert.deepEqual(own(launch.notice()), { key: 'notice.saved', kind: 'done' });
        assert.equal(decodeState(lms.saved()[STATE[driver]] ?? '', launch.config).state.page, 'P02');
      });

      test(`${driver}: a session that cannot be taken up again is said so once, without further calls`, () => {
        let over = false;
        const lms = createLms(driver, { intercept: (call) => (over && call === 'Initialize' ? ['false', '104'] : undefined) });
        const { launch, clock } = open(driver, course({ pages: 3 }), { api: lms.api });
        launch.showPage('P01');
        over = true;
        lms.api[driver === 'scorm12' ? 'LMSFinish' : 'Terminate']?.('');
        launch.showPage('P02');
        clock.pass(15);
        assert.deepEqual(own(launch.notice()), { key: 'notice.lost', kind: 'warning' });
        lms.take();
        answer(launch, 1);
        clock.pass(1000);
        assert.deepEqual(lms.take(), []);
      });
    }

    test('a 1.2 LMS without interactions and objectives costs nothing but them', () => {
      const lms = createLms('scorm12', {
        intercept: (call, [element = '']) => (/interactions|objectives|mode|score\.m/.test(element) ? [call === 'GetValue' ? '' : 'false', '401'] : undefined),
      });
      const config = course({ questions: [question(1, { objectives: ['o_1'] })], objectives: [{ id: 'o_1', text: 'One' }], policy: { require: 'passed' } });
      const { launch } = open('scorm12', config, { api: lms.api });
      answer(launch, 1);
      assert.equal(lms.saved()['cmi.core.lesson_status'], 'passed');
      assert.equal(lms.saved()['cmi.core.score.raw'], '100');
    });

    test('no LMS: everything works, nothing is recorded, and that is said', () => {
      const { launch, clock, send } = open('scorm12', course());
      launch.showPage('P01');
      answer(launch, 1);
      clock.pass(100);
      send('pagehide');
      assert.equal(launch.tracked, false);
      assert.equal(launch.canExit, false);
      assert.deepEqual(own(launch.notice()), { key: 'notice.untracked', kind: 'warning' });
      assert.equal(launch.outcome().success, 'passed');
    });

    test('the local driver resumes from the browser and merges what another window wrote', () => {
      const config = course({ pages: 3 });
      const first = open('local', config);
      first.launch.showPage('P01');
      const key = 'scormkit:tiny:course';
      const stored = first.window.localStorage.getItem(key) ?? '';
      const second = open('local', config, { storage: { [key]: stored } });
      second.launch.showPage('P03');
      second.send('pagehide');
      first.window.localStorage.setItem(key, second.window.localStorage.getItem(key) ?? '');
      first.launch.showPage('P02');
      first.clock.pass(20);
      const both = open('local', config, { storage: { [key]: first.window.localStorage.getItem(key) ?? '' } });
      assert.deepEqual([...both.launch.state.seen].sort(), ['P01', 'P02', 'P03']);
      assert.equal(both.launch.state.page, 'P02');
    });

    test('a browser that keeps nothing is said so', () => {
      const opened = open('local', course(), { storage: null });
      assert.deepEqual(own(opened.launch.notice()), { key: 'notice.localoff', kind: 'warning' });
      opened.launch.showPage('P01');
    });
  });
}
