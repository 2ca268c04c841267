/**
 * What all driver scripts do: read the configuration, open the launch, leave it for the player as `window.scormkit`.
 *
 * @import { Config, Driver } from './types.js'
 * @import { Log } from './log.js'
 */

import { readConfig } from './config.js';
import { createLaunch } from './launch.js';
import { followLifecycle } from './lifecycle.js';
import { createLog } from './log.js';

/**
 * @param {Window & { scormkit?: import('./launch.js').Launch }} window
 * @param {(window: Window, config: Config, log: Log) => Driver} createDriver
 */
export function start(window, createDriver) {
  const config = readConfig(window.document);
  const log = createLog(() => Date.now());
  const launch = createLaunch(config, createDriver(window, config, log), log, {
    now: () => Date.now(),
    setTimeout: (step, delay) => window.setTimeout(step, delay),
    clearTimeout: (id) => window.clearTimeout(id),
    random: () => Math.random(),
  });
  followLifecycle(window, launch);
  window.scormkit = launch;
}
