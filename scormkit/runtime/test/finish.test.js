/** What stands below the last page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findMissing } from '../src/missing.js';
import { emptyState } from '../src/state/state.js';
import { course, question } from './course.js';
import { form, openPage } from './page.js';

const one = question(1, { page: 'page-1' });
const config = () => course({ pages: 3, questions: [one] });
const open = (more = {}) => openPage({ config: config(), bodies: { 'page-1': form(one) }, ...more });

function answer({ $, window }, value) {
  $(`input[value=${value}]`).checked = true;
  $('form').dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }));
}

function lines($) {
  return [$('.finish').dataset.state, ...[...$('.finish').querySelectorAll('h2, p, li')].map((part) => part.textContent)];
}

test('before the last page nothing is said of the end', () => {
  const { $, click } = open();
  assert.equal($('.finish').hidden, true);
  click('[data-action=next]');
  assert.equal($('.finish').hidden, true);
});

test('on the last page stands what is still to do, with links', () => {
  const { $, click, shown } = open();
  click('nav a[data-goto="page-3"]');
  assert.deepEqual(lines($), ['open', '“Tiny” is not finished yet', 'Still to do', 'Page 1 questions still open: 1', 'Page 2 not seen yet', 'Save and leave']);
  click('.todo a');
  assert.deepEqual([shown(), $('.finish').hidden], [['page-1'], true]);
});

test('what is finished and passed is said with the score, and left from there', () => {
  const player = open();
  const { $, click } = player;
  answer(player, 'a');
  click('[data-action=next]');
  click('[data-action=next]');
  assert.deepEqual(lines($), ['passed', 'You have finished “Tiny”', 'Passed', 'Score: 100%', 'Save and leave']);
  click('.finish button');
  assert.deepEqual([player.launch.ended(), $('.finish').hidden], [true, true]);
});

test('what was not passed is said with what was needed', () => {
  const player = open();
  answer(player, 'b');
  player.click('[data-action=next]');
  player.click('[data-action=next]');
  assert.deepEqual(lines(player.$), ['failed', 'You have finished “Tiny”', 'Not passed', 'Score: 0%', 'To pass: 80%', 'Save and leave']);
});

test('finishing on the last page is announced', () => {
  const last = question(1, { page: 'page-2' });
  const player = openPage({ config: course({ pages: 2, questions: [last] }), bodies: { 'page-2': form(last) } });
  player.click('[data-action=next]');
  assert.equal(player.$('.announcer').textContent, '');
  answer(player, 'a');
  assert.equal(player.$('.announcer').textContent, 'You have finished “Tiny”');
});

test('without an LMS the window may be closed, and who only looks is not told what to do', () => {
  const { $, click } = open({ lms: false });
  click('nav a[data-goto="page-3"]');
  assert.equal($('.finish-leave').textContent, 'You may close this window.');
  const browsing = open({ values: { 'cmi.mode': 'browse' } });
  browsing.click('nav a[data-goto="page-3"]');
  assert.equal(browsing.$('.finish').hidden, true);
});

test('what is missing is pages, and questions where more than pages is asked for', () => {
  const named = (missing) => missing.map(({ page, unseen, questions }) => [page.id, unseen, questions]);
  const state = emptyState();
  state.seen.add('P01');
  assert.deepEqual(named(findMissing(config(), state)), [['page-1', false, 1], ['page-2', true, 0], ['page-3', true, 0]]);
  assert.deepEqual(named(findMissing(course({ pages: 3, questions: [one], policy: { require: 'pages' } }), state)), [['page-2', true, 0], ['page-3', true, 0]]);
  state.answers.set('Q01', { tries: 1, hints: 0, right: false, sure: 0, earned: 0, of: 1, record: null, answer: '' });
  assert.deepEqual(named(findMissing(config(), state)), [['page-2', true, 0], ['page-3', true, 0]]);
});

test('a long list is cut, with the number of what is left out', () => {
  const { $, click } = openPage({ config: course({ questions: Array.from({ length: 6 }, (_, n) => question(n + 1, { page: `page-${n + 1}` })), pages: 20 }) });
  click('nav a[data-goto="page-20"]');
  assert.deepEqual([$('.finish').querySelectorAll('li').length, [...$('.finish').querySelectorAll('.todo-note')].at(-1).textContent], [12, 'and more pages: 7']);
});
