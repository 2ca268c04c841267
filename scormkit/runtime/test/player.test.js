/** The built player on a document as a theme would write it. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fold, findFolded } from '../src/player/fold.js';
import { choice } from '../src/questions/choice.js';
import { unseal } from '../src/questions/seal.js';
import { course, question, seal } from './course.js';
import { form, openPage, strings } from './page.js';

test('opens at the first page, marks the document, and shows where the learner is', () => {
  const { document, shown, $, lms } = openPage();
  assert.deepEqual(shown(), ['page-1']);
  assert.ok(document.documentElement.matches('.js:not(.no-js)'));
  assert.equal($('[data-position]').textContent, 'Page 1 of 3');
  assert.deepEqual([$('[data-progress]').getAttribute('aria-valuenow'), $('[data-progress]').getAttribute('aria-valuetext')], ['25', '25% done']);
  const links = [...document.querySelectorAll('nav a')].map((link) => [link.dataset.state, link.getAttribute('aria-current'), link.textContent]);
  assert.deepEqual(links, [['current', 'page', 'Page 1 (seen)'], ['new', null, 'Page 2 (not seen yet)'], ['new', null, 'Page 3 (not seen yet)']]);
  assert.deepEqual([$('[data-action=previous]').disabled, $('[data-action=next]').disabled, $('[data-action=exit]').hidden], [true, false, false]);
  assert.equal(document.activeElement, document.body, 'the start takes no focus');
  assert.equal(lms.held['cmi.location'], 'P01');
});

test('moves by buttons, links and keys, with the focus on the heading and the address kept', () => {
  const { document, window, shown, click, key, $ } = openPage({ bodies: { 'page-3': '<p id="deep">x</p>', 'page-1': '<a id="to" href="#deep">go</a>' } });
  click('[data-action=next]');
  assert.deepEqual([shown(), document.activeElement?.textContent, window.location.hash, document.title], [['page-2'], 'Page 2', '#page-2', 'Page 2 – Tiny']);
  key('PageDown', { altKey: true });
  assert.deepEqual([shown(), $('[data-action=next]').disabled], [['page-3'], true]);
  key('PageUp', { altKey: true });
  assert.deepEqual(shown(), ['page-2']);
  click('nav a[data-goto="page-1"]');
  assert.deepEqual(shown(), ['page-1']);
  click('#to');
  assert.deepEqual([shown(), document.activeElement?.id], [['page-3'], 'deep']);
  const input = $('input[type=search]');
  key('PageUp', { altKey: true }, input);
  key('PageDown', {}, document.body);
  assert.deepEqual(shown(), ['page-3']);
  assert.equal(window.history.length, 1);
});

test('opens at the bookmark, and at the page in the address before that', () => {
  const first = openPage();
  first.click('[data-action=next]');
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const values = first.lms.saved();
  assert.deepEqual(openPage({ values }).shown(), ['page-2']);
  assert.deepEqual(openPage({ values, url: 'http://lms.test/sco/index.html#page-3' }).shown(), ['page-3']);
  assert.deepEqual(openPage({ values, url: 'http://lms.test/sco/index.html#nowhere' }).shown(), ['page-2']);
});

const WITH_FILE = () => {
  const config = course({ pages: 3, questions: [question(1, { page: 'page-2' })] });
  config.pages[1].file = 'pages/course/page-2.html';
  return config;
};
const FILE = `<!doctype html><body><section class="page" id="page-2" data-page="page-2"><h1 tabindex="-1">Page 2</h1><img src="../../media/a.png" srcset="../../media/a.png 1x, ../../media/b.png 2x"><p>Kehlkopf: Größe</p>${form(question(1))}</section>`;

test('a page file is fetched when it is asked for, and made fit', async () => {
  const { $, click, tick, document, launch, shown } = openPage({ config: WITH_FILE(), files: { 'pages/course/page-2.html': FILE } });
  click('[data-action=next]');
  assert.equal($('#page-2 .page-loading').textContent, 'Loading the page');
  assert.equal(launch.state.seen.has('P02'), false, 'seen once it is there');
  await tick();
  assert.deepEqual([$('#page-2 img').getAttribute('src'), $('#page-2 img').getAttribute('srcset')], ['http://lms.test/sco/media/a.png', 'http://lms.test/sco/media/a.png 1x, http://lms.test/sco/media/b.png 2x']);
  assert.deepEqual([shown(), document.activeElement?.textContent, $('#page-2 form').dataset.state], [['page-2'], 'Page 2', 'open']);
  assert.equal(launch.state.seen.has('P02'), true);
});

test('a page file that cannot be had says so, offers a retry and the plain file', async () => {
  /** @type {Record<string, string>} */
  const files = {};
  const { $, click, tick, document, launch } = openPage({ config: WITH_FILE(), files });
  click('[data-action=next]');
  await tick();
  assert.equal(document.activeElement?.textContent, 'This page could not be loaded.');
  assert.equal($('#page-2 .page-open').getAttribute('href'), 'pages/course/page-2.html');
  assert.equal(launch.state.seen.has('P02'), false);
  files['pages/course/page-2.html'] = '<form>Log in</form>';
  click('#page-2 .page-retry');
  await tick();
  assert.ok($('#page-2 .page-failed'), 'a log-in page is no page of ours');
  files['pages/course/page-2.html'] = FILE;
  click('#page-2 .page-retry');
  await tick();
  assert.equal(document.activeElement?.textContent, 'Page 2');
});

