/** Quizzes, scenarios and checklists on a page, with the built scripts. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { judge, judgeObjectives } from '../src/outcome.js';
import { decodeState } from '../src/state/state.js';
import { course, question, seal } from './course.js';
import { interactionsIn } from './kinds.js';
import { form, openPage } from './page.js';

const SCORM_AGAIN = readFileSync(new URL('../../../node_modules/scorm-again/dist/scorm-again.js', import.meta.url), 'utf8');
const QUIZ = { id: 'quiz', key: 'ZZ1', title: 'Quiz', page: 'page-1', unit: 'one', purpose: 'graded', passMark: null, tries: 0, wait: 0, timeLimit: 0, questions: [], pools: [] };

function section({ id, timeLimit = 0 }, questions) {
  const clock = '<span class="clock" role="timer" hidden></span><button type="button" class="extend" hidden>More time</button>';
  return `<section class="quiz" data-quiz="${id}"><header class="quiz-head"><h2 class="quiz-title" tabindex="-1">Quiz</h2></header>
    <div class="quiz-start"><button type="button" data-action="start">Start</button></div>
    <ol class="quiz-questions">${questions.map((one) => `<li class="quiz-question">${form(one)}</li>`).join('')}</ol>
    <div class="quiz-actions"><span class="quiz-position"></span>${timeLimit ? clock : ''}<button type="button" data-action="back" hidden>Back</button><button type="button" data-action="onward" hidden>On</button><button type="button" data-action="hand-in">Hand in</button></div>
    <div class="quiz-result" role="status"></div></section>`;
}

/** A page with one quiz over `count` questions; the learner's ways to use it. */
function openQuiz(more = {}, { count = 3, config = {}, place = {}, each = {} } = {}) {
  const questions = Array.from({ length: count }, (_, n) => question(n + 1, { quiz: 'quiz', tries: 0, ...each }));
  const quiz = { ...QUIZ, questions: questions.map(({ id }) => id), ...more };
  const opened = openPage({ config: course({ pages: 1, questions, quizzes: [quiz], ...config }), bodies: { 'page-1': section(quiz, questions) }, ...place });
  const { document, window, click, $ } = opened;
  const shownItems = () => [...document.querySelectorAll('.quiz-question')].filter((item) => !item.hidden);
  return {
    ...opened,
    quiz: $('.quiz'),
    start: () => click('[data-action=start]'),
    handIn: () => click('[data-action=hand-in]'),
    asked: () => shownItems().map((item) => item.querySelector('form').dataset.question),
    choose(id, choice) {
      const input = document.querySelector(`form[data-question="${id}"] input[value="${choice}"]`);
      input.checked = true;
      input.dispatchEvent(new window.Event('change', { bubbles: true }));
    },
    check: (id) => click(`form[data-question="${id}"] .check`),
    states: () => shownItems().map((item) => item.querySelector('form').dataset.state),
    result: () => $('.quiz-result').textContent,
    leave: () => window.dispatchEvent(new window.Event('pagehide')),
  };
}

const visible = (element) => !element.closest('[hidden]');

test('a quiz begins with its start screen, and nothing counts before it is handed in', () => {
  const { quiz, asked, start, $, choose, check, handIn, lms, result, document, states } = openQuiz();
  assert.deepEqual([quiz.dataset.state, asked(), visible($('[data-action=start]')), visible($('[data-action=hand-in]'))], ['new', [], true, false]);
  start();
  assert.deepEqual([quiz.dataset.state, asked(), visible($('[data-action=start]')), visible($('[data-action=hand-in]'))], ['running', ['q_1', 'q_2', 'q_3'], false, true]);
  assert.equal(document.activeElement, document.querySelector('.quiz-question'));
  choose('q_1', 'a');
  check('q_1');
  choose('q_2', 'a');
  check('q_2');
  choose('q_3', 'b');
  assert.equal(lms.held['cmi.success_status'], undefined);
  handIn();
  assert.deepEqual([quiz.dataset.state, states(), document.activeElement], ['failed', ['right', 'right', 'wrong'], $('.quiz-result')]);
  assert.equal(result(), 'Not passedResult: 67%To pass: 80%Try again');
  assert.deepEqual(interactionsIn(lms.held, 'scorm2004').map(([id, , , response, verdict]) => [id, response, verdict]), [['q_1', 'a', 'correct'], ['q_2', 'a', 'correct'], ['q_3', 'b', 'incorrect']]);
  assert.deepEqual([lms.held['cmi.success_status'], lms.held['cmi.score.scaled']], ['failed', '0.6666667']);
  assert.ok([...document.querySelectorAll('form input')].every((input) => input.disabled));
});

