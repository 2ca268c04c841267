/**
 * A question on a page: checking, tries, hints, feedback, whatever its kind.
 *
 * @import { Launch } from '../launch.js'
 * @import { Answered } from '../types.js'
 * @import { Say } from './say.js'
 */

import { isSpent } from '../outcome.js';
import { KINDS } from '../questions/index.js';
import { unseal } from '../questions/seal.js';
import { focusOn, freshId, make } from './dom.js';

const DOUBLE_CLICK = 400;

/**
 * @param {HTMLFormElement} form
 * @param {Launch} launch
 * @param {Say} say
 */
export function bringQuestionToLife(form, launch, say) {
  const found = launch.config.questions.find(({ id }) => id === form.dataset['question']);
  const kindFound = found && KINDS[found.kind];
  if (!found || !kindFound) return;
  const question = found;
  const kind = kindFound;
  const sealed = unseal(question);
  const hints = sealed.hints ?? [];
  const check = /** @type {HTMLButtonElement} */ (form.querySelector('button.check'));
  const hintButton = form.querySelector('button.hint');
  const tries = form.querySelector('.tries');
  const feedback = /** @type {HTMLElement} */ (form.querySelector('.feedback'));
  const checkLabel = [...check.childNodes];
  const hintList = make('div', { class: 'hints', role: 'status' });

  let opened = Date.now(); // of this try
  let hinted = 0;
  let judged = false; // the last answer stands there with its feedback

  kind.prepare(form, question);
  feedback.before(hintList);
  feedback.id ||= freshId('feedback');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!judged) submit();
    else if (Date.now() - opened > DOUBLE_CLICK) reopen();
  });
  hintButton?.addEventListener('click', showHint);

  const before = launch.state.answers.get(question.key);
  if (before) resume(before);
  else setState('open');
  refresh(before);

  /** @param {Answered} answered */
  function resume(answered) {
    for (let i = 0; i < answered.hints; i++) openHint();
    if (answered.answer) {
      kind.restore(form, question, answered.answer);
      present(answered, kind.mark(question, sealed, answered.answer), answered.answer);
    } else if (isSpent(question, answered)) {
      // What was answered had to be forgotten; what it was worth is known.
      present(answered, answered, null);
    }
  }

  function submit() {
    const answer = kind.read(form, question);
    if (answer === null) {
      feedback.replaceChildren(make('p', { class: 'question-error' }, say(kind.empty(question))));
      form.querySelector('fieldset')?.setAttribute('aria-describedby', feedback.id);
      form.querySelector('input')?.focus();
      return;
    }
    const mark = kind.mark(question, sealed, answer);
    const now = Date.now();
    const answered = launch.answer(
      question,
      { ...mark, right: mark.earned === mark.of, hints: hinted, answer },
      { ...kind.record(question, sealed, answer), time: new Date(opened), mark: mark.earned / mark.of, seconds: (now - opened) / 1000 },
    );
    opened = now;
    const hadFocus = form.contains(document.activeElement);
    present(answered, mark, answer);
    refresh(answered);
    // The control that had the focus may be disabled or gone by now.
    if (hadFocus) focusOn(check.hidden ? feedback : check);
  }

  /**
   * @param {Answered} answered
   * @param {{ earned: number, of: number }} mark  of the answer that is shown
   * @param {string | null} answer
   */
  function present(answered, mark, answer) {
    const spent = isSpent(question, answered);
    const verdict = mark.earned === mark.of ? 'right' : mark.earned > 0 ? 'partly' : 'wrong';
    judged = true;
    form.querySelector('fieldset')?.removeAttribute('aria-describedby');
    setState(verdict === 'wrong' && spent ? 'spent' : verdict);
    kind.lock(form, true);
    if (answer !== null) kind.comment(form, question, sealed, answer, say);
    if (spent) kind.reveal(form, question, sealed, say);
    const parts = [make('p', { class: 'verdict' }, say(`question.${verdict}`))];
    addHtml(parts, 'feedback-text', verdict === 'right' ? sealed.right : sealed.wrong);
    if (spent && sealed.explanation) {
      parts.push(make('p', { class: 'explanation-title' }, say('question.explanation')));
      addHtml(parts, 'explanation', sealed.explanation);
    }
    feedback.replaceChildren(...parts);
  }

  function reopen() {
    judged = false;
    opened = Date.now();
    kind.lock(form, false);
    feedback.replaceChildren();
    setState('open');
    refresh(launch.state.answers.get(question.key));
    const input = form.querySelector('input:checked') ?? form.querySelector('input');
    if (input instanceof HTMLElement) input.focus();
  }

  /** @param {Answered | undefined} answered */
  function refresh(answered) {
    const spent = isSpent(question, answered);
    check.hidden = spent;
    check.replaceChildren(...(judged ? [say('question.again')] : checkLabel));
    if (hintButton instanceof HTMLElement) hintButton.hidden = spent || hinted >= hints.length;
    if (!tries) return;
    const left = question.tries - (answered?.tries ?? 0);
    if (question.tries < 2 || answered?.right) tries.textContent = '';
    else tries.textContent = left > 0 ? say('question.tries', { count: left }) : say('question.spent');
  }

  function showHint() {
    openHint();
    if (hinted < hints.length || !(hintButton instanceof HTMLElement)) return;
    hintButton.hidden = true;
    focusOn(hintList);
  }

  function openHint() {
    const html = hints[hinted];
    if (html === undefined) return;
    hinted++;
    hintList.append(make('p', { class: 'hint-title' }, say('question.hint', { number: hinted, total: hints.length })), fromHtml('hint-text', html));
  }

  /** @param {string} state */
  function setState(state) {
    form.dataset['state'] = state;
  }
}

/**
 * @param {HTMLElement[]} parts
 * @param {string} name
 * @param {string | undefined} html
 */
function addHtml(parts, name, html) {
  if (html) parts.push(fromHtml(name, html));
}

/**
 * @param {string} name
 * @param {string} html  made and sanitised by the build
 */
function fromHtml(name, html) {
  const element = make('div', { class: name });
  element.innerHTML = html;
  return element;
}
