/** Where a learner's journey is played: once on the sources, once on the built scripts. */

import { readFileSync } from 'node:fs';

import { JSDOM } from 'jsdom';

import { createLocal } from '../src/drivers/local.js';
import { createScorm12 } from '../src/drivers/scorm12.js';
import { createScorm2004 } from '../src/drivers/scorm2004.js';
import { createLaunch } from '../src/launch.js';
import { followLifecycle } from '../src/lifecycle.js';
import { createLog } from '../src/log.js';
import { createClock } from './lms.js';

const DRIVERS = { scorm12: createScorm12, scorm2004: createScorm2004, local: createLocal };
const API = { scorm12: 'API', scorm2004: 'API_1484_11' };

/** @param {string} name */
export const built = (name) => readFileSync(new URL(`../built/${name}.js`, import.meta.url), 'utf8');

/** @param {object} config @param {string} [body] */
export function openDocument(config, body = '', url = 'http://lms.test/sco/index.html') {
  const json = JSON.stringify(config).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  const html = `<!doctype html><html class="no-js" lang="en"><body>${body}<script type="application/json" id="scormkit-sco">${json}</script></body></html>`;
  const dom = new JSDOM(html, { url, runScripts: 'outside-only', pretendToBeVisual: true });
  dom.window.scrollTo = () => {};
  dom.window.Element.prototype.scrollIntoView = () => {};
  return dom;
}

/**
 * Opens a launch.
 *
 * @param {'source' | 'built'} kind
 * @param {'scorm12' | 'scorm2004' | 'local'} driver
 * @param {object} config
 * @param {{ api?: object, clock?: ReturnType<typeof createClock>, storage?: Record<string, string> | null }} [place]  `storage: null` = the browser refuses
 */
export function openLaunch(kind, driver, config, { api, clock = createClock(), storage = {} } = {}) {
  const { window } = openDocument(config);
  if (api) window[API[driver]] = api;
  if (!storage) Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('refused'); } });
  for (const [key, value] of Object.entries(storage ?? {})) window.localStorage.setItem(key, value);
  window.setTimeout = clock.setTimeout;
  window.clearTimeout = clock.clearTimeout;
  window.Date.now = clock.now;
  if (kind === 'built') window.eval(built(`driver-${driver}`));
  else {
    const log = createLog(clock.now);
    window.scormkit = createLaunch(config, DRIVERS[driver](window, config, log), log, clock);
    followLifecycle(window, window.scormkit);
  }
  return { window, clock, launch: window.scormkit, send: (name) => sendEvent(window, name) };
}

/** @param {any} window @param {string} name */
function sendEvent(window, name) {
  if (name === 'pagehide') window.dispatchEvent(new window.Event('pagehide'));
  else if (name === 'online') window.dispatchEvent(new window.Event('online'));
  else {
    Object.defineProperty(window.document, 'visibilityState', { value: name, configurable: true });
    window.document.dispatchEvent(new window.Event('visibilitychange'));
  }
}
