/** Tiles: what counts as having attended, codes, and plans from elsewhere. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canCheck, isRight, plainCode } from '../src/attendance.js';
import { status12 } from '../src/drivers/scorm12.js';
import { calendarLink, fetchPlan, safeLink, spanOf } from '../src/live-plan.js';
import { judge } from '../src/outcome.js';
import { emptyState } from '../src/state/state.js';
import { course, question } from './course.js';

// What Python's hashlib makes of 7K2MQ01D with sixteen zero bytes of salt and 1000 rounds.
const DIGEST = { salt: 'AAAAAAAAAAAAAAAAAAAAAA==', rounds: 1000, digest: 'z7c1+6YqnG3PuKeizjywLwSp4iuO5Hb91dA5C8bvucY=' };

test('a code is checked by its digest, whatever its case, gaps and look-alikes', async () => {
  assert.equal(canCheck(), true);
  assert.equal(plainCode(' 7k2m–qOiD'), '7K2MQ01D');
  assert.deepEqual(await Promise.all(['7K2M-Q01D', '7k2mqold', '7K2M-Q01E', ''].map((code) => isRight(code, DIGEST))), [true, true, false, false]);
});

test('a tile is completed and passed without a score once attendance was noted, and not by looking at it', () => {
  const attended = question(1, { kind: 'long-fill-in', graded: false });
  const config = { ...course({ pages: 1, questions: [attended] }), policy: { require: 'attended', share: 1, mastery: null, record: 'each-try', order: 'free' } };
  const state = emptyState();
  state.seen.add(config.pages[0].key);
  const verdict = () => {
    const { completed, success, score, progress } = judge(config, state);
    return [completed, success, score, progress];
  };
  assert.deepEqual(verdict(), [false, 'unknown', null, 0]);
  const chosen = { tries: 0, hints: 0, right: false, sure: 0, earned: 0, of: 1, record: null, answer: '' };
  state.answers.set(attended.key, chosen);
  assert.deepEqual(verdict(), [false, 'unknown', null, 0]);
  state.answers.set(attended.key, { ...chosen, tries: 1, right: true, earned: 1 });
  assert.deepEqual(verdict(), [true, 'passed', null, 1]);
  assert.equal(status12(judge(config, state), 'attended'), 'completed');
});

const START = { local: '2026-03-09T13:00', timezone: 'America/New_York', utc: '2026-03-09T17:00:00Z' };
const END = { local: '2026-03-09T14:30', timezone: 'America/New_York', utc: '2026-03-09T18:30:00Z' };
const OCCURRENCE = { liveSession: 'clinic', uid: 'u-1', sequence: 2, start: START, end: END };
const TILE = { session: 'clinic', saved: '', planUrl: 'https://plans.test/{cohort}.json', code: false, makeup: false, cohorts: [] };
const KNOWN = { plan: { revision: 2 }, cohort: { id: '2026a', occurrences: [OCCURRENCE] } };

test('times are told in the zone that is asked for', () => {
  assert.match(spanOf('en', 'America/New_York', OCCURRENCE), /Monday, March 9, 2026.*1:00.*2:30/);
  assert.match(spanOf('en', 'Europe/Berlin', OCCURRENCE), /Monday, March 9, 2026.*6:00.*7:30/);
  assert.match(spanOf('en', 'Asia/Tokyo', OCCURRENCE), /Tuesday, March 10, 2026/);
});

test('a newer plan is taken, and nothing else that may lie there', async (context) => {
  const plan = { format: 'scormkit.session-plan', course: { id: 'c' }, plan: { revision: 3 }, cohort: { id: '2026a', occurrences: [OCCURRENCE] } };
  const config = { course: { id: 'c' } };
  const answers = [
    plan, { ...plan, plan: { revision: 1 } }, { ...plan, course: { id: 'x' } }, { ...plan, cohort: { id: 'b', occurrences: [OCCURRENCE] } },
    { ...plan, format: 'y' }, { ...plan, cohort: { id: '2026a', occurrences: [] } }, null,
  ];
  const asked = [];
  context.mock.method(globalThis, 'fetch', async (url) => {
    asked.push(url);
    return { ok: true, json: async () => answers[asked.length - 1] };
  });
  const taken = [];
  for (const _ of answers) taken.push((await fetchPlan(config, TILE, KNOWN)) !== null);
  assert.deepEqual(taken, [true, false, false, false, false, false, false]);
  assert.deepEqual(new Set(asked), new Set(['https://plans.test/2026a.json']));
  context.mock.method(globalThis, 'fetch', async () => { throw new TypeError('offline'); });
  assert.equal(await fetchPlan(config, TILE, KNOWN), null);
});

test('only web addresses become links', () => {
  assert.deepEqual(['https://a', 'http://a', 'javascript:alert(1)', 'data:x', undefined].map(safeLink), ['https://a', 'http://a', '', '', '']);
});

test('a calendar for a new date can be read, and no line of it is too long', () => {
  const text = decodeURIComponent(calendarLink(`Airway; basics, ${'é'.repeat(90)}`, OCCURRENCE, 'Room 1\nFloor 2', '2026-02-01T10:00:00Z').replace('data:text/calendar;charset=utf-8,', ''));
  const lines = text.split('\r\n');
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75));
  const whole = text.replace(/\r\n /g, '').split('\r\n');
  assert.deepEqual(whole, [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//scormkit//tile//EN', 'BEGIN:VEVENT', 'UID:u-1', 'DTSTAMP:20260201T100000Z', 'SEQUENCE:2',
    'DTSTART:20260309T170000Z', 'DTEND:20260309T183000Z', `SUMMARY:Airway\\; basics\\, ${'é'.repeat(90)}`, 'LOCATION:Room 1 Floor 2',
    'END:VEVENT', 'END:VCALENDAR', '',
  ]);
});
