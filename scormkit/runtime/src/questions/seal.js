/** What may not be read before answering. A deterrent against reading on, not a lock. @import { Question, Sealed } from '../types.js' */

import { fnv1a } from '../state/alphabet.js';

/**
 * @param {Pick<Question, 'id' | 'sealed'>} question
 * @returns {Sealed}
 */
export function unseal({ id, sealed }) {
  const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
  const stream = xorshift(fnv1a(new TextEncoder().encode(id)) || 1);
  return JSON.parse(new TextDecoder().decode(bytes.map((byte) => byte ^ stream())));
}

/** Marsaglia's 32-bit generator, a byte a step. @param {number} seed  not 0 */
function xorshift(seed) {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x & 255;
  };
}