test('who may try again is not told what would have been right; another draw begins afresh, and the best try stays', () => {
  const { start, choose, handIn, click, states, asked, quiz, lms, document, result } = openQuiz();
  start();
  for (const id of asked()) choose(id, id === 'q_1' ? 'a' : 'b');
  handIn();
  assert.equal(document.querySelectorAll('.choice[data-state=right]').length, 1, 'only the one that was chosen');
  click('[data-action=retake]');
  assert.deepEqual([quiz.dataset.state, states(), document.querySelectorAll('form input:checked').length, result()], ['running', ['open', 'open', 'open'], 0, '']);
  assert.equal(lms.held['cmi.score.scaled'], '0.3333333');
  for (const id of asked()) choose(id, 'a');
  handIn();
  assert.deepEqual([quiz.dataset.state, lms.held['cmi.success_status'], lms.held['cmi.score.scaled'], result()], ['passed', 'passed', '1', 'PassedResult: 100%']);
  assert.equal(interactionsIn(lms.held, 'scorm2004').length, 6);
});

test('another try can ask only what was wrong', () => {
  const { start, choose, handIn, click, states, asked, lms, document, result } = openQuiz({ retakeWrong: true, tries: 3, feedbackAtEnd: true });
  start();
  choose('q_1', 'a');
  choose('q_2', 'b');
  choose('q_3', 'b');
  handIn();
  assert.equal(result(), 'Not passedResult: 33%To pass: 80%Tries left: 2Ask again what was not right');
  click('[data-action=retake]');
  assert.deepEqual([states(), document.activeElement.querySelector('form').dataset.question], [['open', 'open'], 'q_2']);
  for (const id of asked()) choose(id, 'a');
  handIn();
  assert.equal(lms.held['cmi.score.scaled'], '1');
  assert.deepEqual(interactionsIn(lms.held, 'scorm2004').slice(3).map(([id]) => id), ['q_2', 'q_3'], 'what was right is not recorded again');
});

test('feedback at the end: answers are kept at once, judged and recorded together', () => {
  const first = openQuiz({ feedbackAtEnd: true });
  first.start();
  first.choose('q_1', 'a');
  first.choose('q_2', 'b');
  assert.deepEqual(first.states(), ['open', 'open', 'open']);
  first.check('q_2');
  first.choose('q_2', 'c');
  assert.deepEqual([first.states(), first.document.querySelector('[data-question=q_2] .feedback').textContent], [['open', 'noted', 'open'], 'Your answer is noted.']);
  assert.equal(first.lms.calls.some((call) => call.includes('interactions')), false);
  first.leave();
  const second = openQuiz({ feedbackAtEnd: true }, { place: { values: first.lms.saved() } });
  assert.deepEqual([second.quiz.dataset.state, second.states(), [...second.document.querySelectorAll('input:checked')].map(({ value }) => value)], ['running', ['noted', 'noted', 'open'], ['a', 'c']]);
  second.handIn();
  assert.equal(second.result(), 'Questions without an answer: 1. Hand in once more to leave them so.');
  assert.equal(second.quiz.dataset.state, 'running');
  second.handIn();
  assert.deepEqual(interactionsIn(second.lms.held, 'scorm2004').map((row) => row.slice(3)), [['a', 'correct'], ['c', 'incorrect'], [undefined, 'incorrect']]);
  second.leave();
  const third = openQuiz({ feedbackAtEnd: true }, { place: { values: second.lms.saved() } });
  assert.deepEqual([third.quiz.dataset.state, third.states(), third.result()], ['failed', ['right', 'wrong', 'wrong'], 'Not passedResult: 33%To pass: 80%Try again']);
  assert.equal(third.document.activeElement, third.document.body);
});

