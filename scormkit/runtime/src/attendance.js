/** Whether a code is the one that was read out, from its digest alone. */

const SAME = /** @type {Record<string, string>} */ ({ O: '0', I: '1', L: '1' });

/** A code as it is compared: capitals, nothing between them, letters that look like digits as digits. @param {string} code */
export function plainCode(code) {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/[OIL]/g, (letter) => SAME[letter] ?? letter);
}

/** Browsers offer this on https only. */
export const canCheck = () => !!globalThis.crypto?.subtle;

/**
 * PBKDF2 with SHA-256, as `scormkit plan snapshot` made it.
 *
 * @param {string} code
 * @param {{ salt: string, rounds: number, digest: string }} known
 */
export async function isRight(code, { salt, rounds, digest }) {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(plainCode(code)), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: rounds }, key, 256);
  return btoa(String.fromCharCode(...new Uint8Array(bits))) === digest;
}

/** @param {string} base64 */
function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
