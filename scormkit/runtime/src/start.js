/**
 * What all driver scripts do: read the configuration, open the launch, leave it for the player as `window.scormkit`.
 *
 * @import { Config, Driver, Opened, Watch, Xapi } from './types.js'
 * @import { Clock, Launch } from './launch.js'
 * @import { Log } from './log.js'
 *
 * @typedef {Window & { scormkit?: Launch | Promise<Launch>, scormkitBeside?: typeof import('./statements/beside.js').besideLms }} Place
 */

import { readConfig } from './config.js';
import { createLaunch } from './launch.js';
import { followLifecycle } from './lifecycle.js';
import { createLog } from './log.js';

/**
 * @param {Place} window
 * @param {(window: Window, config: Config, log: Log) => Driver} createDriver
 */
export function start(window, createDriver) {
  const { config, log, clock } = prepare(window);
  const driver = createDriver(window, config, log);
  const { xapi } = config;
  const watch = (xapi && window.scormkitBeside?.(window, { ...config, xapi }, driver, log, clock)) ?? null;
  open(window, config, driver, log, clock, watch);
}

/**
 * For drivers that have to ask before they know anything.
 *
 * @param {Place} window
 * @param {(window: Window, config: Config & { xapi: Xapi }, log: Log, clock: Clock) => Promise<Opened>} connect
 */
export function startLater(window, connect) {
  const { config, log, clock } = prepare(window);
  window.scormkit = connect(window, /** @type {Config & { xapi: Xapi }} */ (config), log, clock).then(({ driver, watch }) => open(window, config, driver, log, clock, watch));
}

/** @param {Place} window */
function prepare(window) {
  return {
    config: readConfig(window.document),
    log: createLog(() => Date.now()),
    clock: {
      now: () => Date.now(),
      setTimeout: (/** @type {() => void} */ step, /** @type {number} */ delay) => window.setTimeout(step, delay),
      clearTimeout: (/** @type {number} */ id) => window.clearTimeout(id),
      random: () => Math.random(),
    },
  };
}

/**
 * @param {Place} window
 * @param {Config} config
 * @param {Driver} driver
 * @param {Log} log
 * @param {Clock} clock
 * @param {Watch | null} watch
 */
function open(window, config, driver, log, clock, watch) {
  const launch = createLaunch(config, driver, log, clock, watch);
  followLifecycle(window, launch);
  window.scormkit = launch;
  return launch;
}