test('tries end, and then the right answers are shown', () => {
  const { start, choose, handIn, asked, document, result, $, lms } = openQuiz({ tries: 1 }, { config: { policy: { require: 'all', share: 1, mastery: 0.8, record: 'each-try' } } });
  start();
  for (const id of asked()) choose(id, 'b');
  handIn();
  assert.deepEqual([result(), $('[data-action=retake]')], ['Not passedResult: 0%To pass: 80%No tries left', null]);
  assert.equal(document.querySelectorAll('.choice[data-state=right]').length, 3);
  assert.deepEqual([lms.held['cmi.completion_status'], lms.held['cmi.success_status']], ['completed', 'failed']);
});

test('while a try is left a failed quiz settles nothing', () => {
  const { start, choose, handIn, asked, lms } = openQuiz({ tries: 2 });
  start();
  for (const id of asked()) choose(id, 'b');
  handIn();
  assert.deepEqual([lms.held['cmi.completion_status'], lms.held['cmi.success_status'], lms.held['cmi.score.scaled']], ['incomplete', undefined, undefined]);
});

test('another try may have to wait', () => {
  let now = new Date(2026, 10, 23, 10, 0, 0).getTime();
  const before = (window) => (window.Date.now = () => now);
  const first = openQuiz({ wait: 3600 }, { place: { before } });
  first.start();
  first.handIn();
  first.handIn();
  assert.match(first.result(), /You can try again from .*11:00/);
  first.leave();
  now += 3601_000;
  const second = openQuiz({ wait: 3600 }, { place: { before, values: first.lms.saved() } });
  assert.ok(second.$('[data-action=retake]'));
});

test('a clock that was put back makes nobody wait longer than they must', () => {
  const ago = (seconds) => (window) => {
    const real = window.Date.now;
    window.Date.now = () => real() - seconds * 1000;
  };
  const first = openQuiz({ wait: 600 });
  first.start();
  first.handIn();
  first.handIn();
  first.leave();
  const second = openQuiz({ wait: 600 }, { place: { values: first.lms.saved(), before: ago(86400) } });
  assert.match(second.result(), /You can try again from/);
  const { since } = second.launch.state.quizzes.get('ZZ1');
  assert.ok(since <= Date.now() / 1000 - 86000, 'the wait begins anew by the clock as it is now');
  second.leave();
  const third = openQuiz({ wait: 600 }, { place: { values: second.lms.saved(), before: ago(86400 - 700) } });
  assert.ok(third.quiz.querySelector('[data-action=retake]'), 'and is over when it is over');
});

test('where the course has fewer questions now, whoever was at the last one is at the last one', () => {
  const first = openQuiz({ forwardOnly: true }, { count: 4 });
  first.start();
  for (let i = 0; i < 3; i++) first.click('[data-action=onward]');
  first.leave();
  const second = openQuiz({ forwardOnly: true }, { count: 2, place: { values: first.lms.saved() } });
  assert.deepEqual([second.asked(), second.$('[data-action=hand-in]').hidden, second.$('.quiz-position').textContent], [['q_2'], false, 'Question 2 of 2']);
});

test('where there is no way back questions come one by one, and a resume finds the place', () => {
  const first = openQuiz({ forwardOnly: true });
  first.start();
  assert.deepEqual([first.asked(), first.$('.quiz-position').textContent, visible(first.$('[data-action=onward]')), visible(first.$('[data-action=hand-in]'))], [['q_1'], 'Question 1 of 3', true, false]);
  first.choose('q_1', 'a');
  first.click('[data-action=onward]');
  assert.deepEqual([first.asked(), first.document.activeElement.querySelector('form').dataset.question, first.launch.state.answers.get('Q01').right], [['q_2'], 'q_2', true]);
  first.leave();
  const second = openQuiz({ forwardOnly: true }, { place: { values: first.lms.saved() } });
  assert.deepEqual([second.asked(), second.$('.quiz-position').textContent], [['q_2'], 'Question 2 of 3']);
  second.click('[data-action=onward]');
  assert.deepEqual([second.asked(), visible(second.$('[data-action=onward]')), visible(second.$('[data-action=hand-in]'))], [['q_3'], false, true]);
  second.handIn();
  second.handIn();
  assert.deepEqual(second.asked(), ['q_1', 'q_2', 'q_3']);
});

