/**
 * A quiz: start, questions, handing in, result, another try.
 *
 * @import { Launch } from '../launch.js'
 * @import { Quiz } from '../types.js'
 * @import { QuestionForm } from './question-form.js'
 * @import { Say } from './say.js'
 */

import { askedQuestions, hasPassed, isCounted, mayTryAgain, quizState } from '../quiz.js';
import { createCountdown } from './countdown.js';
import { all, focusOn, make } from './dom.js';
import { endOf, showResult, untilText } from './quiz-result.js';

const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * @param {HTMLElement} section
 * @param {Launch} launch
 * @param {Say} say
 * @param {QuestionForm[]} forms   those of the page
 */
export function bringQuizToLife(section, launch, say, forms) {
  const { config, state } = launch;
  const found = config.quizzes?.find(({ id }) => id === section.dataset['quiz']);
  if (!found) return;
  /** @type {Quiz} */
  const quiz = found;
  const list = section.querySelector('.quiz-questions');
  const result = part('.quiz-result');
  const handInButton = part('[data-action=hand-in]');
  const onward = part('[data-action=onward]');
  const countdown = quiz.timeLimit
    ? createCountdown(part('.quiz-actions') ?? section, say, quiz.timeLimit, () => handIn(true), (extended) => launch.moveQuiz(quiz, { extended }))
    : null;
  let warned = false; // of questions without an answer
  /** @type {Set<QuestionForm>} right before this try, where only what was wrong is asked again */
  let known = new Set();

  part('[data-action=start]')?.addEventListener('click', start);
  onward?.addEventListener('click', goOn);
  handInButton?.addEventListener('click', () => handIn(false));
  result?.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-action=retake]')) start();
  });

  const { open, tries } = quizState(state, quiz);
  if (open) run();
  else if (tries > 0) showEnd(false);
  else show();

  /** @param {string} selector @returns {HTMLElement | null} */
  function part(selector) {
    return section.querySelector(selector);
  }

  /** The forms of this try, in order. */
  function asked() {
    return askedQuestions(config, state, quiz).flatMap(({ id }) => forms.find(({ question }) => question.id === id) ?? []);
  }

  /** Where there is no way back: the last, where the course has fewer questions now. @param {QuestionForm[]} forms */
  function placeIn(forms) {
    return Math.max(0, Math.min(quizState(state, quiz).position, forms.length - 1));
  }

  function start() {
    if (launch.ended()) return;
    launch.startQuiz(quiz);
    for (const form of asked()) form.restart();
    result?.replaceChildren();
    run();
    const first = asked().find((form) => !itemOf(form).hidden);
    if (first) focusOn(itemOf(first));
  }

  function run() {
    warned = false;
    for (const form of asked()) form.setHeld(!!quiz.feedbackAtEnd);
    skipKnown();
    show();
    const { since, extended } = quizState(state, quiz);
    countdown?.start(since * 1000, extended);
  }

  function skipKnown() {
    const forms = asked();
    const { tries: used } = quizState(state, quiz);
    const position = placeIn(forms);
    known = new Set(quiz.retakeWrong && used > 0 ? forms.filter(({ question }) => state.answers.get(question.key)?.right) : []);
    const next = forms.findIndex((form, place) => place >= position && !known.has(form));
    if (next < 0) known.clear(); // nothing is left but to hand in
    else if (next > position && quiz.forwardOnly) launch.moveQuiz(quiz, { position: next });
  }

  function goOn() {
    const forms = asked();
    const position = placeIn(forms);
    const next = forms.findIndex((form, place) => place > position && !known.has(form));
    const form = forms[next];
    forms[position]?.settle();
    if (!form) return;
    launch.moveQuiz(quiz, { position: next });
    show();
    focusOn(itemOf(form));
  }

  /** @param {boolean} forced   the time is up */
  function handIn(forced) {
    if (launch.ended() || !quizState(state, quiz).open) return;
    const without = asked().filter((form) => !form.isAnswered()).length;
    if (without && !forced && !warned) {
      warned = true;
      result?.replaceChildren(make('p', { class: 'quiz-unanswered' }, say('quiz.unanswered', { count: without })));
      return;
    }
    countdown?.stop();
    for (const form of asked()) form.handIn();
    launch.handIn(quiz);
    showEnd(true, forced);
  }

  /**
   * @param {boolean} focus
   * @param {boolean} [timeOver]
   */
  function showEnd(focus, timeOver = false) {
    // Who may try again is not told what would have been right.
    const told = !isCounted(quiz) || !mayTryAgain(state, quiz) || hasPassed(config, state, quiz) === true;
    for (const form of asked()) form.close(told, !quiz.feedbackAtEnd);
    show();
    if (!result) return;
    const lines = timeOver ? [make('p', { class: 'time-up' }, say('quiz.time-over'))] : [];
    result.replaceChildren(...lines, ...showResult(launch, quiz, say), ...again());
    if (focus) focusOn(result);
  }

  /** Another try, now or later. */
  function again() {
    const { tries: used, since } = quizState(state, quiz);
    const lines = [];
    if (quiz.tries) lines.push(make('p', { class: 'quiz-left' }, quiz.tries > used ? say('quiz.left', { count: quiz.tries - used }) : say('quiz.spent')));
    if (!mayTryAgain(state, quiz)) return quiz.tries && quiz.tries <= used ? lines : [];
    // A clock that was put back makes nobody wait longer.
    const from = Math.min(since * 1000, Date.now()) + (quiz.wait ?? 0) * 1000;
    const rest = from - Date.now();
    if (rest <= 0) {
      const button = make('button', { type: 'button', class: 'button', 'data-action': 'retake' }, say(quiz.retakeWrong ? 'quiz.retake-wrong' : 'quiz.retake'));
      return [...lines, make('p', { class: 'quiz-again' }, button)];
    }
    if (rest < LONGEST_TIMER) setTimeout(() => quizState(state, quiz).open || showEnd(false), rest);
    return [...lines, make('p', { class: 'quiz-again' }, say('quiz.wait-until', { time: untilText(from, config.course.language) }))];
  }

  function show() {
    const { open: running, tries: used } = quizState(state, quiz);
    const forms = running || used > 0 ? asked() : [];
    const position = placeIn(forms);
    const shown = running ? forms.filter((form) => !known.has(form)) : forms;
    const single = running && !!quiz.forwardOnly;
    const at = single ? shown.findIndex((form) => form === forms[position]) : -1;
    for (const item of all(section, '.quiz-question')) item.hidden = true;
    for (const form of forms) list?.append(itemOf(form));
    shown.forEach((form, place) => {
      const item = itemOf(form);
      item.hidden = single && place !== at;
      if (running && !item.hidden) form.begin();
    });
    const last = at >= shown.length - 1;
    hide('.quiz-start', running || used > 0);
    hide('.quiz-actions', !running);
    hide('[data-action=onward]', !single || last);
    hide('[data-action=hand-in]', single && !last);
    const place = part('.quiz-position');
    if (place) place.textContent = single ? say('quiz.position', { number: at + 1, total: shown.length }) : '';
    section.dataset['state'] = running ? 'running' : used > 0 ? endOf(launch, quiz) : 'new';
  }

  /** @param {string} selector  @param {boolean} hidden */
  function hide(selector, hidden) {
    const element = part(selector);
    if (element) element.hidden = hidden;
  }
}

/** @param {QuestionForm} form @returns {HTMLElement} */
function itemOf({ form }) {
  return /** @type {HTMLElement | null} */ (form.closest('.quiz-question')) ?? form;
}
