/** Launches that tell a store, on the sources and on the built scripts, with the configurations of tests/render/golden/statements. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import { openCmi5 } from '../src/drivers/cmi5.js';
import { createScorm12 } from '../src/drivers/scorm12.js';
import { createScorm2004 } from '../src/drivers/scorm2004.js';
import { openXapi } from '../src/drivers/xapi.js';
import { createLaunch } from '../src/launch.js';
import { followLifecycle } from '../src/lifecycle.js';
import { createLog } from '../src/log.js';
import { besideLms } from '../src/statements/beside.js';
import { createClock } from './lms.js';
import { fetchFrom } from './store-double.js';
import { built, openDocument } from './world.js';

const validate = createRequire(import.meta.url)('@learninglocker/xapi-validation');

/** @param {'cmi5' | 'scorm12' | 'xapi'} target @param {string} [document] */
export function configOf(target, document = 'index.html') {
  return JSON.parse(readFileSync(new URL(`../../../tests/render/golden/statements/${target}.json`, import.meta.url), 'utf8'))[document];
}

/** Lets all that has been answered be worked on. */
export async function settle() {
  for (let n = 0; n < 40; n++) await new Promise((done) => setImmediate(done));
}

/**
 * @param {'source' | 'built'} kind
 * @param {'cmi5' | 'xapi' | 'scorm12' | 'scorm2004'} driver
 * @param {any} config
 * @param {{ place: any, query?: string, api?: any, clock?: ReturnType<typeof createClock>, storage?: Record<string, string> }} around
 */
export async function openTold(kind, driver, config, { place, query = '', api, clock = createClock(), storage = {} }) {
  const dom = openDocument(config, '', `https://course.test/index.html?${query}`);
  /** @type {any} */
  const window = dom.window;
  if (api) window[driver === 'scorm12' ? 'API' : 'API_1484_11'] = api;
  for (const [key, value] of Object.entries(storage)) window.localStorage.setItem(key, value);
  Object.assign(window, { fetch: fetchFrom(place), TextEncoder, setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout });
  window.Date.now = clock.now;
  window.Math.random = clock.random;
  const remote = driver === 'cmi5' || driver === 'xapi';
  if (kind === 'built') window.eval((remote ? '' : built('statements')) + built(`driver-${driver}`));
  else {
    const log = createLog(clock.now);
    if (remote) {
      const { driver: made, watch } = await (driver === 'cmi5' ? openCmi5 : openXapi)(window, config, log, clock);
      window.scormkit = createLaunch(config, made, log, clock, watch);
    } else {
      const made = (driver === 'scorm12' ? createScorm12 : createScorm2004)(window, config, log);
      window.scormkit = createLaunch(config, made, log, clock, besideLms(window, config, made, log, clock));
    }
    followLifecycle(window, window.scormkit);
  }
  const launch = await window.scormkit;
  await settle();
  return {
    window,
    launch,
    clock,
    /** @param {string} name */
    send: (name) => window.dispatchEvent(new window.Event(name)),
    /** What the browser keeps for the next launch. */
    stored: () => Object.fromEntries(Array.from({ length: window.localStorage.length }, (_, n) => [window.localStorage.key(n), window.localStorage.getItem(window.localStorage.key(n))])),
    /** @param {number} seconds */
    async pass(seconds) {
      for (let n = 0; n < seconds; n++) {
        clock.pass(1);
        await new Promise((done) => setImmediate(done));
      }
      await settle();
    },
  };
}

/** An answer as the player hands it in. @param {any} launch @param {string} id @param {any} [how] */
export function answerTold(launch, id, { right = true, response = ['b'], correct = [['b']], sure = 0, mark = right ? 1 : 0 } = {}) {
  const question = launch.config.questions.find((/** @type {any} */ each) => each.id === id);
  return launch.answer(
    question,
    { earned: right ? 1 : 0, of: 1, right, hints: 0, answer: 'B', sure },
    { time: new Date(launch.now()), mark, seconds: 5, response, correct },
  );
}

/** Every statement is what another validator takes, too. @param {Iterable<any>} statements */
export function assertValid(statements) {
  for (const statement of statements) {
    const complaints = validate.default(statement);
    assert.deepEqual(complaints.map(String), [], JSON.stringify(statement, null, 1));
  }
}
