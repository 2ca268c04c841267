/** What both families of SCORM ask of responses. @import { Part } from '../types.js' */

/** The two sides of a part; the second is empty where there is one. @param {Part | undefined} part @returns {[string, string]} */
export function sides(part = '') {
  return typeof part === 'string' ? [part, ''] : part;
}

/** An id in which nothing can be read as a delimiter, in the one alphabet that every LMS takes. @param {string} id */
function safe(id) {
  return id.replace(/[^A-Za-z0-9_]/g, '_');
}

/**
 * Parts in one text, as many as fit whole.
 *
 * @param {Part[]} parts
 * @param {string} delimiter  between parts
 * @param {string} joint      between the sides of one
 * @param {number} length
 */
export function joinParts(parts, delimiter, joint, length) {
  let text = '';
  for (const part of parts) {
    const next = (text && delimiter) + (typeof part === 'string' ? [part] : part).map(safe).join(joint);
    if (text.length + next.length > length) break;
    text += next;
  }
  return text;
}