/** A page with one question; `choose` and `check` answer it. */
function openQuestion(more = {}, sealed = {}, place = {}) {
  const found = question(1, more, sealed);
  const opened = openPage({ config: course({ pages: 1, questions: [found] }), bodies: { 'page-1': form(found) }, ...place });
  const { $, document, window, click } = opened;
  return {
    ...opened,
    form: $('form'),
    choose(...ids) {
      for (const input of document.querySelectorAll('form input')) {
        input.checked = ids.includes(input.value);
        input.dispatchEvent(new window.Event('change', { bubbles: true }));
      }
    },
    check: () => ($('.check').focus(), click('.check')),
    marks: () => [...document.querySelectorAll('.choice')].map((item) => item.dataset.state ?? ''),
    said: () => $('.feedback').textContent,
  };
}

test('nothing chosen: said, and the focus goes to the choices', () => {
  const { check, said, document, launch, $ } = openQuestion();
  check();
  assert.deepEqual([said(), document.activeElement?.getAttribute('value'), launch.state.answers.size], ['Choose an answer first.', 'a', 0]);
  assert.equal($('fieldset').getAttribute('aria-describedby'), $('.feedback').id);
  const many = openQuestion({ multiple: true });
  many.check();
  assert.equal(many.said(), 'Choose at least one answer first.');
});

test('a right answer: feedback, explanation, no more tries, focus on the feedback', () => {
  const { choose, check, said, form: question1, marks, document, $, lms, launch } = openQuestion({ tries: 2 }, {
    right: '<p>Well <b>done</b></p>', explanation: '<p>Because.</p>', feedback: { a: '<p>Yes, A</p>', b: '<p>No, B</p>' },
  });
  assert.equal($('.tries').textContent, 'Tries left: 2');
  choose('a');
  assert.deepEqual(marks(), ['chosen', '', '']);
  check();
  assert.equal(said(), 'RightWell doneExplanationBecause.');
  assert.equal($('.feedback b').textContent, 'done');
  assert.deepEqual([question1.dataset.state, marks(), $('.check').hidden, $('.tries').textContent], ['right', ['right', '', ''], true, '']);
  assert.deepEqual([$('.choice-feedback').hidden, $('.choice-feedback').textContent], [false, 'Yes, A']);
  assert.equal(document.activeElement, $('.feedback'));
  assert.equal($('.choice label').textContent.trim(), 'Choice a (your answer, right answer)');
  assert.ok([...document.querySelectorAll('form input')].every((input) => input.disabled));
  assert.deepEqual([lms.held['cmi.success_status'], lms.held['cmi.interactions.0.result']], ['passed', 'correct']);
  assert.equal($('[data-score]').textContent, 'Score: 100% – Passed');
  assert.equal(launch.state.answers.get('Q01')?.answer, 'B');
});