test('a draw is the same after a resume, and what was not drawn neither shows nor counts', () => {
  const pools = [{ count: 2, questions: ['q_1', 'q_2', 'q_3', 'q_4', 'q_5', 'q_6'], strata: [{ name: 'x', questions: ['q_1', 'q_2', 'q_3'] }, { name: 'y', questions: ['q_4', 'q_5', 'q_6'] }] }];
  const more = { questions: [], pools, shuffle: true };
  for (const seed of [0.1, 0.5, 0.9]) {
    const first = openQuiz(more, { count: 6, place: { before: (window) => (window.Math.random = () => seed) } });
    first.start();
    const asked = first.asked();
    assert.deepEqual([asked.length, asked.filter((id) => /[123]$/.test(id)).length], [2, 1]);
    assert.equal(first.launch.outcome().graded, 2);
    first.choose(asked[0], 'a');
    first.check(asked[0]);
    first.leave();
    const second = openQuiz(more, { count: 6, place: { values: first.lms.saved() } });
    assert.deepEqual(second.asked(), asked);
    second.choose(asked[1], 'a');
    second.handIn();
    assert.equal(second.lms.held['cmi.score.scaled'], '1');
  }
});

test('a quiz with a time limit is handed in as it stands when the time is up, also if it was left in between', () => {
  let now = 1e12;
  /** @type {(() => void)[]} */
  const ticks = [];
  const before = (window) => {
    window.Date.now = () => now;
    window.setTimeout = (step) => ticks.push(step);
  };
  const first = openQuiz({ timeLimit: 60 }, { place: { before } });
  first.start();
  assert.equal(first.$('.clock').textContent, 'Time left: 1:00');
  first.choose('q_1', 'a');
  first.check('q_1');
  now += 45_000;
  ticks.splice(0).forEach((step) => step());
  first.click('.extend');
  assert.equal(first.$('.clock').textContent, 'Time left: 1:15');
  first.leave();
  ticks.splice(0);
  now += 74_000;
  const second = openQuiz({ timeLimit: 60 }, { place: { before, values: first.lms.saved() } });
  assert.deepEqual([second.quiz.dataset.state, second.$('.clock').textContent], ['running', 'Time left: 0:01']);
  now += 2_000;
  ticks.splice(0).forEach((step) => step());
  assert.deepEqual([second.quiz.dataset.state, second.states()], ['failed', ['right', 'wrong', 'wrong']]);
  assert.match(second.result(), /^The time is over\. Your answers were handed in as they stood\./);
});

test('practice and recall are judged, shown, and never count', () => {
  for (const purpose of ['practice', 'recall']) {
    const { start, choose, handIn, asked, lms, quiz, result, document } = openQuiz({ purpose }, { each: { graded: false } });
    start();
    for (const id of asked()) choose(id, id === 'q_1' ? 'b' : 'a');
    handIn();
    assert.deepEqual([quiz.dataset.state, result()], ['done', 'Handed inResult: 67%Try again']);
    assert.equal(document.querySelectorAll('.choice[data-state=right]').length, 3, 'who practises is told');
    assert.deepEqual([lms.held['cmi.completion_status'], lms.held['cmi.success_status'], lms.held['cmi.score.scaled']], ['completed', undefined, undefined]);
  }
});

