/** One question of each kind, a wrong and a right answer to each, and what is to be recorded of it. */

import { question, seal } from './course.js';

const three = ['a', 'b', 'c'].map((id) => ({ id, text: `Choice ${id}` }));
const targets = ['x', 'y', 'z'].map((id) => ({ id, text: `Target ${id}` }));

/** @param {string} id  @param {object} more  @param {object} secret */
function one(n, id, more, secret) {
  return question(n, { id, key: `Q${String(n).padStart(2, '0')}`, tries: 0, choices: [], ...more, sealed: seal(id, { correct: [], ...secret }) });
}

/** What a learner does on the page: ticks, selects, writes, moves. */
export const ANSWERS = {
  tick: (...ids) => ({ form, window }) => {
    for (const input of form.querySelectorAll('.choice input')) {
      input.checked = ids.includes(input.value);
      input.dispatchEvent(new window.Event('change', { bubbles: true }));
    }
  },
  press: (...ids) => ({ form, click }) => {
    for (const spot of form.querySelectorAll('button.spot')) if ((spot.getAttribute('aria-pressed') === 'true') !== ids.includes(spot.dataset.choice)) click(spot);
  },
  select: (...ids) => ({ form, window }) => {
    [...form.querySelectorAll('select')].forEach((select, i) => {
      select.value = ids[i];
      select.dispatchEvent(new window.Event('change', { bubbles: true }));
    });
  },
  write: (...texts) => ({ form, window }) => {
    [...form.querySelectorAll('input[type=text], textarea')].forEach((place, i) => {
      place.value = texts[i];
      place.dispatchEvent(new window.Event('input', { bubbles: true }));
    });
  },
  order: (...ids) => ({ form, click }) => {
    const now = () => [...form.querySelectorAll('.step')].map((step) => step.dataset.choice);
    ids.forEach((id, place) => {
      while (now().indexOf(id) > place) click(form.querySelector(`.step[data-choice="${id}"] .up`));
    });
  },
};
const { tick, press, select, write, order } = ANSWERS;

/**
 * Each with `wrong` and `right`: how it is answered, and of the record in 1.2 and 2004: type, pattern, response.
 */