test('a wrong answer with tries left, then the last one', async () => {
  const { choose, check, said, form: question1, marks, document, $, tick, lms } = openQuestion({ tries: 2 }, { wrong: '<p>Look again</p>', explanation: '<p>A it was</p>', feedback: { b: '<p>No</p>' } });
  choose('b');
  check();
  assert.deepEqual([said(), question1.dataset.state, marks(), $('.check').textContent, $('.tries').textContent], ['Not rightLook again', 'wrong', ['', 'wrong', ''], 'Try again', 'Tries left: 1']);
  assert.equal(document.activeElement, $('.check'));
  check();
  assert.equal(question1.dataset.state, 'wrong', 'a double click takes the feedback away from nobody');
  await tick(450);
  check();
  assert.deepEqual([said(), question1.dataset.state, marks(), $('.check').textContent, document.activeElement?.getAttribute('value')], ['', 'open', ['', 'chosen', ''], 'Check', 'b']);
  choose('c');
  check();
  assert.deepEqual([said(), question1.dataset.state, marks(), $('.check').hidden, $('.tries').textContent], ['Not rightLook againExplanationA it was', 'spent', ['right', '', 'wrong'], true, 'No tries left']);
  assert.equal(lms.held['cmi.success_status'], 'failed');
  assert.equal($('[data-score]').textContent, 'Score: 0% – Not passed');
});

test('part marks', () => {
  const { choose, check, said, form: question1, marks, lms } = openQuestion({ multiple: true, partial: true }, { correct: ['a', 'b'] });
  choose('a');
  check();
  assert.deepEqual([said(), question1.dataset.state, marks()], ['Partly right', 'partly', ['right', 'right', '']]);
  assert.deepEqual([lms.held['cmi.score.scaled'], lms.held['cmi.interactions.0.result'], lms.held['cmi.interactions.0.correct_responses.0.pattern']], ['0.5', '0.5', 'a[,]b']);
});

test('hints one by one, remembered with the answer', () => {
  const { click, $, document, choose, check, launch } = openQuestion({}, { hints: ['<p>One</p>', '<p>Two</p>'] });
  assert.equal($('.hint').hidden, false);
  click('.hint');
  assert.equal($('.hints').textContent, 'Hint 1 of 2One');
  click('.hint');
  assert.deepEqual([$('.hints').textContent, $('.hint').hidden, document.activeElement], ['Hint 1 of 2OneHint 2 of 2Two', true, $('.hints')]);
  choose('a');
  check();
  assert.equal(launch.state.answers.get('Q01')?.hints, 2);
});

test('an answered question comes back as it was left', async () => {
  const first = openQuestion({ tries: 3 }, { wrong: '<p>Look</p>' });
  first.choose('b');
  first.check();
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const { form: question1, marks, said, $, launch, tick, check, lms } = openQuestion({ tries: 3 }, { wrong: '<p>Look</p>' }, { values: first.lms.saved() });
  assert.deepEqual([question1.dataset.state, marks(), said(), $('.check').textContent, $('.tries').textContent], ['wrong', ['', 'wrong', ''], 'Not rightLook', 'Try again', 'Tries left: 2']);
  assert.equal(lms.calls.some((call) => call.includes('interactions')), false, 'nothing is counted twice');
  await tick(450);
  check();
  assert.equal(question1.dataset.state, 'open');
  assert.equal(launch.state.answers.get('Q01')?.tries, 1);
});

test('right answers are in no text, attribute or configuration before answering', () => {
  const { document } = openQuestion({}, { correct: ['b'], right: '<p>geheim</p>', explanation: '<p>geheim</p>', feedback: { b: 'geheim' } });
  const html = document.documentElement.outerHTML;
  assert.doesNotMatch(html, /geheim|"correct"/);
});

