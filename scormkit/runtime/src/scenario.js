/**
 * Ways through a scenario. Pure.
 *
 * @import { Move, Question, Scenario } from './types.js'
 */

import { packNumber, unpackNumber } from './state/alphabet.js';
import { clamp } from './quiz.js';

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
    const choice = questions.get(scene?.question ?? '')?.choices[unpackNumber(digit)]?.id ?? '';
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
export function digitOf({ choices }, choice) {
  return packNumber(choices.findIndex(({ id }) => id === choice), 1);
}

/** What a way was worth, of the best one. @param {Scenario} scenario  @param {number} points */
export function worthOf({ best }, points) {
  return best > 0 ? clamp(points / best) : 1;
}
