/** In place of a page that is not open yet: why, and what to do. @import { Launch } from '../launch.js'  @import { Page, Unit } from '../types.js'  @import { Say } from './say.js' */

import { findMissing } from '../missing.js';
import { make } from './dom.js';
import { listMissing } from './todo.js';

/**
 * @param {Launch} launch
 * @param {Page} page
 * @param {Unit} first   the unit to finish first
 * @param {Say} say
 */
export function createBarrier(launch, page, first, say) {
  const locked = launch.locked();
  let unit = first; // where the learner can go on now: the first may be locked itself
  for (let next = locked.get(unit.id); next; next = locked.get(unit.id)) unit = next;
  const { require, order } = launch.config.policy;
  const missing = findMissing(launch.config, launch.state, require !== 'pages' || order === 'mastery').filter((one) => one.page.unit === unit.id);
  const start = missing[0]?.page ?? launch.config.pages.find((one) => one.unit === unit.id);
  const lines = [make('p', { class: 'barrier-why' }, say('page.locked', { unit: first.title })), ...listMissing(missing, say)];
  if (start) {
    const link = make('a', { href: `#${start.id}`, 'data-goto': start.id, class: 'button' }, say('page.go', { page: start.title }));
    lines.push(make('p', {}, link));
  }
  return make('section', { class: 'barrier' }, make('h1', { tabindex: '-1' }, page.title), ...lines);
}