test('sealing follows the documented stream', () => {
  const secret = { correct: ['a'], right: '<p>日本語 🚀 &amp;</p>' };
  for (const id of ['q_1', 'q_é', '']) assert.deepEqual(unseal({ ...question(1), id, sealed: seal(id, secret) }), secret);
  assert.equal(seal('q_1', { correct: ['a'] }), SEALED_Q1);
});

// computed in another language, by the words of docs/reference/package-anatomy.md
const SEALED_Q1 = '42dEHKDVKVQXPHeoojVGWl4=';

test('marking a choice', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const mark = (more, correct, chosen) => choice.mark(question(1, { choices: ids.map((id) => ({ id, text: id })), ...more }), { correct }, { answer: chosen, text: '' });
  const rows = [
    [{}, ['a'], 'B', [1, 1]],
    [{}, ['a'], 'C', [0, 1]],
    [{ multiple: true }, ['a', 'b'], 'D', [1, 1]],
    [{ multiple: true }, ['a', 'b'], 'B', [0, 1]],
    [{ multiple: true }, ['a', 'b'], 'H', [0, 1]],
    [{ multiple: true, partial: true }, ['a', 'b'], 'B', [1, 2]],
    [{ multiple: true, partial: true }, ['a', 'b'], 'H', [1, 2]],
    [{ multiple: true, partial: true }, ['a', 'b'], 'M', [0, 2]],
    [{ multiple: true, partial: true }, ['a', 'b'], 'D', [2, 2]],
  ];
  assert.deepEqual(rows.map(([more, correct, chosen]) => Object.values(mark(more, correct, chosen))), rows.map((row) => row[3]));
  assert.deepEqual([1, 6, 7, 36].map((n) => choice.longest({ ...question(1), choices: Array(n).fill({ id: 'x', text: '' }) })), [1, 1, 2, 6]);
});

test('search finds without accents and case, also in page files, and leads to the page', async () => {
  const { $, click, tick, document, shown, key } = openPage({
    config: WITH_FILE(), files: { 'pages/course/page-2.html': FILE }, bodies: { 'page-1': '<p>Straße und Größe</p>', 'page-3': '<p>nothing here</p>' },
  });
  click('[data-action=search]');
  assert.deepEqual([$('[data-search]').hidden, $('[data-action=search]').getAttribute('aria-expanded'), document.activeElement], [false, 'true', $('input[type=search]')]);
  const type = async (text) => {
    $('input[type=search]').value = text;
    key('Enter', {}, $('input[type=search]'));
    await tick();
  };
  await type('grosse');
  assert.equal($('.search-status').textContent, 'Pages found: 2');
  assert.deepEqual([...document.querySelectorAll('[data-results] a')].map((link) => [link.dataset.goto, link.querySelector('mark')?.textContent]), [['page-1', 'Größe'], ['page-2', 'Größe']]);
  await type('grosse strasse');
  assert.equal($('.search-status').textContent, 'Pages found: 1');
  await type('xyz');
  assert.equal($('.search-status').textContent, 'Nothing found. Try another word.');
  await type('kehlkopf');
  click('[data-results] a');
  await tick();
  assert.deepEqual([shown(), $('[data-search]').hidden, document.activeElement?.textContent], [['page-2'], true, 'Page 2']);
  click('[data-action=search]');
  key('Escape', {}, $('input[type=search]'));
  assert.deepEqual([$('[data-search]').hidden, document.activeElement], [true, $('[data-action=search]')]);
});

test('search says when pages could not be searched', async () => {
  const { $, key, tick } = openPage({ config: WITH_FILE() });
  $('input[type=search]').value = 'Page';
  key('Enter', {}, $('input[type=search]'));
  await tick();
  assert.equal($('.search-status').textContent, 'Pages found: 2\nSome pages could not be searched.');
});

