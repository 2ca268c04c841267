/** What can be read before answering: with other right answers the page is the same, whatever the player has made of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { emptyState, encodeState } from '../src/state/state.js';
import { course, question, seal } from './course.js';
import { form, openPage } from './page.js';

const options = (...words) => words.map((text, n) => ({ id: 'abcdef'[n], text }));
const HINTS = { hints: ['<p>SECRET hint</p>'], right: '<p>SECRET right</p>', wrong: '<p>SECRET wrong</p>', explanation: '<p>SECRET why</p>', afterTry: ['<p>SECRET after</p>'], feedback: { a: '<p>SECRET a</p>', b: '<p>SECRET b</p>' } };

/** Each kind with two sets of right answers. */
const KINDS = [
  [{ kind: 'true-false', choices: [{ id: 'true', text: 'True' }, { id: 'false', text: 'False' }] }, { correct: ['true'] }, { correct: ['false'] }],
  [{ choices: options('One', 'Two', 'Three') }, { correct: ['a'] }, { correct: ['c'] }],
  [{ multiple: true, partial: true, choices: options('Four', 'Five', 'Six') }, { correct: ['a', 'b', 'c'] }, { correct: ['b'] }],
  [{ kind: 'fill-in', blanks: [{ id: 'b1' }, { id: 'b2' }] }, { correct: [], blanks: { b1: { accept: ['SECRET'] }, b2: { accept: [], patterns: ['SECRET+'] } } }, { correct: [], blanks: { b1: { accept: ['x'], exact: true }, b2: { accept: ['y'] } } }],
  [{ kind: 'matching', choices: options('Seven', 'Eight'), targets: options('Odd', 'Even', 'Neither') }, { correct: [], pairs: [['a', 'a'], ['b', 'b']] }, { correct: [], pairs: [['a', 'c'], ['b', 'c']] }],
  [{ kind: 'sequencing', choices: options('Look', 'Listen', 'Feel', 'Act', 'Call', 'Wait') }, { correct: [...'abcdef'] }, { correct: [...'fbdace'] }],
  [{ kind: 'numeric', choices: [] }, { correct: [], ranges: [[777, 888]] }, { correct: [], ranges: [[null, -3]] }],
  [{ kind: 'likert', graded: false, choices: options('Never', 'Often', 'Always') }, { correct: [] }, { correct: [] }],
  [{ kind: 'performance', multiple: true, choices: options('Wash', 'Tilt', 'Tell') }, { correct: ['a', 'b'] }, { correct: ['c'] }],
  [{ kind: 'long-fill-in', graded: false, choices: [] }, { correct: [], model: '<p>SECRET</p>', rubric: ['SECRET one', 'SECRET two'] }, { correct: [], rubric: ['x'] }],
  [{ kind: 'other', form: 'hotspot', choices: options('Tongue', 'Larynx') }, { correct: ['a'] }, { correct: ['b'] }],
  [{ kind: 'other', form: 'label', choices: options('1', '2'), targets: options('Ear', 'Nose') }, { correct: [], pairs: [['a', 'a'], ['b', 'b']] }, { correct: [], pairs: [['a', 'b'], ['b', 'a']] }],
];

