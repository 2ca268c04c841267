/** The learner-facing strings. @import { Config } from '../types.js' */

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * @param {Config['strings']} strings
 * @returns {Say}
 */
export function createSay(strings) {
  return (key, values = {}) => (strings[key] ?? key).replace(/\{(\w+)\}/g, (mark, name) => String(values[name] ?? mark));
}
