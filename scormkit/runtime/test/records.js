/** Whole records: one question of each kind in every edition, with what is hard to write down in it. */

import { interaction12 } from '../src/drivers/scorm12.js';
import { interaction2004 } from '../src/drivers/scorm2004.js';
import { KIND_CASES, NEUTRAL_CASES } from './kinds.js';
import { kindOf } from '../src/questions/index.js';
import { unseal } from '../src/questions/seal.js';

export const EDITIONS = { scorm12: interaction12, scorm2004: interaction2004 };

const base = { time: new Date(2026, 10, 23, 9, 8, 7), seconds: 3661.555, weight: 2.5, objectives: ['o_1', 'o_2', 'o_1'], multiple: false, form: '', description: 'Which of them?', note: '' };

/** Answers in the kinds' own forms: a wrong one, one that is partly right, a right one; for likert and long-fill-in one. */
const GIVEN = {
  q_true: ['C', 'B'], q_choice: ['C', 'B', 'F'], q_gaps: ['wheeze\nlung', 'stridor\nlung', ' A strídor\nLARYNX'], q_pairs: ['BBD', 'CBB', 'CBC'], q_order: ['BAC', 'CBA', 'CAB'],
  q_number: ['9.99', '1e-7', '12.5'], q_huge: ['5', '120000'], q_open: ['4', '-2'], q_steps: ['E', 'B', 'H'], q_spot: ['B', 'C'], q_label: ['CD', 'BD'], q_scale: ['C'], q_free: ['I would call,\n"loudly" {now} [,] 🚀'],
};
const TEXTS = ['q_gaps', 'q_free'];

/** What is recorded of each answer in each edition: [edition, question, fields in order]. */
export function records() {
  return [...KIND_CASES, ...NEUTRAL_CASES].flatMap(({ question }) =>
    GIVEN[question.id].flatMap((given) => {
      const partly = { ...question, partial: true };
      const value = TEXTS.includes(question.id) ? { answer: '', text: given } : { answer: given, text: '' };
      const mark = kindOf(question).mark(partly, unseal(question), value);
      const made = { ...base, id: question.id, kind: question.kind, form: question.form ?? '', multiple: !!question.multiple, ...kindOf(question).record(question, unseal(question), value), mark: mark && mark.earned / mark.of };
      return Object.entries(EDITIONS).map(([edition, write]) => [edition, question.id, write(made).map((field) => field.join(' = '))]);
    }),
  );
}