function opened(set, feedbackAtEnd) {
  const ask = (prefix, more) => KINDS.map(([shape, ...answers], n) => {
    const id = `${prefix}_${n}`;
    return question(0, { id, key: `${prefix}${n}__`.slice(0, 3), tries: 2, shuffle: true, confidence: true, hintCost: 0.5, ...shape, ...more, sealed: seal(id, { ...HINTS, ...answers[set] }) });
  });
  const single = ask('a', {});
  const inQuiz = ask('z', { quiz: 'quiz' });
  const quiz = { id: 'quiz', key: 'ZZ1', title: 'Quiz', page: 'page-1', unit: 'one', purpose: 'graded', passMark: null, tries: 2, wait: 0, timeLimit: 0, feedbackAtEnd, shuffle: true, questions: inQuiz.slice(4).map(({ id }) => id), pools: [{ count: 2, questions: inQuiz.slice(0, 4).map(({ id }) => id) }] };
  const scene = question(0, { id: 'story_start', key: 'S01', scenario: 'story', graded: false, choices: options('Go', 'Stay'), sealed: seal('story_start', { correct: [['a'], ['b']][set], feedback: HINTS.feedback }) });
  const moves = [[{ choice: 'a', scene: 'good', points: 3 }, { choice: 'b', scene: 'bad', points: -1 }], [{ choice: 'a', scene: 'bad', points: 0 }, { choice: 'b', scene: 'good', points: 9 }]][set];
  const scenario = { id: 'story', key: 'SS1', title: 'Story', page: 'page-1', unit: 'one', graded: true, points: 1, best: 3, scenes: [{ id: 'start', question: 'story_start' }, { id: 'good', question: null }, { id: 'bad', question: null }], sealed: seal('story', { moves: { start: moves } }) };
  const config = course({ pages: 1, questions: [...single, ...inQuiz, scene], quizzes: [quiz], scenarios: [scenario] });
  const state = emptyState();
  state.draws.set('***', 20261123);
  const body = `${single.map((one) => form(one)).join('')}
    <section class="quiz" data-quiz="quiz"><div class="quiz-start"><button type="button" data-action="start">Start</button></div><ol class="quiz-questions">${inQuiz.map((one) => `<li class="quiz-question">${form(one)}</li>`).join('')}</ol>
      <div class="quiz-actions"><span class="quiz-position"></span><button type="button" data-action="hand-in">Hand in</button></div><div class="quiz-result" role="status"></div></section>
    <section class="scenario" data-scenario="story"><section class="scene" data-scene="start"><h3 class="scene-title" tabindex="-1">Start</h3>${form(scene)}</section><section class="scene" data-scene="good">Good</section><section class="scene" data-scene="bad">Bad</section><div class="scenario-result" role="status"></div></section>`;
  const page = openPage({ config, bodies: { 'page-1': body }, values: { 'cmi.suspend_data': encodeState(state, 4096, config) } });
  /** Text, attributes, order: all that a learner, a screen reader, a printer or the developer tools find in the page. */
  const readable = () => {
    const copy = page.document.documentElement.cloneNode(true);
    for (const script of copy.querySelectorAll('script')) script.textContent = script.textContent.replace(/"sealed":"[^"]*"/g, '');
    const values = [...page.document.querySelectorAll('input, select, textarea')].map((control) => `${control.value} ${control.checked}`);
    return [copy.outerHTML, ...values].join('\n');
  };
  return { ...page, readable };
}

for (const feedbackAtEnd of [false, true]) {
  test(`with other right answers the page reads the same before answering (feedback ${feedbackAtEnd ? 'at the end' : 'at once'})`, () => {
    const pages = [0, 1].map((set) => opened(set, feedbackAtEnd));
    const same = (when) => {
      const [one, other] = pages.map((page) => page.readable());
      assert.equal(one, other, when);
      assert.doesNotMatch(one, /SECRET|777|888/, when);
    };
    same('opened');
    for (const { click } of pages) click('.quiz [data-action=start]');
    same('in a quiz that was begun');
    for (const { document, window } of pages) {
      for (const input of document.querySelectorAll('.choices input, .confidence input')) {
        input.checked = true;
        input.dispatchEvent(new window.Event('change', { bubbles: true }));
      }
      for (const select of document.querySelectorAll('select')) {
        select.value = 'a';
        select.dispatchEvent(new window.Event('change', { bubbles: true }));
      }
      for (const place of document.querySelectorAll('input.blank, input.number, textarea')) {
        place.value = '7';
        place.dispatchEvent(new window.Event('input', { bubbles: true }));
      }
    }
    same('chosen and written, but not handed in');
    if (!feedbackAtEnd) return;
    for (const { document, click } of pages) for (const check of document.querySelectorAll('.quiz-question:not([hidden]) .check')) click(check);
    same('saved in a quiz that is judged at its end');
    assert.ok(pages[0].document.querySelectorAll('.quiz form[data-state=noted]').length > 5);
  });
}

test('whoever may try a quiz again is not told after the first try what would have been right', () => {
  const { document, click, readable } = opened(0, true);
  click('.quiz [data-action=start]');
  click('.quiz [data-action=hand-in]');
  click('.quiz [data-action=hand-in]');
  const told = [...document.querySelectorAll('.quiz .right-answer, .quiz .explanation, .quiz .choice[data-state=right]')].map((one) => one.textContent);
  assert.deepEqual(told, []);
  assert.doesNotMatch(readable(), /SECRET why|SECRET hint|777/);
});
