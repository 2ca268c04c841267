/** The cases of state-worst-case.json as configurations. */

import { readFileSync } from 'node:fs';

import { packNumber } from '../src/state/alphabet.js';
import { seal } from './course.js';

export const WORST_CASES = JSON.parse(readFileSync(new URL('state-worst-case.json', import.meta.url), 'utf8'));

export const keyOf = (prefix, n) => prefix + packNumber(n, 2);
const options = (letter, count = 0) => Array.from({ length: count }, (_, n) => ({ id: `${letter}${n}`, text: `Option ${letter}${n}` }));

/** A configuration of so many pages, media, and questions, quizzes, pools and scenarios as described. */
export function caseConfig({ pages = 0, media = 0, record = 'each-try', questions = [], quizzes = 0, pools = [], ways = [] }) {
  const all = [];
  const checklists = [];
  const add = ({ kind, form, choices, targets, rubric = 0, times = 1, shuffle = false, observations = 0, ...more }) =>
    Array.from({ length: times }, () => {
      const id = `q_${all.length}`;
      const sealed = seal(id, { correct: [], rubric: Array(rubric).fill('x') });
      all.push({ id, key: keyOf('q', all.length), kind, form, shuffle, graded: true, points: 1, tries: 0, objectives: [], choices: options('c', choices), targets: options('t', targets), blanks: [], sealed, ...more });
      if (observations) checklists.push({ id: `list_${id}`, question: id, observations, others: 0 });
      return id;
    });
  for (const question of questions) add(question);
  const own = pools.map((pool) => ({ count: pool.count, questions: pool.questions.flatMap(add) }));
  const listed = [...Array(quizzes).fill([]), ...(own.length ? [own] : [])];
  const scenarios = ways.map((moves, n) => {
    const id = `s_${n}`;
    const scenes = Object.keys(moves).map((scene) => ({ id: scene, question: add({ kind: 'choice', choices: moves[scene].length, scenario: id })[0] }));
    const sealed = seal(id, { moves: Object.fromEntries(Object.entries(moves).map(([scene, on]) => [scene, on.map((next, i) => ({ choice: `c${i}`, scene: next, points: 0 }))])) });
    return { id, key: keyOf('s', n), best: 0, scenes: [...scenes, { id: 'end', question: null }], sealed, told: moves };
  });
  return {
    pages: Array.from({ length: pages }, (_, n) => ({ key: keyOf('p', n) })),
    media: Array.from({ length: media }, (_, n) => ({ key: keyOf('m', n) })),
    questions: all,
    quizzes: listed.map((pooled, n) => ({ id: `z_${n}`, key: keyOf('z', n), questions: [], pools: pooled })),
    scenarios,
    checklists,
    policy: { record },
  };
}