test('folding knows its way back', () => {
  assert.equal(fold('ÀÉÎõüß ŒæØł'), 'aeiouss oeaeol');
  assert.equal(fold('مُدَرِّس'), 'مدرس');
  assert.deepEqual(findFolded('Die Größe', 'grosse'), [4, 9]);
  assert.deepEqual(findFolded('e\u0301tude', 'etude'), [0, 6]);
  assert.equal(findFolded('abc', 'x'), null);
});

test('a glossary word shows its meaning on hover, focus and touch, and Escape dismisses it', async () => {
  const { $, document, window, key, click, tick } = openPage({ bodies: { 'page-1': '<a class="term" href="#term-stridor" data-term="stridor">stridor</a>' } });
  const tip = $('.term-tip');
  const term = $('a.term');
  term.focus();
  assert.deepEqual([tip.hidden, tip.innerHTML, term.getAttribute('aria-describedby')], [false, 'A high <b>sound</b>', tip.id]);
  key('Escape');
  assert.deepEqual([tip.hidden, term.hasAttribute('aria-describedby'), document.activeElement], [true, false, term]);
  term.blur();
  const pointer = (type, target, pointerType = 'mouse') => target.dispatchEvent(Object.assign(new window.Event(type, { bubbles: true }), { pointerType }));
  pointer('pointerover', term);
  assert.equal(tip.hidden, false);
  pointer('pointerout', term);
  pointer('pointerover', tip);
  await tick(200);
  assert.equal(tip.hidden, false, 'the tip can be pointed at');
  pointer('pointerout', tip);
  await tick(200);
  assert.equal(tip.hidden, true);
  click(term);
  assert.equal(tip.hidden, false, 'a touch opens it');
  click(document.body);
  assert.equal(tip.hidden, true);
});

test('tabs', () => {
  const html = '<div class="tabs" data-tabs><section class="tab"><h3 class="tab-title">One</h3>1</section><section class="tab"><h3 class="tab-title">Two</h3>2</section></div>';
  const { document, key, click } = openPage({ bodies: { 'page-1': html } });
  const tabs = [...document.querySelectorAll('[role=tab]')];
  const state = () => [tabs.map((tab) => tab.getAttribute('aria-selected')), [...document.querySelectorAll('[role=tabpanel]')].map((panel) => panel.hidden), document.activeElement?.textContent];
  assert.deepEqual(tabs.map((tab) => [tab.textContent, document.getElementById(tab.getAttribute('aria-controls')).getAttribute('aria-labelledby') === tab.id]), [['One', true], ['Two', true]]);
  tabs[0].focus();
  key('ArrowRight');
  assert.deepEqual(state(), [['false', 'true'], [true, false], 'Two']);
  key('ArrowRight');
  key('End');
  key('Home');
  assert.deepEqual(state(), [['true', 'false'], [false, true], 'One']);
  document.querySelector('[role=tablist]').style.direction = 'rtl';
  key('ArrowLeft');
  assert.deepEqual(state(), [['false', 'true'], [true, false], 'Two']);
  click(tabs[0]);
  assert.deepEqual(state()[0], ['true', 'false']);
});

test('flashcards', () => {
  const card = (n) => `<div class="flashcard"><div class="front">F${n}</div><div class="back">B${n}</div></div>`;
  const { document, click, $ } = openPage({ bodies: { 'page-1': `<div class="flashcards" data-flashcards>${card(1)}${card(2)}</div>` } });
  const state = () => [...document.querySelectorAll('.flashcard')].map((one) => (one.hidden ? '-' : [...one.children].filter((side) => !side.hidden).map((side) => side.textContent).join()));
  assert.deepEqual([state(), $('.card-position').textContent], [['Front: F1', '-'], 'Card 1 of 2']);
  click('.card-flip');
  assert.deepEqual(state(), ['Back: B1', '-']);
  click('.card-next');
  click('.card-next');
  assert.deepEqual([state(), $('.card-next').getAttribute('aria-disabled')], [['-', 'Front: F2'], 'true']);
});

