/**
 * Statements beside the records of an LMS: its session goes its own way, whatever becomes of them.
 *
 * @import { Config, Driver, Watch, Xapi } from '../types.js'
 * @import { Log } from '../log.js'
 * @import { Clock } from './queue.js'
 */

import { OWN_SEED } from '../quiz.js';
import { accessOf, actorOf, hasAccess, placeOf, storageOf } from './access.js';
import { namedUuid, randomUuid } from './ids.js';
import { createQueue } from './queue.js';
import { createStore } from './store.js';
import { createTeller } from './teller.js';

/**
 * @param {Window} window
 * @param {Config & { xapi: Xapi }} config
 * @param {Driver} driver
 * @param {Log} log
 * @param {Clock} clock
 * @returns {Watch}
 */
export function besideLms(window, config, driver, log, clock) {
  const { xapi } = config;
  return (opening) => {
    const launch = new URLSearchParams(window.location.search);
    const actor = actorOf(launch, xapi.settings, driver.learner?.() ?? '');
    if (opening.mode !== 'normal' || !actor || !hasAccess(launch, xapi.settings)) return null;
    // The seed is drawn at a learner's first launch and kept in the state: one for each attempt.
    const attempt = namedUuid(xapi.part, JSON.stringify(actor), String(opening.state.draws.get(OWN_SEED) ?? 0));
    const registration = launch.get('registration') || attempt;
    const ask = accessOf(window, launch, xapi.settings, { actor, activity: xapi.part, registration });
    const store = createStore(window, ask);
    const queue = createQueue(placeOf(actor, registration), storageOf(window), store.statements, clock, log);
    const session = { actor, registration, activity: '', context: null };
    const rules = { judgeAtEnd: false, launch: '', alwaysFresh: false, mastery: null };
    const teller = createTeller(config, session, queue, rules, clock, () => randomUuid(window));
    teller.opened(opening);
    return {
      ...teller,
      left(leaving) {
        teller.left(leaving);
        queue.leave(0);
      },
    };
  };
}
