/**
 * A checklist: observations by as many observers as it asks for, each recorded as a performance.
 *
 * @import { Launch } from '../launch.js'
 * @import { Part } from '../types.js'
 * @import { Say } from './say.js'
 */

import { isComplete, readObservations, writeObservations } from '../checklist.js';
import { unseal } from '../questions/seal.js';
import { all, make } from './dom.js';
import { fold } from './fold.js';

/**
 * @param {HTMLElement} section
 * @param {Launch} launch
 * @param {Say} say
 */
export function bringChecklistToLife(section, launch, say) {
  const list = launch.config.checklists?.find(({ id }) => id === section.dataset['checklist']);
  const found = launch.config.questions.find(({ id }) => id === list?.question);
  if (!list || !found) return;
  const question = found;
  const checklist = list;
  const critical = unseal(question).correct;
  const before = launch.state.answers.get(question.key);
  const observations = readObservations(question, checklist, before?.answer ?? '', launch.state.texts.get(question.key) ?? '');
  const opened = Date.now();

  const forms = /** @type {HTMLFormElement[]} */ (all(section, 'form.observation'));
  forms.forEach((form, n) => {
    restore(form, n);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!launch.ended()) record(form, n);
    });
  });
  showResult();

  /** @param {HTMLFormElement} form  @param {number} n */
  function restore(form, n) {
    const seen = observations[n];
    if (!seen || (!seen.observer && !seen.done.length)) return;
    for (const box of boxes(form)) box.checked = seen.done.includes(box.value);
    for (const name of /** @type {const} */ (['observer', 'date', 'comment'])) field(form, name).value = seen[name];
    showRecorded(form, n);
  }

  /** @param {HTMLFormElement} form  @param {number} n */
  function record(form, n) {
    const [observer, date] = [field(form, 'observer'), field(form, 'date')];
    const missing = [observer, date].find((place) => !place.value.trim());
    if (missing) return refuse(form, 'checklist.name-first', missing);
    const name = fold(observer.value).replace(/\s+/g, ' ').trim();
    if (observations.some((other, i) => i !== n && fold(other.observer) === name)) return refuse(form, 'checklist.another', observer);
    const done = boxes(form).filter(({ checked }) => checked).map(({ value }) => value);
    observations[n] = { done, observer: observer.value.trim(), date: date.value, comment: field(form, 'comment').value.trim() };
    const seen = observations[n];
    const passed = observations.filter((one) => isComplete(checklist, critical, one)).length >= checklist.observations;
    /** @type {Part[]} */
    const response = question.choices.map(({ id }) => [id, done.includes(id) ? '1' : '0']);
    launch.answer(
      question,
      { hints: 0, right: passed, earned: Number(passed), of: 1, ...writeObservations(question, observations) },
      {
        time: new Date(opened),
        seconds: (Date.now() - opened) / 1000,
        response,
        correct: critical.length ? [critical.map((id) => /** @type {Part} */ ([id, '1']))] : [],
        mark: Number(isComplete(checklist, critical, seen)),
        note: `${seen.observer}, ${seen.date}${seen.comment ? `: ${seen.comment}` : ''}`,
      },
    );
    showRecorded(form, n);
    showResult();
  }

  /**
   * @param {HTMLFormElement} form
   * @param {string} key
   * @param {HTMLElement} place
   */
  function refuse(form, key, place) {
    form.querySelector('.feedback')?.replaceChildren(make('p', { class: 'question-error' }, say(key)));
    place.focus();
  }

  /** A complete observation is a document and stays as it is; another may be made again. @param {HTMLFormElement} form  @param {number} n */
  function showRecorded(form, n) {
    const seen = observations[n];
    if (!seen) return;
    const complete = isComplete(checklist, critical, seen);
    form.dataset['state'] = complete ? 'right' : 'noted';
    for (const box of boxes(form)) box.disabled = complete;
    for (const name of /** @type {const} */ (['observer', 'date', 'comment'])) field(form, name).readOnly = complete;
    const check = /** @type {HTMLElement | null} */ (form.querySelector('button.check'));
    const feedback = /** @type {HTMLElement | null} */ (form.querySelector('.feedback'));
    feedback?.replaceChildren(...(seen.observer ? [make('p', { class: 'verdict' }, say('checklist.recorded', { observer: seen.observer, date: seen.date }))] : []));
    if (!check || !complete) return;
    if (check === document.activeElement) {
      feedback?.setAttribute('tabindex', '-1');
      feedback?.focus();
    }
    check.hidden = true;
  }

  function showResult() {
    const answered = launch.state.answers.get(question.key);
    if (!answered) return;
    section.dataset['state'] = answered.right ? 'passed' : 'running';
    section.querySelector('.checklist-result')?.replaceChildren(make('p', { class: 'verdict' }, say(answered.right ? 'checklist.passed' : 'checklist.open')));
  }
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
function boxes(form) {
  return [...form.querySelectorAll('input')].filter((input) => input.type === 'checkbox');
}

/**
 * @param {HTMLFormElement} form
 * @param {'observer' | 'date' | 'comment'} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.querySelector(`[name=${name}]`) ?? document.createElement('input'));
}
