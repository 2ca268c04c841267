/** Which moments of the document's life are listened to, and what each does. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { followLifecycle } from '../src/lifecycle.js';
import { openPage, strings } from './page.js';

/** A window that writes down what it is asked to listen to. */
function listen({ ended = false } = {}) {
  /** @type {Record<string, (event?: object) => void>} */
  const heard = {};
  /** @type {string[]} */
  const done = [];
  const addEventListener = (name, step) => (heard[name] = step);
  const window = { addEventListener, document: { addEventListener, visibilityState: 'visible' }, location: { reload: () => done.push('reload') } };
  followLifecycle(window, { end: (deliberate) => done.push(`end ${deliberate}`), hide: () => done.push('hide'), wake: () => done.push('wake'), ended: () => ended });
  return { heard, done, window };
}

test('nothing is listened to but what is sure and harmless', () => {
  assert.deepEqual(Object.keys(listen().heard).sort(), ['online', 'pagehide', 'pageshow', 'visibilitychange']);
});

test('pagehide ends, hidden saves, visible and online wake', () => {
  const { heard, done, window } = listen();
  heard.visibilitychange?.();
  window.document.visibilityState = 'hidden';
  heard.visibilitychange?.();
  heard.online?.();
  heard.pagehide?.();
  assert.deepEqual(done, ['wake', 'hide', 'wake', 'end false']);
});

test('a document that comes back from the cache after its end starts again', () => {
  const rows = [[true, true], [true, false], [false, true]].map(([persisted, ended]) => {
    const { heard, done } = listen({ ended });
    heard.pageshow?.({ persisted });
    return [persisted, ended, done.length];
  });
  assert.deepEqual(rows, [[true, true, 1], [true, false, 0], [false, true, 0]]);
});

test('an LMS that does not confirm the end is not said to have saved', () => {
  const { $, click, lms } = openPage();
  lms.api.Terminate = () => 'false';
  click('[data-action=exit]');
  assert.equal($('.exit-panel p').textContent, strings['exit.failed']);
});
