/**
 * cmi5: an Assignable Unit of version 1.0 (Quartz). The LMS hands over where and who, the store holds how to be launched.
 *
 * @import { Config, Mode, Opened, Xapi } from '../types.js'
 * @import { Log } from '../log.js'
 * @import { Clock } from '../statements/queue.js'
 */

import { placeOf, slashed, storageOf } from '../statements/access.js';
import { randomUuid } from '../statements/ids.js';
import { createQueue } from '../statements/queue.js';
import { createRemote, createStateDocument } from '../statements/remote.js';
import { createStore, patient } from '../statements/store.js';
import { createTeller } from '../statements/teller.js';
import { leaveRemote } from './leaving.js';

const LAUNCH_DATA = 'LMS.LaunchData';
const PREFERENCES = 'cmi5LearnerPreferences';

/**
 * @typedef {object} LaunchData   as the LMS has written it (cmi5, 10)
 * @property {Record<string, any>} contextTemplate
 * @property {string} launchMode
 * @property {number} [masteryScore]
 * @property {string} [returnURL]
 *
 * @typedef {{ languagePreference?: string, audioPreference?: string }} Preferences
 */

/**
 * @param {Window} window
 * @param {Config & { xapi: Xapi }} config
 * @param {Log} log
 * @param {Clock} clock
 * @returns {Promise<Opened>}
 */
export async function openCmi5(window, config, log, clock) {
  const launch = new URLSearchParams(window.location.search);
  const [endpoint = '', fetchAddress = '', agent = '', registration = '', activity = ''] = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'].map(
    (name) => launch.get(name) ?? '',
  );
  const actor = parse(agent);
  /** @param {string} missing @returns {Opened} */
  const without = (missing) => ({ driver: createRemote('cmi5', null, missing, null), watch: null });
  if (!endpoint || !fetchAddress || !actor || !registration || !activity) return without('notice.untracked');
  const token = await fetchToken(window, fetchAddress, log);
  if (!token) return without('notice.lost');

  const store = createStore(window, async () => ({ endpoint: slashed(endpoint), authorization: `Basic ${token}` }));
  const { xapi } = config;
  const storage = storageOf(window);
  const name = placeOf(actor, registration, activity);
  const about = { activityId: activity, agent, registration };
  const document = createStateDocument(store, { ...about, stateId: xapi.state }, config, { storage, name });
  const [data, preferences, state] = await Promise.all([
    readJson(store.request('GET', 'activities/state', { ...about, stateId: LAUNCH_DATA })),
    readJson(store.request('GET', 'agents/profile', { agent, profileId: PREFERENCES })),
    document.open(),
  ]);
  if (!data || typeof data['contextTemplate'] !== 'object') return without('notice.lost');
  const { contextTemplate, launchMode, masteryScore, returnURL = '' } = /** @type {LaunchData} */ (data);
  applyPreferences(window, preferences ?? {});
  // The LMS may have changed it since the course was imported; what counts is this one (cmi5, 10.2.4).
  if (typeof masteryScore === 'number') setMastery(config, masteryScore);

  const queue = createQueue(name, storage, store.statements, clock, log, true);
  const session = { actor, registration, activity, context: contextTemplate };
  const sessionId = contextTemplate['extensions']?.[xapi.terms.session];
  const rules = { judgeAtEnd: true, launch: String(sessionId ?? token), alwaysFresh: true, mastery: masteryScore ?? null };
  const teller = createTeller(config, session, queue, rules, clock, () => randomUuid(window));
  return {
    driver: createRemote('cmi5', { mode: readMode(launchMode), credit: true, state, bookmark: '' }, '', document),
    watch: (opening) => {
      teller.opened(opening);
      return { ...teller, left: leaveRemote(window, teller, queue, returnURL) };
    },
  };
}

/** Normal, Browse or Review. @param {unknown} word @returns {Mode} */
export function readMode(word) {
  const mode = String(word).toLowerCase();
  return mode === 'browse' || mode === 'review' ? mode : 'normal';
}

/**
 * The token, which is given out once (cmi5, 8.2); empty when it was given before, or not at all.
 *
 * @param {Window} window
 * @param {string} address
 * @param {Log} log
 * @returns {Promise<string>}
 */
async function fetchToken(window, address, log) {
  const answer = await readJson(patient(window, address, { method: 'POST' }));
  const token = answer?.['auth-token'];
  if (typeof token === 'string' && token) return token;
  log.add('fetch', '', answer ? `${answer['error-code'] ?? ''} ${answer['error-text'] ?? ''}`.trim() : 'no answer');
  return '';
}

/** @param {Promise<Response | null>} asked @returns {Promise<Record<string, any> | null>} */
async function readJson(asked) {
  const response = await asked;
  return response?.ok ? parse(await response.text()) : null;
}

/** An object, or null. @param {string} text @returns {Record<string, any> | null} */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Sound is on or off at the start as the learner wants it (cmi5, 11.2). A package holds one language: of the languages that are
 * preferred none can be chosen.
 *
 * @param {Window} window
 * @param {Preferences} preferences
 */
function applyPreferences(window, { audioPreference }) {
  if (audioPreference !== 'off') return;
  // Films of pages that are loaded later begin silent too; whoever turns the sound on wants it.
  window.document.addEventListener('loadstart', ({ target }) => 'muted' in (target ?? {}) && (/** @type {HTMLMediaElement} */ (target).muted = true), true);
  for (const medium of window.document.querySelectorAll('audio, video')) /** @type {HTMLMediaElement} */ (medium).muted = true;
}

/** @param {Config} config @param {number} mastery */
function setMastery({ policy, units }, mastery) {
  for (const unit of units) if (unit.mastery !== null && unit.mastery !== undefined) unit.mastery = mastery;
  if (policy.mastery !== null) policy.mastery = mastery;
}
