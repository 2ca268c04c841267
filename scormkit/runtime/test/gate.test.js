/** The order between units of one SCO. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lockedUnits } from '../src/gate.js';
import { emptyState } from '../src/state/state.js';
import { course, question } from './course.js';
import { openPage } from './page.js';

/** Three units of a page each; the second has a question and a mastery score. */
function threeUnits(policy = {}, prerequisites = {}) {
  const config = course({ pages: 3, questions: [question(1, { page: 'page-2', unit: 'u2', tries: 0 })], policy });
  config.pages.forEach((page, n) => (page.unit = `u${n + 1}`));
  config.units = [1, 2, 3].map((n) => ({ id: `u${n}`, title: `Unit ${n}`, objectives: [], mastery: n === 2 ? 0.8 : null, prerequisites: prerequisites[`u${n}`] ?? [] }));
  return config;
}

function lockedAfter(config, seen, earned) {
  const state = emptyState();
  for (const n of seen) state.seen.add(`P0${n}`);
  if (earned !== null) state.answers.set('Q01', { tries: 1, hints: 0, right: earned === 1, earned, of: 1, record: null, answer: '' });
  return [...lockedUnits(config, state)].map(([unit, first]) => `${unit} after ${first.id}`);
}

test('which units are locked', () => {
  const rows = [
    ['free', 'all', [], null, []],
    ['in-order', 'all', [], null, ['u2 after u1', 'u3 after u2']],
    ['in-order', 'all', [1], null, ['u3 after u2']],
    ['in-order', 'all', [1, 2], null, ['u3 after u2']],
    ['in-order', 'all', [1, 2], 0, []],
    ['in-order', 'pages', [1, 2], null, []],
    ['in-order', 'passed', [1, 2], 0, ['u3 after u2']],
    ['in-order', 'passed', [1, 2], 1, []],
    ['mastery', 'all', [1], null, ['u3 after u2']],
    ['mastery', 'all', [1, 2], 0, ['u3 after u2']],
    ['mastery', 'all', [1, 2], 1, []],
    ['mastery', 'all', [1, 3], null, []],
  ];
  assert.deepEqual(rows.map(([order, require, seen, earned]) => lockedAfter(threeUnits({ order, require }), seen, earned)), rows.map((row) => row[4]));
});

test('prerequisites lock too, those of other SCOs do not', () => {
  const config = threeUnits({}, { u2: ['u3'], u3: ['elsewhere'] });
  assert.deepEqual([lockedAfter(config, [], null), lockedAfter(config, [3], null)], [['u2 after u3'], []]);
});

test('everything is open once the whole is completed', () => {
  const state = emptyState();
  state.reported.completed = true;
  assert.equal(lockedUnits(threeUnits({ order: 'in-order' }), state).size, 0);
});

test('in place of a locked page stands what comes first, and the search only counts it', async () => {
  const { $, click, shown, key, tick, document } = openPage({ config: threeUnits({ order: 'in-order', require: 'pages' }), url: 'http://lms.test/sco/index.html#page-3' });
  const link = (n) => $(`nav a[data-goto="page-${n}"]`);
  const barrier = () => [...$('.barrier').querySelectorAll('h1, p, li')].map((part) => part.textContent);
  assert.deepEqual([shown(), barrier()], [[], ['Page 3', 'Finish “Unit 2” first. Then this page opens.', 'Still to do', 'Page 1 not seen yet', 'Go to: Page 1']], 'the address opens nothing that is locked');
  assert.deepEqual([link(2).dataset.state, link(2).getAttribute('aria-disabled'), link(2).textContent], ['locked', 'true', 'Page 2 (opens later)']);
  click($('.barrier a.button'));
  assert.deepEqual([shown(), $('.barrier')], [['page-1'], null]);
  click(link(3));
  assert.deepEqual([shown(), barrier().slice(3), document.activeElement], [[], ['Page 2 not seen yet', 'Go to: Page 2'], $('.barrier h1')]);
  $('input[type=search]').value = 'page';
  key('Enter', {}, $('input[type=search]'));
  await tick();
  assert.deepEqual([...document.querySelectorAll('[data-results] a')].map((found) => found.dataset.goto), ['page-1', 'page-2']);
  assert.equal($('.search-status').textContent, 'Pages found: 2\nOn pages that open later: 1');
  click('[data-action=previous]');
  assert.deepEqual([shown(), link(3).dataset.state, link(3).hasAttribute('aria-disabled')], [['page-2'], 'new', false]);
  click('[data-action=next]');
  assert.deepEqual(shown(), ['page-3']);
});

test('in review nothing is locked', () => {
  const { shown, click } = openPage({ config: threeUnits({ order: 'in-order' }), values: { 'cmi.mode': 'review' } });
  click('nav a[data-goto="page-3"]');
  assert.deepEqual(shown(), ['page-3']);
});

test('where the order is by mastery, questions of the unit before are still to do', () => {
  const { $, click } = openPage({ config: threeUnits({ order: 'mastery', require: 'pages' }) });
  click('nav a[data-goto="page-2"]');
  click('nav a[data-goto="page-3"]');
  assert.deepEqual([...$('.todo').querySelectorAll('li')].map((item) => item.textContent), ['Page 2 questions still open: 1']);
});
