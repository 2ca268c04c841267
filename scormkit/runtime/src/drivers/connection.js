/**
 * Guarded calls to a SCORM API of either family: nothing throws, answers of any type are understood, all is logged.
 *
 * @import { Log } from '../log.js'
 */

/**
 * @typedef {'initialize' | 'finish' | 'get' | 'set' | 'commit' | 'error'} Method
 *
 * @typedef {object} Dialect
 * @property {Record<Method, string>} names   written out in full, so that who searches a package for the calls finds them
 * @property {string[]} gone             codes that say there is no running session
 * @property {string[]} unsure           codes of failures that may pass; any other refusal of a value is for good
 *
 * @typedef {ReturnType<typeof createConnection>} ApiConnection
 */

/**
 * @param {Record<string, unknown>} api
 * @param {Dialect} dialect
 * @param {Log} log
 */
export function createConnection(api, dialect, log) {
  /** @type {Map<string, string>} what the LMS holds or has refused for good */
  const told = new Map();
  let lastError = '';

  /**
   * @param {Method} method
   * @param {string[]} args
   * @returns {unknown}
   */
  function ask(method, ...args) {
    return /** @type {any} */ (api)[dialect.names[method]](...args);
  }

  function readError() {
    try {
      return String(ask('error') ?? '');
    } catch {
      return '';
    }
  }

  /**
   * A call that answers yes or no. Bridges to native code answer with booleans, numbers or nothing at all; nothing counts as
   * yes unless the LMS names an error.
   *
   * @param {Method} method
   * @param {string[]} args
   */
  function agree(method, ...args) {
    const call = `${dialect.names[method]}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
    try {
      const answer = ask(method, ...args);
      const silent = answer === null || answer === undefined || answer === '';
      let done = silent || /^(true|1)$/i.test(String(answer));
      lastError = done && !silent ? '' : readError();
      if (silent) done = lastError === '' || lastError === '0';
      if (done) lastError = '';
      log.add(call, String(answer), lastError);
      return done;
    } catch (error) {
      lastError = '';
      log.add(call, '', String(error));
      return false;
    }
  }

  return {
    /** 101 and 103 mean that somebody has initialised before us: the session runs. */
    initialize() {
      return agree('initialize', '') || lastError === '101' || lastError === '103';
    },

    /** A value as text; what is unset, unknown, refused or the word for nothing is empty. @param {string} element */
    get(element) {
      const call = `${dialect.names.get}(${JSON.stringify(element)})`;
      try {
        const answer = String(ask('get', element) ?? '');
        log.add(call, answer, '');
        if (/^(null|undefined)?$/.test(answer)) return '';
        told.set(element, answer);
        return answer;
      } catch (error) {
        log.add(call, '', String(error));
        return '';
      }
    },

    /**
     * Sets a value unless the LMS holds it already or has refused it for good.
     *
     * @param {string} element
     * @param {string} value
     */
    set(element, value) {
      if (told.get(element) === value) return true;
      const done = agree('set', element, value);
      if (done || (lastError !== '' && !dialect.gone.includes(lastError) && !dialect.unsure.includes(lastError))) told.set(element, value);
      return done;
    },

    commit() {
      if (agree('commit', '')) return 'saved';
      return dialect.gone.includes(lastError) ? 'lost' : 'failed';
    },

    finish() {
      return agree('finish', '');
    },

    /** Starts again after the LMS has lost the session; all values count as untold. */
    reconnect() {
      told.clear();
      return agree('initialize', '');
    },

    /** The code of the last call that failed. */
    error: () => lastError,
  };
}
