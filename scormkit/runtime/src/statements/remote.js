/**
 * A launch whose learner's state is a document in the store (xAPI State API), written upon its ETag.
 *
 * @import { Config, Connection, Driver } from '../types.js'
 * @import { Store } from './store.js'
 */

import { decodeState, encodeState, mergeState } from '../state/state.js';

export const STATE_LIMIT = 48000; // what is sent while the page goes shares 64 KiB with the last statements
const SMALL = 60_000;

/** @typedef {ReturnType<typeof createStateDocument>} StateDocument */

/**
 * @param {Store} store
 * @param {Record<string, string>} query   activityId, agent, registration, stateId
 * @param {Config} config
 * @param {{ storage: Storage | null, name: string }} local   keeps what the store does not have yet
 */
export function createStateDocument(store, query, config, { storage, name }) {
  const key = `scormkit:unsaved:${name}`;
  /** @type {string | null} null: not known; empty: there is no document */
  let etag = null;
  let saved = '';
  let next = /** @type {string | null} */ (null); // nothing is to be saved
  let bookmark = '';
  /** @type {string | null} */
  let foreign = null;
  /** @type {Promise<unknown> | null} */
  let saving = null;

  /** @param {string} text */
  function keep(text) {
    try {
      if (text) storage?.setItem(key, text);
      else storage?.removeItem(key);
    } catch {
      // The store may still take it.
    }
  }

  function kept() {
    try {
      return storage?.getItem(key) ?? '';
    } catch {
      return '';
    }
  }

  /** @param {string} mine @param {string} theirs */
  function merged(mine, theirs) {
    const { state } = decodeState(mine, config);
    mergeState(state, decodeState(theirs, config).state);
    return encodeState(state, STATE_LIMIT, config);
  }

  /** What the store holds; null when it does not say. @returns {Promise<string | null>} */
  async function load() {
    const response = await store.request('GET', 'activities/state', query);
    if (response?.status === 404) {
      etag = '';
      return (saved = '');
    }
    if (!response?.ok) return null;
    etag = response.headers.get('ETag');
    return (saved = readDocument(await response.text()));
  }

  /** @param {boolean} keepalive @returns {Promise<Response | null>} */
  function put(keepalive) {
    const body = JSON.stringify({ state: next, bookmark });
    /** @type {Record<string, string>} */
    const headers = etag ? { 'If-Match': etag } : etag === '' ? { 'If-None-Match': '*' } : {};
    return store.request('PUT', 'activities/state', query, { body, headers, keepalive: keepalive || body.length < SMALL });
  }

  /** What another launch has written meanwhile joins this one. @returns {Promise<boolean>} whether the store has said what it holds */
  async function refresh() {
    const before = saved;
    const found = await load();
    if (found === null) return false;
    if (found && next !== null && found !== before && found !== next) {
      foreign = found;
      next = merged(next, found);
    }
    return true;
  }

  return {
    /** The state to begin with. @returns {Promise<string>} */
    async open() {
      const found = await load();
      const left = kept();
      return found && left ? merged(found, left) : found || left;
    },

    /** @param {string} text @param {string} page */
    stage(text, page) {
      next = text;
      bookmark = page;
      if (next !== saved) keep(next);
    },

    /** @returns {string | null} */
    takeForeign() {
      const found = foreign;
      foreign = null;
      return found;
    },

    /** @returns {Promise<'saved' | 'failed' | 'lost'>} */
    save() {
      const written = this.write();
      saving = written;
      return written;
    },

    /** @returns {Promise<'saved' | 'failed' | 'lost'>} */
    async write() {
      if (next === null || next === saved) return 'saved';
      for (let tries = 0; tries < 2; tries++) {
        if (etag === null && !(await refresh())) return 'failed';
        const written = next;
        const response = await put(false);
        if (response?.ok) {
          saved = written;
          if (next === written) keep('');
          etag = response.headers.get('ETag');
          if (!etag) refresh(); // so that the last save, which cannot ask first, knows upon what it writes
          return 'saved';
        }
        if (response?.status !== 412 && response?.status !== 409) return 'failed';
        etag = null;
      }
      return 'failed';
    },

    /**
     * The page goes, or (deliberate) stays until all is done: then a save on its way ends first, so that nothing is
     * written once the launch is over.
     *
     * @param {boolean} deliberate
     * @returns {Promise<boolean>}
     */
    async leave(deliberate) {
      if (deliberate) {
        await saving;
        return (await this.save()) === 'saved';
      }
      if (next === null || next === saved) return true;
      const written = next;
      const response = await put(true);
      if (response?.ok) keep('');
      else if (response?.status === 412 || response?.status === 409) return (await this.save()) === 'saved';
      if (response?.ok) saved = written;
      return !!response?.ok;
    },
  };
}

/** @param {string} text @returns {string} */
function readDocument(text) {
  try {
    const { state } = JSON.parse(text);
    return typeof state === 'string' ? state : '';
  } catch {
    return '';
  }
}

/**
 * @param {string} name
 * @param {Connection | null} connection
 * @param {string} missing
 * @param {StateDocument | null} state
 * @returns {Driver}
 */
export function createRemote(name, connection, missing, state) {
  return {
    name,
    stateLimit: STATE_LIMIT,
    missing,
    canExit: true,
    connect: () => connection,

    // Outcome, objectives and answers are told in statements.
    reportOutcome() {},
    reportObjectives() {},
    reportInteraction: () => null,
    reportTime() {},

    changedElsewhere: () => state?.takeForeign() ?? null,

    saveState(text, bookmark) {
      state?.stage(text, bookmark);
      return true;
    },

    commit: () => state?.save() ?? 'failed',
    terminate: (deliberate) => state?.leave(deliberate) ?? false,
  };
}