export const KIND_CASES = [
  {
    question: one(1, 'q_true', { kind: 'true-false', choices: [{ id: 'true', text: '' }, { id: 'false', text: '' }] }, { correct: ['true'] }),
    wrong: tick('false'), right: tick('true'),
    scorm12: ['true-false', ['t'], 'f', 't'], scorm2004: ['true-false', ['true'], 'false', 'true'],
  },
  {
    question: one(2, 'q_choice', { choices: three, multiple: true }, { correct: ['a', 'c'] }),
    wrong: tick('b'), right: tick('a', 'c'),
    scorm12: ['choice', ['{a,c}'], 'b', 'a,c'], scorm2004: ['choice', ['a[,]c'], 'b', 'a[,]c'],
  },
  {
    question: one(3, 'q_gaps', { kind: 'fill-in', blanks: [{ id: 'b1' }, { id: 'b2' }] }, { blanks: { b1: { accept: ['stridor', 'a stridor'] }, b2: { accept: [], patterns: ['larynx|trachea'] } } }),
    wrong: write('wheeze', 'lung'), right: write(' Strídor ', 'LARYNX'),
    scorm12: ['fill-in', ['stridor, /larynx|trachea/', 'a stridor, /larynx|trachea/'], 'wheeze, lung', 'Strídor, LARYNX'],
    scorm2004: ['fill-in', ['stridor[,]/larynx|trachea/', 'a stridor[,]/larynx|trachea/'], 'wheeze[,]lung', 'Strídor[,]LARYNX'],
  },
  {
    question: one(4, 'q_pairs', { kind: 'matching', choices: three, targets }, { pairs: [['a', 'y'], ['b', 'x'], ['c', 'y']] }),
    wrong: select('x', 'x', 'z'), right: select('y', 'x', 'y'),
    scorm12: ['matching', ['a.y,b.x,c.y'], 'a.x,b.x,c.z', 'a.y,b.x,c.y'], scorm2004: ['matching', ['a[.]y[,]b[.]x[,]c[.]y'], 'a[.]x[,]b[.]x[,]c[.]z', 'a[.]y[,]b[.]x[,]c[.]y'],
  },
  {
    question: one(5, 'q_order', { kind: 'sequencing', choices: three }, { correct: ['c', 'a', 'b'] }),
    wrong: order('b', 'a', 'c'), right: order('c', 'a', 'b'),
    scorm12: ['sequencing', ['c,a,b'], 'b,a,c', 'c,a,b'], scorm2004: ['sequencing', ['c[,]a[,]b'], 'b[,]a[,]c', 'c[,]a[,]b'],
  },
  {
    question: one(6, 'q_number', { kind: 'numeric' }, { ranges: [[10, 12.5]] }),
    wrong: write('9,99'), right: write('12,5'),
    scorm12: ['numeric', [], '9.99', '12.5'], scorm2004: ['numeric', ['10[:]12.5'], '9.99', '12.5'],
  },
  {
    question: one(7, 'q_huge', { kind: 'numeric' }, { ranges: [[120000, 120000]] }),
    wrong: write('5'), right: write('120000'),
    scorm12: ['numeric', ['120000'], '5', '120000'], scorm2004: ['fill-in', ['120000'], '5', '120000'],
  },
  {
    question: one(8, 'q_open', { kind: 'numeric' }, { ranges: [[null, 3], [7, 8]] }),
    wrong: write('4'), right: write('-2'),
    scorm12: ['numeric', [], '4', '-2'], scorm2004: ['numeric', [], '4', '-2'],
  },
  {
    question: one(9, 'q_steps', { kind: 'performance', choices: three, multiple: true }, { correct: ['a', 'b'] }),
    wrong: tick('a'), right: tick('a', 'b', 'c'),
    scorm12: ['performance', ['a.1,b.1'], 'a.1,b.0,c.0', 'a.1,b.1,c.1'], scorm2004: ['performance', ['a[.]1[,]b[.]1'], 'a[.]1[,]b[.]0[,]c[.]0', 'a[.]1[,]b[.]1[,]c[.]1'],
  },
  {
    question: one(10, 'q_spot', { kind: 'other', form: 'hotspot', choices: three }, { correct: ['b'] }),
    wrong: press('a'), right: press('b'),
    scorm12: ['choice', ['b'], 'a', 'b'], scorm2004: ['other', ['b'], 'a', 'b'],
  },
  {
    question: one(11, 'q_label', { kind: 'other', form: 'label', choices: three.slice(0, 2), targets }, { pairs: [['a', 'x'], ['b', 'z']] }),
    wrong: select('y', 'z'), right: select('x', 'z'),
    scorm12: ['matching', ['a.x,b.z'], 'a.y,b.z', 'a.x,b.z'], scorm2004: ['other', ['a.x;b.z'], 'a.y;b.z', 'a.x;b.z'],
  },
];

/** Those that are never right or wrong: one answer each. */
export const NEUTRAL_CASES = [
  {
    question: one(12, 'q_scale', { kind: 'likert', choices: three, graded: false }, {}),
    given: tick('b'), scorm12: ['likert', [], 'b'], scorm2004: ['likert', [], 'b'],
  },
  {
    question: one(13, 'q_free', { kind: 'long-fill-in', graded: false }, { model: '<p>Call for help</p>', rubric: ['Calls', 'Keeps calm'] }),
    given: write('I would call,\n"loudly" {now}'), scorm12: ['fill-in', [], 'I would call, "loudly" {now}'], scorm2004: ['long-fill-in', [], 'I would call, "loudly" {now}'],
  },
];

/** The interactions that an LMS holds, as [id, type, patterns, response, result]. */
export function interactionsIn(held, standard) {
  const found = [];
  for (let n = 0; held[`cmi.interactions.${n}.id`] !== undefined; n++) {
    const at = (field) => held[`cmi.interactions.${n}.${field}`];
    const patterns = [];
    for (let i = 0; at(`correct_responses.${i}.pattern`) !== undefined; i++) patterns.push(at(`correct_responses.${i}.pattern`));
    found.push([at('id'), at('type'), patterns, at(standard === 'scorm12' ? 'student_response' : 'learner_response'), at('result')]);
  }
  return found;
}
