/**
 * A scenario: one scene at a time, the consequence of each decision, the way so far, and the start again.
 *
 * @import { Launch } from '../launch.js'
 * @import { Given, Move, Scenario } from '../types.js'
 * @import { QuestionForm } from './question-form.js'
 * @import { Say } from './say.js'
 */

import { scoreText } from '../drivers/formats.js';
import { tickedIds } from '../questions/ticking.js';
import { unseal } from '../questions/seal.js';
import { digitOf, follow, withRoom, worthOf } from '../scenario.js';
import { all, focusOn, make } from './dom.js';
import { bringQuestionToLife } from './question-form.js';

/**
 * @param {HTMLElement} section
 * @param {Launch} launch
 * @param {Say} say
 */
export function bringScenarioToLife(section, launch, say) {
  const found = launch.config.scenarios?.find(({ id }) => id === section.dataset['scenario']);
  if (!found) return;
  /** @type {Scenario} */
  const scenario = found;
  const moves = /** @type {{ moves?: Record<string, Move[]> }} */ (unseal(scenario)).moves ?? {};
  const questions = new Map(launch.config.questions.map((question) => [question.id, question]));
  const restart = /** @type {HTMLElement | null} */ (section.querySelector('[data-action=restart]'));
  const result = /** @type {HTMLElement | null} */ (section.querySelector('.scenario-result'));
  /** @type {Map<string, QuestionForm>} by scene */
  const forms = new Map();

  for (const element of all(section, '.scene')) {
    const form = element.querySelector('form');
    const made = form && bringQuestionToLife(form, launch, say, (given) => decide(element, given));
    if (made) forms.set(element.dataset['scene'] ?? '', made);
  }
  restart?.addEventListener('click', () => {
    if (launch.ended()) return;
    launch.moveScenario(scenario, '', null, null);
    show(true);
  });
  show(false);

  function way() {
    return follow(scenario, moves, questions, launch.state.ways.get(scenario.key)?.path ?? '');
  }

  /** @param {boolean} focus */
  function show(focus) {
    const { scene, points, path } = way();
    for (const element of all(section, '.scene')) element.hidden = element.dataset['scene'] !== scene?.id;
    const form = forms.get(scene?.id ?? '');
    form?.undecide();
    form?.begin();
    const over = !!scene && !scene.question;
    if (restart) restart.hidden = path === '';
    section.dataset['state'] = over ? 'done' : path ? 'running' : 'new';
    const percent = scoreText(worthOf(scenario, points) * 100, null, 0);
    result?.replaceChildren(...(over && scenario.best > 0 ? [make('p', { class: 'verdict' }, say('scenario.result', { percent }))] : []));
    const title = section.querySelector('.scene:not([hidden]) .scene-title');
    if (focus && title instanceof HTMLElement) focusOn(title);
  }

  /**
   * @param {HTMLElement} element   the scene
   * @param {Given} given
   */
  function decide(element, given) {
    const { scene, path, steps } = way();
    const question = questions.get(scene?.question ?? '');
    const form = forms.get(scene?.id ?? '');
    if (!question || !form || launch.ended()) return;
    const choice = tickedIds(question, given.answer)[0] ?? '';
    const next = withRoom(path, steps) + digitOf(question, choice);
    const after = follow(scenario, moves, questions, next);
    const { correct } = form.sealed;
    const made = { ...form.record(given), correct: correct.map((id) => [id]), mark: correct.length ? Number(correct.includes(choice)) : null };
    const over = !!after.scene && !after.scene.question && after.path === next;
    launch.moveScenario(scenario, next, over ? worthOf(scenario, after.points) : null, { question, made });
    const consequence = form.sealed.feedback?.[choice];
    if (consequence) showConsequence(element, form, given, consequence);
    else show(true);
  }

  /**
   * @param {HTMLElement} element
   * @param {QuestionForm} form
   * @param {Given} given
   * @param {string} html
   */
  function showConsequence(element, form, given, html) {
    const text = make('div', { class: 'feedback-text' });
    text.innerHTML = html;
    const onward = make('button', { type: 'button', class: 'button scenario-onward' }, say('scenario.onward'));
    onward.addEventListener('click', () => show(true));
    form.showDecision(given);
    const place = /** @type {HTMLElement | null} */ (element.querySelector('.feedback'));
    place?.replaceChildren(text, onward);
    if (place) focusOn(place);
  }
}
