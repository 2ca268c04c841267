/**
 * A web folder without an LMS: the state stays in this browser, which may refuse to keep it.
 *
 * @import { Config, Driver } from '../types.js'
 * @import { Log } from '../log.js'
 */

/**
 * @param {Window} window
 * @param {Config} config
 * @param {Log} log
 * @returns {Driver}
 */
export function createLocal(window, config, log) {
  const name = `scormkit:${config.course.id}:${config.sco.id}`;
  let next = '';
  let ours = '';

  /** @param {() => string} step  @param {string} call */
  function attempt(call, step) {
    try {
      const answer = step();
      log.add(call, answer, '');
      return answer;
    } catch (error) {
      log.add(call, '', String(error));
      return null;
    }
  }

  return {
    name: 'local',
    stateLimit: 48000,
    missing: 'notice.localoff',
    canExit: false,

    connect() {
      const state = attempt(`getItem("${name}")`, () => {
        const stored = window.localStorage.getItem(name) ?? '';
        // Some browsers let read but not write.
        window.localStorage.setItem(name, stored);
        ours = stored;
        return stored;
      });
      return state === null ? null : { mode: 'normal', credit: true, state, bookmark: '' };
    },

    // Completion, score and answers are part of the state; there is nobody else to tell.
    reportOutcome() {},
    reportObjectives() {},
    reportInteraction: () => null,
    reportTime() {},

    changedElsewhere() {
      const stored = attempt(`getItem("${name}")`, () => window.localStorage.getItem(name) ?? '');
      return stored === null || stored === ours ? null : stored;
    },

    saveState(state) {
      next = state;
      return true;
    },

    commit() {
      const answer = attempt(`setItem("${name}", ${JSON.stringify(next)})`, () => {
        window.localStorage.setItem(name, next);
        ours = next;
        return 'true';
      });
      return answer === null ? 'failed' : 'saved';
    },

    terminate() {
      return this.commit() === 'saved';
    },
  };
}