/** Three units with an objective each, a pre-test over two of them, a post-test. */
function testCourse() {
  const ask = (n, more) => question(n, { tries: 0, ...more });
  const questions = [
    ask(1, { quiz: 'pre', unit: 'start', graded: false, objectives: ['o_a'] }),
    ask(2, { quiz: 'pre', unit: 'start', graded: false, objectives: ['o_b'] }),
    ask(3, { unit: 'a', page: 'page-2', objectives: ['o_a'] }),
    ask(4, { unit: 'b', page: 'page-3', objectives: ['o_b'] }),
    ask(5, { quiz: 'post', unit: 'end', page: 'page-4', objectives: ['o_a'] }),
    ask(6, { quiz: 'post', unit: 'end', page: 'page-4', objectives: ['o_b'] }),
  ];
  const pages = ['start', 'a', 'b', 'end'].map((unit, n) => ({ id: `page-${n + 1}`, key: `P0${n + 1}`, title: `Page ${n + 1}`, unit, file: null }));
  const quizzes = [
    { ...QUIZ, id: 'pre', key: 'ZZ1', unit: 'start', purpose: 'pre-test', tries: 1, feedbackAtEnd: true, questions: ['q_1', 'q_2'] },
    { ...QUIZ, id: 'post', key: 'ZZ2', unit: 'end', page: 'page-4', purpose: 'post-test', questions: ['q_5', 'q_6'] },
  ];
  const units = [['start', []], ['a', ['o_a']], ['b', ['o_b']], ['end', []]].map(([id, objectives]) => ({ id, title: `Unit ${id}`, objectives, mastery: 0.8 }));
  return { ...course({ pages: 4, questions, quizzes, units, objectives: ['o_a', 'o_b'].map((id) => ({ id, text: `Objective ${id}` })) }), pages };
}

test('a pre-test exempts from what it has shown, and the post-test tells the gain', () => {
  const config = testCourse();
  const bodies = { 'page-1': section(config.quizzes[0], config.questions.slice(0, 2)), 'page-2': form(config.questions[2]), 'page-3': form(config.questions[3]), 'page-4': section(config.quizzes[1], config.questions.slice(4)) };
  const { $, click, document, window, lms, launch } = openPage({ config, bodies });
  const choose = (id, choice) => {
    const input = document.querySelector(`form[data-question="${id}"] input[value="${choice}"]`);
    input.checked = true;
    input.dispatchEvent(new window.Event('change', { bubbles: true }));
  };
  const finish = (id) => click(`[data-quiz=${id}] [data-action=hand-in]`);
  click('[data-quiz=pre] [data-action=start]');
  choose('q_1', 'a');
  choose('q_2', 'b');
  finish('pre');
  assert.equal($('[data-quiz=pre] .quiz-result').textContent, 'Handed inResult: 50%ObjectiveRightObjective o_a100%Objective o_b0%You know this already and may skip it:Unit aNo tries left');
  assert.equal($('[data-quiz=pre]').dataset.state, 'done');
  assert.deepEqual([...document.querySelectorAll('nav a')].map((link) => link.dataset.state), ['current', 'exempt', 'new', 'new']);
  assert.equal($('nav a[data-state=exempt] .toc-state').textContent, ' (may be skipped)');
  assert.deepEqual([lms.held['cmi.completion_status'], lms.held['cmi.success_status']], ['incomplete', undefined]);
  click('nav a[data-goto="page-3"]');
  choose('q_4', 'a');
  click('form[data-question=q_4] .check');
  click('nav a[data-goto="page-4"]');
  click('[data-quiz=post] [data-action=start]');
  choose('q_5', 'a');
  choose('q_6', 'a');
  finish('post');
  assert.equal($('[data-quiz=post] .quiz-result').textContent, 'PassedResult: 100%ObjectiveBeforeAfterGainObjective o_a100%100%0%Objective o_b0%100%+100%');
  assert.deepEqual([lms.held['cmi.completion_status'], lms.held['cmi.success_status'], lms.held['cmi.score.scaled']], ['completed', 'passed', '1'], 'what is exempt is missed by nobody');
  assert.equal(launch.state.seen.has('P02'), false);
  const { state } = decodeState(lms.held['cmi.suspend_data'], config);
  assert.deepEqual(judgeObjectives(config, state), [{ id: 'o_a', score: 1, success: 'passed' }, { id: 'o_b', score: 1, success: 'passed' }]);
});

test('where a pre-test exempts from all that counts, its result is the result', () => {
  const config = testCourse();
  config.questions = config.questions.slice(0, 4);
  config.quizzes = config.quizzes.slice(0, 1);
  const { state } = decodeState('', config);
  for (const key of ['Q01', 'Q02']) state.answers.set(key, { tries: 1, hints: 0, right: true, sure: 0, earned: 1, of: 1, record: null, answer: 'B' });
  state.quizzes.set('ZZ1', { tries: 1, open: false, since: 0, position: 0, extended: 0, best: 1 });
  state.seen.add('P01').add('P04');
  const { completed, success, score, graded } = judge(config, state);
  assert.deepEqual([completed, success, score, graded], [true, 'passed', 1, 0]);
  assert.deepEqual(judgeObjectives(config, state).map(({ id, success: said }) => [id, said]), [['o_a', 'passed'], ['o_b', 'passed']]);
});