test('media: speed, and the second where the learner stopped', () => {
  const config = { ...course({ pages: 2, questions: [] }), media: [{ key: 'M01' }] };
  const { $, window, launch, click } = openPage({ config, bodies: { 'page-1': '<video data-media="M01"></video>' } });
  const video = $('video');
  $('.media-speed select').value = '1.5';
  $('.media-speed select').dispatchEvent(new window.Event('change'));
  assert.equal(video.playbackRate, 1.5);
  Object.defineProperty(video, 'duration', { value: 100 });
  video.currentTime = 42.4;
  video.dispatchEvent(new window.Event('pause'));
  assert.equal(launch.state.media.get('M01'), 42);
  click('[data-action=next]');
  assert.equal(video.wasPaused, true);
  Object.defineProperty(video, 'ended', { value: true });
  video.dispatchEvent(new window.Event('ended'));
  assert.equal(launch.state.media.has('M01'), false);
});

test('colours and text size are cycled, shown, said and remembered', () => {
  const { document, click, $, window } = openPage();
  const root = document.documentElement;
  click('[data-action=scheme]');
  assert.deepEqual([root.dataset.scheme, $('[data-action=scheme]').title, $('.announcer').textContent], ['light', 'Colours: light', 'Colours: light']);
  click('[data-action=scheme]');
  click('[data-action=text]');
  assert.deepEqual(JSON.parse(window.localStorage.getItem('scormkit:view') ?? ''), { scheme: 'dark', text: 'large', speed: 1 });
  click('[data-action=scheme]');
  assert.equal(root.dataset.scheme, undefined);
});

test('the menu opens and closes', async () => {
  const { document, click, key, $, tick } = openPage();
  assert.equal($('[data-action=menu]').getAttribute('aria-expanded'), 'false');
  click('[data-action=menu]');
  assert.deepEqual([document.body.className, $('[data-action=menu]').getAttribute('aria-expanded')], ['menu-open', 'true']);
  await tick(50);
  assert.equal(document.activeElement, $('nav [aria-current]'));
  key('Escape');
  assert.deepEqual([document.body.className, document.activeElement], ['', $('[data-action=menu]')]);
  click('[data-action=menu]');
  click('nav a');
  assert.equal(document.body.className, '');
});

test('Exit ends the launch once and says so', () => {
  const { click, $, lms, shown, document, key } = openPage();
  lms.take();
  click('[data-action=exit]');
  assert.deepEqual(lms.take().slice(-2), ['SetValue adl.nav.request suspendAll', 'Terminate']);
  assert.equal($('.exit-panel').textContent, 'You have left “Tiny”Your work is saved. You may close this window.Next time you go on where you stopped.');
  assert.deepEqual([shown(), document.activeElement, $('[data-action=next]').disabled], [[], $('.exit-panel h1'), true]);
  click('[data-action=exit]');
  key('PageDown', { altKey: true });
  click('nav a');
  assert.deepEqual([lms.take(), shown()], [[], []]);
});

test('without an LMS there is a notice and no Exit', () => {
  const { $ } = openPage({ lms: false });
  assert.deepEqual([$('[data-status]').textContent, $('[data-status]').dataset.kind, $('[data-action=exit]').hidden], [strings['notice.untracked'], 'warning', true]);
});

test('review shows the work and records nothing', () => {
  const first = openQuestion();
  first.choose('a');
  first.check();
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const { form: question1, $, lms } = openQuestion({}, {}, { values: { ...first.lms.saved(), 'cmi.mode': 'review' } });
  assert.deepEqual([question1.dataset.state, $('[data-status]').textContent], ['right', strings['notice.review']]);
  assert.deepEqual(lms.calls.filter((call) => call.startsWith('Set')), []);
});

