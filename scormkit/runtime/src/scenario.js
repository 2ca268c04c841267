/**
 * Ways through a scenario. Pure.
 *
 * @import { Move, Question, Scenario } from './types.js'
 */

import { hashText, packNumber } from './state/alphabet.js';
import { clamp } from './quiz.js';

const DIGITS = 64;
/** Moves that the state holds. */
export const LONGEST_WAY = 63;

/**
 * Where a path leads. It ends early where the course has changed so that a move is no longer possible.
 *
 * @param {Scenario} scenario
 * @param {Record<string, Move[]>} moves   by scene
 * @param {Map<string, Question>} questions   by id
 * @param {string} path
 * @returns {{ scene: Scenario['scenes'][number] | undefined, points: number, path: string, steps: { scene: string, choice: string }[] }}
 */
export function follow(scenario, moves, questions, path) {
  let scene = scenario.scenes[0];
  let points = 0;
  const steps = [];
  for (const digit of path) {
    const choice = choiceOf(questions.get(scene?.question ?? ''), digit);
    const move = moves[scene?.id ?? '']?.find((one) => one.choice === choice);
    const next = move && scenario.scenes.find(({ id }) => id === move.scene);
    if (!scene || !next) break;
    steps.push({ scene: scene.id, choice });
    points += move.points ?? 0;
    scene = next;
  }
  return { scene, points, path: path.slice(0, steps.length), steps };
}

/** The digit of a choice in a path. @param {Question} question  @param {string} choice */
export function digitOf(question, choice) {
  return digitsOf(question).get(choice) ?? '';
}

/** @param {Question | undefined} question  @param {string} digit */
function choiceOf(question, digit) {
  return [...(question ? digitsOf(question) : [])].find(([, own]) => own === digit)?.[0] ?? '';
}

/**
 * By choice: a digit made from its words, so that a choice put in or moved changes no other's; where two meet, the next that is free.
 *
 * @param {Question} question
 * @returns {Map<string, string>}
 */
function digitsOf({ choices }) {
  const hashes = choices.map(({ id, text }) => ({ id, hash: hashText(text || id) }));
  const taken = new Set();
  const digits = new Map();
  for (const { id, hash } of hashes.sort((a, b) => a.hash - b.hash)) {
    let digit = (hash ^ (hash >>> 16)) & (DIGITS - 1);
    while (taken.has(digit)) digit = (digit + 1) % DIGITS;
    taken.add(digit);
    digits.set(id, packNumber(digit, 1));
  }
  return digits;
}

/**
 * A path with room for another move: the first way round in a circle is left out where it is full. No circle gains points.
 *
 * @param {string} path
 * @param {{ scene: string }[]} steps   those of the path
 */
export function withRoom(path, steps) {
  if (path.length < LONGEST_WAY) return path;
  const last = new Map();
  for (const [place, { scene }] of steps.entries()) {
    const before = last.get(scene);
    if (before !== undefined) return path.slice(0, before) + path.slice(place);
    last.set(scene, place);
  }
  return path;
}

/** What a way was worth, of the best one. @param {Scenario} scenario  @param {number} points */
export function worthOf({ best }, points) {
  return best > 0 ? clamp(points / best) : 1;
}