const SCENES = ['start', 'kitchen', 'good', 'bad'];

function scenarioCourse(more = {}) {
  const ask = (n, scene, choices, correct, feedback) => question(n, { id: `story_${scene}`, scenario: 'story', graded: false, tries: 1, choices: choices.map((id) => ({ id, text: id })), sealed: seal(`story_${scene}`, { correct, feedback }) });
  const moves = {
    start: [{ choice: 'a', scene: 'kitchen', points: 1 }, { choice: 'b', scene: 'bad', points: 0 }],
    kitchen: [{ choice: 'a', scene: 'good', points: 3 }, { choice: 'b', scene: 'start', points: -1 }],
  };
  const scenario = {
    id: 'story', key: 'SS1', title: 'Story', page: 'page-1', unit: 'one', graded: true, points: 2, best: 4, ...more,
    scenes: [{ id: 'start', question: 'story_start' }, { id: 'kitchen', question: 'story_kitchen' }, { id: 'good', question: null }, { id: 'bad', question: null }],
    sealed: seal('story', { moves }),
  };
  const questions = [ask(1, 'start', ['a', 'b'], ['a'], { a: '<p>You go in.</p>' }), ask(2, 'kitchen', ['a', 'b'], ['a'], {})];
  return course({ pages: 1, questions, scenarios: [scenario] });
}

function openScenario(more = {}, place = {}) {
  const config = scenarioCourse(more);
  const body = `<section class="scenario" data-scenario="story"><h2>Story</h2>${SCENES.map((id, n) => `<section class="scene" data-scene="${id}"><h3 class="scene-title" tabindex="-1">${id}</h3>${config.questions[n] ? form(config.questions[n]) : '<p class="scene-end">End</p>'}</section>`).join('')}
    <div class="scenario-result" role="status"></div><p><button type="button" data-action="restart" hidden>Again</button></p></section>`;
  const opened = openPage({ config, bodies: { 'page-1': body }, ...place });
  const { document, $, click, window } = opened;
  return {
    ...opened,
    scene: () => [...document.querySelectorAll('.scene')].filter((one) => !one.hidden).map((one) => one.dataset.scene).join(),
    decide(choice) {
      const place = $('.scene:not([hidden]) form');
      const input = place.querySelector(`input[value=${choice}]`);
      input.checked = true;
      input.dispatchEvent(new window.Event('change', { bubbles: true }));
      click(place.querySelector('.check'));
    },
  };
}

test('a scenario shows one scene, what a decision leads to, and what the way was worth', () => {
  const { scene, decide, $, click, document, lms, launch } = openScenario();
  assert.deepEqual([scene(), $('[data-action=restart]').hidden], ['start', true]);
  click('.scene:not([hidden]) .check');
  assert.equal($('.scene:not([hidden]) .feedback').textContent, 'Choose an answer first.');
  decide('a');
  assert.deepEqual([scene(), $('.scene:not([hidden]) .feedback').textContent, document.activeElement], ['start', 'You go in.Go on', $('.scene:not([hidden]) .feedback')]);
  assert.equal($('.scene:not([hidden]) .choice').dataset.state, 'chosen', 'what a decision is worth is told by the story');
  click('.scenario-onward');
  assert.deepEqual([scene(), document.activeElement.textContent], ['kitchen', 'kitchen']);
  decide('a');
  assert.deepEqual([scene(), document.activeElement.textContent, $('.scenario-result').textContent, $('.scenario').dataset.state], ['good', 'good', 'Your decisions: 100% of what was possible', 'done']);
  assert.deepEqual(interactionsIn(lms.held, 'scorm2004'), [['story_start', 'choice', ['a'], 'a', 'correct'], ['story_kitchen', 'choice', ['a'], 'a', 'correct']]);
  assert.deepEqual([lms.held['cmi.success_status'], lms.held['cmi.score.scaled'], launch.state.answers.size], ['passed', '1', 0]);
});