test('the support log opens by address and by keys, and lists every call', () => {
  const { document, $, key, click, launch } = openPage({ url: 'http://lms.test/sco/index.html?scormkit-log' });
  const panel = $('.support-log');
  assert.deepEqual([panel.hidden, document.activeElement], [false, panel.querySelector('h2')]);
  assert.equal(panel.querySelectorAll('tbody tr').length, launch.log.entries.length);
  click('[data-action=next]');
  assert.equal(panel.querySelectorAll('tbody tr').length, launch.log.entries.length);
  key('Escape', {}, panel);
  assert.equal(panel.hidden, true);
  key('l', { code: 'KeyL', ctrlKey: true, altKey: true }, document.body);
  assert.equal(panel.hidden, false);
  assert.match(panel.querySelector('tbody tr').textContent, /Initialize\(""\)true$/);
});

test('a bare document without storage and history plays just as well', () => {
  const { shown, key, document, window } = openPage({ bare: true });
  key('PageDown', { altKey: true });
  assert.deepEqual([shown(), document.activeElement?.textContent, window.location.hash], [['page-2'], 'Page 2', '']);
});

test('a question that cannot be brought to life costs neither the page nor the launch', (context) => {
  const errors = context.mock.method(console, 'error', () => {});
  const broken = question(1, { sealed: '!' });
  const { $, shown, click } = openPage({ config: course({ pages: 2, questions: [broken] }), bodies: { 'page-1': form(broken) } });
  assert.equal($('form').dispatchEvent(new ($('form').ownerDocument.defaultView.Event)('submit', { bubbles: true, cancelable: true })), false);
  click('[data-action=next]');
  assert.deepEqual(shown(), ['page-2']);
  assert.ok(errors.mock.callCount() <= 1);
});

test('each string that the runtime asks for is in the documented list, and each listed one is used', () => {
  const folder = new URL('../src/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.js')).map((name) => readFileSync(new URL(String(name), folder), 'utf8')).join('\n');
  const made = {
    'notice.': ['review', 'browse'], 'scheme.': ['auto', 'light', 'dark'], 'text.': ['normal', 'large', 'larger'],
    'card.': ['front', 'back'], 'state.': ['new', 'seen', 'locked', 'exempt'], 'quiz.': ['passed', 'failed', 'done'], 'question.': ['right', 'wrong', 'partly', 'noted', 'true', 'false', 'right-sure', 'right-unsure', 'wrong-sure', 'wrong-unsure'], 'score.': ['passed', 'failed'], 'tile.said.': ['self-attested', 'code', 'made-up', 'cancelled'],
  };
  const asked = new Set([...sources.matchAll(/'((?:state|notice|exit|page|todo|finish|search|table|performance|question|choice|answer|sequence|review|clock|quiz|scenario|checklist|score|card|media|log|tile)\.[a-z-]+|position|progress)'/g)].map(([, key]) => key));
  for (const [stem, ends] of Object.entries(made)) for (const end of ends) asked.add(stem + end);
  assert.deepEqual([...asked].sort(), Object.keys(strings).sort());
});

test('a table that is wider than the page can be scrolled by keyboard and says where more is hidden', () => {
  const sizes = (window, wide) => {
    Object.defineProperty(window.HTMLElement.prototype, 'scrollWidth', { configurable: true, get: () => (wide ? 500 : 300) });
    Object.defineProperty(window.HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 300 });
  };
  const bodies = { 'page-1': '<div class="table" tabindex="0" role="group"><table><caption>Teas</caption><tr><td>x</td></tr></table></div>' };
  const state = (box) => ['role', 'tabindex', 'aria-label', 'data-more'].map((name) => box.getAttribute(name));
  const narrow = openPage({ bodies, before: (window) => sizes(window, false) });
  assert.deepEqual(state(narrow.$('.table')), [null, null, null, '']);
  const { $, window } = openPage({ bodies, before: (window) => sizes(window, true) });
  assert.deepEqual(state($('.table')), ['region', '0', 'Teas', 'end']);
  $('.table').scrollLeft = 100;
  $('.table').dispatchEvent(new window.Event('scroll'));
  assert.deepEqual(state($('.table')), ['region', '0', 'Teas', 'start end']);
});
