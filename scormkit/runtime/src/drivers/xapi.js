/**
 * Tin Can: launched with endpoint, auth, actor, registration and activity_id in the address; state and statements are the store's.
 *
 * @import { Config, Opened, Xapi } from '../types.js'
 * @import { Log } from '../log.js'
 * @import { Clock } from '../statements/queue.js'
 */

import { accessOf, hasAccess, placeOf, readActor, storageOf } from '../statements/access.js';
import { randomUuid } from '../statements/ids.js';
import { createQueue } from '../statements/queue.js';
import { createRemote, createStateDocument } from '../statements/remote.js';
import { createStore } from '../statements/store.js';
import { createTeller } from '../statements/teller.js';
import { leaveRemote } from './leaving.js';

/**
 * @param {Window} window
 * @param {Config & { xapi: Xapi }} config
 * @param {Log} log
 * @param {Clock} clock
 * @returns {Promise<Opened>}
 */
export async function openXapi(window, config, log, clock) {
  const { xapi } = config;
  const launch = new URLSearchParams(window.location.search);
  const actor = readActor(launch.get('actor') ?? '');
  if (!actor || !hasAccess(launch, xapi.settings)) return { driver: createRemote('xapi', null, 'notice.untracked', null), watch: null };
  const activity = launch.get('activity_id') ?? '';
  const storage = storageOf(window);
  const given = launch.get('registration') ?? '';
  const registration = given || ownRegistration(window, storage, placeOf(actor, activity || xapi.part));
  const store = createStore(window, accessOf(window, launch, xapi.settings, { actor, activity: activity || xapi.part, registration }));
  const name = placeOf(actor, registration, activity);
  const query = { activityId: activity || xapi.part, agent: JSON.stringify(actor), ...(given && { registration: given }), stateId: xapi.state };
  const document = createStateDocument(store, query, config, { storage, name });
  const state = await document.open();
  const queue = createQueue(name, storage, store.statements, clock, log);
  const session = { actor, registration, activity, context: null };
  const rules = { judgeAtEnd: false, launch: '', alwaysFresh: false, mastery: null };
  const teller = createTeller(config, session, queue, rules, clock, () => randomUuid(window));
  return {
    driver: createRemote('xapi', { mode: 'normal', credit: true, state, bookmark: '' }, '', document),
    watch: (opening) => {
      teller.opened(opening);
      return { ...teller, left: leaveRemote(window, teller, queue, '') };
    },
  };
}

/**
 * A registration of our own, for launches that name none.
 *
 * @param {Window} window
 * @param {Storage | null} storage
 * @param {string} name
 */
function ownRegistration(window, storage, name) {
  const key = `scormkit:registration:${name}`;
  try {
    const found = storage?.getItem(key) || randomUuid(window);
    storage?.setItem(key, found);
    return found;
  } catch {
    return randomUuid(window);
  }
}