test('a scenario is taken up where it was left, can be gone through again, and the best way counts', () => {
  const first = openScenario();
  first.decide('a');
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const { scene, decide, click, lms, $, launch } = openScenario({}, { values: first.lms.saved() });
  assert.equal(scene(), 'kitchen');
  decide('b');
  assert.deepEqual([scene(), $('.scene:not([hidden]) input:checked')], ['start', null], 'a scene that comes again is as it was');
  decide('b');
  assert.deepEqual([scene(), lms.held['cmi.score.scaled'], lms.held['cmi.success_status']], ['bad', '0', 'failed']);
  click('[data-action=restart]');
  assert.deepEqual([scene(), $('.scenario-result').textContent], ['start', '']);
  decide('a');
  click('.scenario-onward');
  decide('a');
  assert.deepEqual([lms.held['cmi.score.scaled'], lms.held['cmi.success_status'], { ...launch.state.ways.get('SS1') }], ['1', 'passed', { path: 'gg', best: 1 }]);
});

test('moves of a scenario cannot be read before they are made', () => {
  const { document } = openScenario();
  assert.doesNotMatch(document.documentElement.outerHTML, /"moves":\{|You go in|"points":3/);
});

function openChecklist(place = {}, more = {}) {
  const id = 'list_steps';
  const config = course({
    pages: 1,
    questions: [question(1, { id, kind: 'performance', multiple: true, tries: 0, graded: true, prompt: 'Mask', sealed: seal(id, { correct: ['a', 'b'] }), ...more })],
    checklists: [{ id: 'list', key: 'LL1', title: 'Mask', page: 'page-1', unit: 'one', question: id, observations: 2, others: 0 }],
  });
  const observation = (n) => `<form class="observation" data-question="${id}" data-observation="${n}" novalidate><fieldset><ol class="choices">${['a', 'b', 'c'].map((step) => `<li class="choice"><label><input type="checkbox" value="${step}"> ${step}</label></li>`).join('')}</ol>
    <input type="text" name="observer"><input type="date" name="date"><textarea name="comment"></textarea></fieldset><button type="submit" class="check">Record</button><div class="feedback" role="status"></div></form>`;
  const opened = openPage({ config, bodies: { 'page-1': `<section class="checklist" data-checklist="list">${observation(1)}${observation(2)}<div class="checklist-result" role="status"></div></section>` }, ...place });
  const at = (n) => opened.$(`[data-observation="${n}"]`);
  return {
    ...opened,
    at,
    observe(n, steps, observer, date = '2026-11-23', comment = '') {
      for (const box of at(n).querySelectorAll('[type=checkbox]')) box.checked = steps.includes(box.value);
      for (const [name, value] of Object.entries({ observer, date, comment })) at(n).querySelector(`[name=${name}]`).value = value;
      opened.click(at(n).querySelector('.check'));
      return at(n).querySelector('.feedback').textContent;
    },
  };
}

test('a checklist takes as many observers as it asks for, each recorded as a performance', () => {
  const { observe, lms, $, at } = openChecklist();
  assert.equal(observe(1, 'ab', ''), 'Write the observer’s name and the date first.');
  assert.equal(observe(1, 'ab', 'Dr Who', ''), 'Write the observer’s name and the date first.');
  assert.equal(observe(1, 'ab', 'Dr Who', '2026-11-23', 'Calm\nand quick'), 'Recorded: Dr Who, 2026-11-23');
  assert.deepEqual([$('.checklist-result').textContent, at(1).querySelector('.check').hidden, lms.held['cmi.success_status']], ['Not yet all of it was shown', true, undefined]);
  assert.equal(observe(2, 'abc', ' dr  WHO '), 'Another person must make this observation.');
  assert.equal(observe(2, 'a', 'Ms Two'), 'Recorded: Ms Two, 2026-11-23');
  assert.equal(at(2).querySelector('.check').hidden, false, 'what was not shown can be shown another day');
  assert.equal(observe(2, 'abc', 'Ms Two'), 'Recorded: Ms Two, 2026-11-23');
  assert.deepEqual([$('.checklist-result').textContent, lms.held['cmi.success_status']], ['All of it was shown', 'passed']);
  assert.deepEqual(interactionsIn(lms.held, 'scorm2004').map((row) => row.slice(1)), [
    ['performance', ['a[.]1[,]b[.]1'], 'a[.]1[,]b[.]1[,]c[.]0', 'correct'],
    ['performance', ['a[.]1[,]b[.]1'], 'a[.]1[,]b[.]0[,]c[.]0', 'incorrect'],
    ['performance', ['a[.]1[,]b[.]1'], 'a[.]1[,]b[.]1[,]c[.]1', 'correct'],
  ]);
  assert.equal(lms.held['cmi.interactions.0.description'], 'Mask – Dr Who, 2026-11-23: Calm and quick');
});

test('in SCORM 1.2 the observer stands in the response', () => {
  const { observe, lms } = openChecklist({ standard: 'scorm12' });
  observe(1, 'ab', 'Dr Who', '2026-11-23', 'x'.repeat(300));
  assert.equal(lms.held['cmi.interactions.0.student_response'], `a.1,b.1,c.0; Dr Who, 2026-11-23: ${'x'.repeat(300)}`.slice(0, 255));
});

test('observations come back', () => {
  const first = openChecklist();
  first.observe(1, 'ab', 'Dr "Ünal"', '2026-11-23', 'Well\tdone');
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const { at, $ } = openChecklist({ values: first.lms.saved() });
  const fields = [...at(1).querySelectorAll('input, textarea')].map((field) => (field.type === 'checkbox' ? field.checked : field.value));
  assert.deepEqual(fields, [true, true, false, 'Dr "Ünal"', '2026-11-23', 'Well done']);
  assert.deepEqual([at(1).querySelector('.feedback').textContent, at(2).querySelector('.feedback').textContent, $('.checklist-result').textContent], ['Recorded: Dr "Ünal", 2026-11-23', '', 'Not yet all of it was shown']);
});

for (const [standard, name, type] of /** @type {const} */ ([['scorm12', 'API', 'Scorm12API'], ['scorm2004', 'API_1484_11', 'Scorm2004API']])) {
  test(`${standard}: a run-time that was not written for us takes every value of quizzes, scenarios and checklists`, () => {
    const before = (window) => {
      window.eval(SCORM_AGAIN);
      window.eval(`window.${name} = new ${type}({ autocommit: false, logLevel: 5 })`);
    };
    const place = { standard, before, lms: false };
    const quiz = openQuiz({ timeLimit: 60, tries: 2 }, { place, each: { objectives: ['o_1'] }, config: { objectives: [{ id: 'o_1', text: 'One' }] } });
    quiz.start();
    quiz.choose('q_1', 'a');
    quiz.handIn();
    quiz.handIn();
    quiz.click('[data-action=retake]');
    for (const id of quiz.asked()) quiz.choose(id, 'a');
    quiz.handIn();
    const scenario = openScenario({}, place);
    scenario.decide('b');
    const checklist = openChecklist(place);
    checklist.observe(1, 'ab', '{Dr} "Who"', '2026-11-23', 'Line\nbreak [,] and {braces}');
    checklist.observe(2, '', 'Ms Two');
    for (const { launch } of [quiz, scenario, checklist]) {
      launch.end(true);
      assert.deepEqual([...launch.log.entries].filter(({ answer, error }) => error !== '' || answer === 'false').map(({ call, error }) => `${call} ${error}`), []);
      assert.ok(launch.log.entries.some(({ call }) => /interactions\.\d+\.id/.test(call)));
    }
  });
}

test('a course that was changed between two launches keeps the answers of the questions it still has', () => {
  const first = openQuiz({ feedbackAtEnd: true }, { count: 4 });
  first.start();
  for (const id of first.asked()) first.choose(id, 'b');
  first.leave();
  const second = openQuiz({ feedbackAtEnd: true, questions: ['q_1', 'q_2'] }, { count: 2, place: { values: first.lms.saved() } });
  assert.deepEqual([second.quiz.dataset.state, second.states(), second.launch.state.answers.size], ['running', ['noted', 'noted'], 2]);
});
