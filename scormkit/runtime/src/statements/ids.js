/** SHA-256 and ids made from it. The browser's own digest is missing on pages without https, and makes its caller wait. */

const encoder = new TextEncoder();

/** First 32 bits of the fractional parts of roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). @param {number} root @param {number} count */
function fractions(root, count) {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) found.push(((n ** (1 / root)) % 1) * 2 ** 32 | 0);
  }
  return found;
}

const START = fractions(2, 8);
const ROUND = fractions(3, 64);

/** @param {number} x @param {number} n */
const turn = (x, n) => (x >>> n) | (x << (32 - n));

/**
 * SHA-256 of a text in UTF-8 (FIPS 180-4), in lower-case hexadecimal.
 *
 * @param {string} text
 */
export function sha256(text) {
  const data = encoder.encode(text);
  const padded = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(data.length / 2 ** 29));
  view.setUint32(padded.length - 4, data.length * 8);
  const state = [...START];
  for (let block = 0; block < padded.length; block += 64) {
    /** @type {number[]} */
    const words = [];
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let n = 0; n < 64; n++) {
      const [early = 0, late = 0, seventh = 0, oldest = 0] = [words[n - 15], words[n - 2], words[n - 7], words[n - 16]];
      const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      const word = n < 16 ? view.getInt32(block + n * 4) : (oldest + small + seventh + large) | 0;
      words.push(word);
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (ROUND[n] ?? 0) + word) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, n) => (state[n] = ((state[n] ?? 0) + word) | 0));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** 32 hexadecimal digits as a UUID of the version (RFC 9562). @param {string} hex @param {string} version */
function uuidOf(hex, version) {
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A UUID that the same parts always give (version 8: of a kind of our own). @param {string[]} parts */
export function namedUuid(...parts) {
  return uuidOf(sha256(parts.join('\n')), '8');
}

/** A random UUID. @param {Window} window */
export function randomUuid(window) {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return uuidOf([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''), '4');
}
