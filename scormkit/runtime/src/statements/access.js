/**
 * Who the learner is, and where to write with what right: from the launch, from a broker, or from the package.
 *
 * @import { XapiSettings } from '../types.js'
 * @import { Access, Ask } from './store.js'
 */

import { sha256 } from './ids.js';
import { patient } from './store.js';

/** @typedef {Record<string, any>} Json */

/**
 * @param {Window} window
 * @param {URLSearchParams} launch   the parameters of the document's address
 * @param {XapiSettings} settings
 * @param {Json} about               what a broker is told: actor, activity, registration
 * @returns {Ask}
 */
export function accessOf(window, launch, settings, about) {
  const endpoint = slashed(launch.get('endpoint') || settings.endpoint);
  const handed = launch.get('auth');
  if (launch.get('endpoint') && handed) return async () => ({ endpoint, authorization: handed });
  if (settings.authorization) return async () => ({ endpoint, authorization: settings.authorization });
  if (settings.broker) return () => askBroker(window, settings.broker, endpoint, about);
  return async () => null;
}

/**
 * A broker answers a POST with `{"authorization": "Bearer …", "endpoint": "https://…"}`; the endpoint may be left to the package.
 *
 * @param {Window} window
 * @param {string} broker
 * @param {string} endpoint
 * @param {Json} about
 * @returns {Promise<Access | null>}
 */
async function askBroker(window, broker, endpoint, about) {
  const response = await patient(window, broker, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(about) });
  if (!response?.ok) return null;
  const answer = await response.json();
  const authorization = typeof answer?.authorization === 'string' ? answer.authorization : '';
  const place = slashed(typeof answer?.endpoint === 'string' ? answer.endpoint : endpoint);
  return authorization && place ? { endpoint: place, authorization } : null;
}

/** Whether anything can be sent from here at all. @param {URLSearchParams} launch @param {XapiSettings} settings */
export function hasAccess(launch, settings) {
  return !!((launch.get('endpoint') && launch.get('auth')) || settings.authorization || settings.broker);
}

/**
 * The actor of the launch, or one made from the learner's id as the settings say; null for nobody.
 *
 * @param {URLSearchParams} launch
 * @param {XapiSettings} settings
 * @param {string} learner   the id in the LMS
 * @returns {Json | null}
 */
export function actorOf(launch, settings, learner) {
  const named = readActor(launch.get('actor') ?? '');
  if (named) return named;
  if (settings.actor === 'launch' || !learner) return null;
  const name = settings.actor === 'hashed' ? sha256(settings.salt + learner) : learner;
  return { objectType: 'Agent', account: { homePage: settings.home, name } };
}

/**
 * An actor as launches write it. Some still write lists and names as before xAPI 1.0.
 *
 * @param {string} text
 * @returns {Json | null}
 */
export function readActor(text) {
  /** @type {Json} */
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  if (!given || typeof given !== 'object') return null;
  /** @param {any} value */
  const first = (value) => (Array.isArray(value) ? value[0] : value);
  const { mbox, mbox_sha1sum, openid, account, name } = /** @type {Record<string, any>} */ (
    Object.fromEntries(Object.entries(given).map(([key, value]) => [key, first(value)]))
  );
  const home = account?.homePage ?? account?.accountServiceHomePage;
  const own = account?.name ?? account?.accountName;
  const id = home && own ? { account: { homePage: String(home), name: String(own) } } : mbox ? { mbox } : mbox_sha1sum ? { mbox_sha1sum } : openid ? { openid } : null;
  return id && { objectType: 'Agent', ...(typeof name === 'string' && name ? { name } : {}), ...id };
}

/** A short name for whom and what a queue is. @param {...unknown} parts */
export function placeOf(...parts) {
  return sha256(JSON.stringify(parts)).slice(0, 16);
}

/** @param {string} address */
export function slashed(address) {
  return address && !address.endsWith('/') ? `${address}/` : address;
}

/** The browser's storage, where it may be used. @param {Window} window */
export function storageOf(window) {
  try {
    const storage = window.localStorage;
    storage.getItem('');
    return storage;
  } catch {
    return null;
  }
}
