/** Notices, score, and the farewell. @import { Launch } from '../launch.js'  @import { Say } from './say.js' */

import { scoreText } from '../drivers/formats.js';
import { all, focusOn, make } from './dom.js';

const DONE = 6_000; // a good notice goes by itself

/**
 * @param {Launch} launch
 * @param {Say} say
 */
export function followStatus(launch, say) {
  /** @param {boolean} fresh   it comes while the learner is at work, perhaps far down on a page */
  function showNotice(fresh) {
    const notice = launch.notice();
    for (const place of all(document, '[data-status]')) {
      place.textContent = notice ? say(notice.key) : '';
      place.toggleAttribute('data-fresh', fresh && !!notice);
      if (notice) place.dataset['kind'] = notice.kind;
      else delete place.dataset['kind'];
    }
    if (notice?.kind === 'done') setTimeout(() => launch.notice() === notice && launch.dismissNotice(), DONE);
  }

  launch.subscribe((event) => {
    if (event === 'notice') showNotice(true);
    if (event === 'outcome') showScore(launch, say);
  });
  showNotice(false);
  showScore(launch, say);
}

/**
 * @param {Launch} launch
 * @param {Say} say
 */
function showScore(launch, say) {
  const { score, success, settled, graded } = launch.outcome();
  const { mastery } = launch.config.policy;
  for (const place of all(document, '[data-score]')) {
    const state = score === null ? 'open' : success === 'unknown' ? 'done' : success;
    if (graded === 0) continue;
    place.dataset['state'] = state;
    if (score === null) place.textContent = say('score.open', { done: settled, total: graded });
    else {
      const percent = scoreText(score * 100, mastery === null ? null : mastery * 100, 0);
      const value = say('score.value', { percent });
      place.textContent = success === 'unknown' ? value : `${value} – ${say(`score.${success}`)}`;
    }
  }
}

/**
 * Leaves for good: no page is shown any more, so that nobody goes on working in vain.
 *
 * @param {Launch} launch
 * @param {Say} say
 */
export function leave(launch, say) {
  if (launch.ended()) return;
  const agreed = launch.end(true);
  const title = make('h1', { tabindex: '-1' }, say('exit.title', { title: launch.config.sco.title }));
  const word = make('p', { role: 'status' });
  const panel = make('section', { class: 'exit-panel' }, title, word);
  for (const section of all(document, '#content > section')) section.hidden = true;
  document.body.classList.add('ended');
  for (const button of all(document, 'button[data-action]')) {
    if (/^(previous|next|exit|search|menu)$/.test(button.dataset['action'] ?? '')) /** @type {HTMLButtonElement} */ (button).disabled = true;
  }
  (document.getElementById('content') ?? document.body).append(panel);
  focusOn(title);
  if (typeof agreed === 'boolean') conclude(agreed);
  else agreed.then(conclude);

  /** @param {boolean} done */
  function conclude(done) {
    word.textContent = say(done ? 'exit.done' : 'exit.failed');
    if (done && !launch.outcome().completed) panel.append(make('p', {}, say('exit.resume')));
    // Only a window that a script has opened can be closed by one.
    if (done && window.opener) window.close();
  }
}
