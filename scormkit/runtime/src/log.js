/** The support log: every call to the LMS with its answer, in memory only. @import { LogEntry } from './types.js' */

const ROOM = 2000; // an hour of busy work; the oldest lines go first

/** @typedef {ReturnType<typeof createLog>} Log */

/** @param {() => number} now */
export function createLog(now) {
  /** @type {LogEntry[]} */
  const entries = [];
  /** @type {((entry: LogEntry) => void)[]} */
  const listeners = [];
  return {
    entries,
    /**
     * @param {string} call
     * @param {string} answer
     * @param {string} error
     */
    add(call, answer, error) {
      const entry = { time: now(), call, answer, error };
      entries.push(entry);
      if (entries.length > ROOM) entries.shift();
      for (const listener of listeners) listener(entry);
    },
    /** @param {(entry: LogEntry) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}

/** The log as text, a line a call. @param {LogEntry[]} entries */
export function printLog(entries) {
  return entries
    .map(({ time, call, answer, error }) => `${new Date(time).toISOString()}\t${call}\t${answer}${error && `\terror ${error}`}`)
    .join('\n');
}
