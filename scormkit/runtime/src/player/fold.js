/** Text without case and accents, with the way back to the original. */

/** @type {Record<string, string>} letters that are no base letter with a mark */
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** @param {string} text */
export function fold(text) {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? letter);
}

/**
 * Where a folded word stands in the original.
 *
 * @param {string} text
 * @param {string} word  folded
 * @returns {[number, number] | null}  from, to
 */
export function findFolded(text, word) {
  let folded = '';
  /** @type {number[]} */
  const origin = [];
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    folded += piece;
    for (let i = 0; i < piece.length; i++) origin.push(at);
    at += character.length;
  }
  const from = folded.indexOf(word);
  return from < 0 ? null : [origin[from] ?? 0, origin[from + word.length] ?? text.length];
}
