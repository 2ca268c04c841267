/** The configuration that the build wrote into the document. @import { Config } from './types.js' */

/**
 * @param {Document} document
 * @returns {Config}
 */
export function readConfig(document) {
  const element = document.getElementById('scormkit-sco');
  if (!element) throw new Error('scormkit: the document holds no configuration');
  return JSON.parse(element.textContent ?? '');
}
