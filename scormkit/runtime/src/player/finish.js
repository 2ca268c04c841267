/**
 * Below the last page: whether this is finished, what it has come to, what is still to do, and how to leave.
 *
 * @import { Launch } from '../launch.js'
 * @import { Navigation } from './navigation.js'
 * @import { Say } from './say.js'
 */

import { scoreText } from '../drivers/formats.js';
import { findMissing } from '../missing.js';
import { make } from './dom.js';
import { listMissing } from './todo.js';

/**
 * @param {Launch} launch
 * @param {Navigation} navigation
 * @param {Say} say
 * @param {(text: string) => void} announce
 */
export function createFinish(launch, navigation, say, announce) {
  const panel = make('section', { class: 'finish' });
  panel.hidden = true;
  let last = '';
  document.getElementById('content')?.append(panel);

  /** To be called whenever the page or the outcome may have changed. */
  return () => {
    const { config, state } = launch;
    const outcome = launch.outcome();
    const shown = navigation.current() === config.pages[config.pages.length - 1] && !navigation.isLocked() && (outcome.completed || (launch.mode === 'normal' && config.policy.require !== 'attended'));
    const title = say(outcome.completed ? 'finish.done' : 'finish.open', { title: config.sco.title });
    const came = panel.hidden !== !shown;
    panel.hidden = !shown;
    if (!shown) return;
    const lines = [...resultOf(launch, say), ...(outcome.completed ? [] : listMissing(findMissing(config, state), say)), ...wayOut(launch, say)];
    const next = lines.map(({ outerHTML }) => outerHTML).join('') + title;
    if (next === last) return;
    last = next;
    panel.dataset['state'] = outcome.success !== 'unknown' ? outcome.success : outcome.completed ? 'done' : 'open';
    panel.replaceChildren(make('h2', {}, title), ...lines);
    if (!came && outcome.completed) announce(title);
  };
}

/** @param {Launch} launch  @param {Say} say */
function resultOf(launch, say) {
  const { success, score } = launch.outcome();
  const { mastery } = launch.config.policy;
  const threshold = mastery === null ? null : mastery * 100;
  const lines = success === 'unknown' || launch.config.policy.require === 'attended' ? [] : [make('p', { class: 'verdict' }, say(`score.${success}`))];
  if (score !== null) lines.push(make('p', {}, say('score.value', { percent: scoreText(score * 100, threshold, 0) })));
  if (success === 'failed' && threshold !== null) lines.push(make('p', {}, say('quiz.needed', { percent: scoreText(threshold, null, 0) })));
  return lines;
}

/** @param {Launch} launch  @param {Say} say */
function wayOut(launch, say) {
  const way = launch.canExit ? make('button', { type: 'button', class: 'button', 'data-action': 'leave' }, say('finish.leave')) : say('finish.close');
  return [make('p', { class: 'finish-leave' }, way)];
}
