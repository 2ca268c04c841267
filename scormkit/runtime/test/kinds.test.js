/** Each kind on a page: answered wrong, then right, taken up again, and what both standards are told. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { afterHints } from '../src/mark.js';
import { fits } from '../src/questions/fill-in.js';
import { kindOf } from '../src/questions/index.js';
import { readNumber } from '../src/questions/numeric.js';
import { unseal } from '../src/questions/seal.js';
import { course, seal } from './course.js';
import { ANSWERS, KIND_CASES, NEUTRAL_CASES, interactionsIn } from './kinds.js';
import { form, openPage } from './page.js';
import { createRandom } from './random.js';

const SCORM_AGAIN = readFileSync(new URL('../../../node_modules/scorm-again/dist/scorm-again.js', import.meta.url), 'utf8');
const CLASSES = { scorm12: ['API', 'Scorm12API'], scorm2004: ['API_1484_11', 'Scorm2004API'] };
const STANDARDS = /** @type {const} */ (['scorm12', 'scorm2004']);

/** All questions on one page. */
function openKinds(questions, more = {}) {
  const opened = openPage({ config: course({ pages: 1, questions }), bodies: { 'page-1': questions.map((question) => form(question)).join('') }, ...more });
  const on = (id) => {
    const place = opened.$(`form[data-question="${id}"]`);
    return {
      ...opened,
      form: place,
      check: () => opened.click(place.querySelector('.check')),
      said: () => place.querySelector('.feedback').textContent,
      marks: () => [...place.querySelectorAll('.choice, .pair, .step, .blank, .number')].map((item) => item.dataset.state ?? ''),
      reopen: async () => {
        await opened.tick(410);
        opened.click(place.querySelector('.check'));
      },
    };
  };
  return { ...opened, on };
}

/** Wrong, then right, in all kinds at once, so that the pause for double clicks is waited for once. */
async function answerAll(opened, cases) {
  for (const { question, wrong } of cases) {
    const place = opened.on(question.id);
    wrong(place);
    place.check();
  }
  await opened.tick(410);
  for (const { question, right } of cases) {
    const place = opened.on(question.id);
    place.check();
    right(place);
    place.check();
  }
}

for (const standard of STANDARDS) {
  test(`${standard}: what is recorded of each kind, wrong and right`, async () => {
    const opened = openKinds(KIND_CASES.map(({ question }) => question), { standard });
    await answerAll(opened, KIND_CASES);
    const wrong = standard === 'scorm12' ? 'wrong' : 'incorrect';
    const expected = [
      ...KIND_CASES.map((one) => [one.question.id, one[standard][0], one[standard][1], one[standard][2], wrong]),
      ...KIND_CASES.map((one) => [one.question.id, one[standard][0], one[standard][1], one[standard][3], 'correct']),
    ];
    assert.deepEqual(interactionsIn(opened.lms.held, standard), expected);
    assert.equal(opened.lms.held[standard === 'scorm12' ? 'cmi.core.lesson_status' : 'cmi.success_status'], 'passed');
  });

  test(`${standard}: what is recorded of kinds that are never right or wrong`, () => {
    const opened = openKinds(NEUTRAL_CASES.map(({ question }) => question), { standard });
    for (const { question, given } of NEUTRAL_CASES) {
      const place = opened.on(question.id);
      given(place);
      place.check();
      assert.deepEqual([place.form.dataset.state, place.said()], ['noted', 'Your answer is noted.']);
    }
    assert.deepEqual(interactionsIn(opened.lms.held, standard), NEUTRAL_CASES.map((one) => [one.question.id, one[standard][0], [], one[standard][2], 'neutral']));
  });

  test(`${standard}: a run-time that was not written for us takes every value of every kind`, async () => {
    const [name, type] = CLASSES[standard];
    const before = (window) => {
      window.eval(SCORM_AGAIN);
      window.eval(`window.${name} = new ${type}({ autocommit: false, logLevel: 5 })`);
    };
    const questions = [...KIND_CASES, ...NEUTRAL_CASES].map(({ question }) => ({ ...question, confidence: true, objectives: ['o_1'] }));
    const opened = openKinds(questions, { standard, before, lms: false });
    for (const input of opened.document.querySelectorAll('.confidence input[value=sure]')) input.checked = true;
    for (const { question, given } of NEUTRAL_CASES) {
      given(opened.on(question.id));
      opened.on(question.id).check();
    }
    await answerAll(opened, KIND_CASES);
    opened.launch.end(true);
    const { entries } = opened.launch.log;
    assert.deepEqual([...entries].filter(({ answer, error }) => error !== '' || answer === 'false').map(({ call, error }) => `${call} ${error}`), []);
    assert.equal(entries.filter(({ call }) => /interactions\.\d+\.id/.test(call)).length, 2 * (2 * KIND_CASES.length + NEUTRAL_CASES.length));
  });
}

test('each kind comes back as it was left, wrong with its right answer once the tries are used up', () => {
  const questions = [...KIND_CASES, ...NEUTRAL_CASES].map(({ question }) => ({ ...question, tries: 1 }));
  const first = openKinds(questions);
  for (const one of [...KIND_CASES, ...NEUTRAL_CASES]) {
    (one.wrong ?? one.given)(first.on(one.question.id));
    first.on(one.question.id).check();
  }
  const look = (opened) => questions.map(({ id }) => {
    const place = opened.on(id);
    const controls = [...place.form.querySelectorAll('input, select, textarea')].map((control) => (/radio|checkbox/.test(control.type) ? control.checked : control.value.trim()));
    return [id, place.form.dataset.state, place.marks(), controls, place.said(), [...place.form.querySelectorAll('.right-answer, .self-review')].map(({ textContent }) => textContent)];
  });
  const before = look(first);
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const second = openKinds(questions, { values: first.lms.saved() });
  assert.deepEqual(look(second).map((row) => JSON.stringify(row).replace('9.99', '9,99')), before.map((row) => JSON.stringify(row)));
  assert.equal(second.lms.calls.some((call) => call.includes('interactions')), false);
  assert.deepEqual(before.map(([id, state, , , , shown]) => [id, state, shown]), [
    ['q_true', 'spent', []],
    ['q_choice', 'spent', []],
    ['q_gaps', 'spent', ['Right: stridor']],
    ['q_pairs', 'spent', ['Right: Target y', 'Right: Target y']],
    ['q_order', 'spent', ['The right orderChoice cChoice aChoice b']],
    ['q_number', 'spent', ['Right: 10 – 12.5']],
    ['q_huge', 'spent', ['Right: 120000']],
    ['q_open', 'spent', ['Right: ≤ 3 / 7 – 8']],
    ['q_steps', 'spent', []],
    ['q_spot', 'spent', []],
    ['q_label', 'spent', ['Right: Target x']],
    ['q_scale', 'noted', []],
    ['q_free', 'noted', ['A model answerCall for helpDoes your answer say this? Calls Keeps calm']],
  ]);
});

test('what is lacking is said, and the focus goes there', () => {
  const questions = [...KIND_CASES, ...NEUTRAL_CASES].map(({ question }) => question);
  const opened = openKinds(questions);
  const rows = questions.filter(({ kind }) => kind !== 'sequencing').map(({ id }) => {
    const place = opened.on(id);
    place.check();
    return [id, place.said(), place.form.contains(opened.document.activeElement) && opened.document.activeElement.tagName];
  });
  assert.deepEqual(rows, [
    ['q_true', 'Choose an answer first.', 'INPUT'],
    ['q_choice', 'Choose at least one answer first.', 'INPUT'],
    ['q_gaps', 'Write an answer first.', 'INPUT'],
    ['q_pairs', 'Choose something for each line first.', 'SELECT'],
    ['q_number', 'Write a number first.', 'INPUT'],
    ['q_huge', 'Write a number first.', 'INPUT'],
    ['q_open', 'Write a number first.', 'INPUT'],
    ['q_steps', 'Choose at least one answer first.', 'INPUT'],
    ['q_spot', 'Choose an answer first.', 'BUTTON'],
    ['q_label', 'Choose something for each line first.', 'SELECT'],
    ['q_scale', 'Choose an answer first.', 'INPUT'],
    ['q_free', 'Write an answer first.', 'TEXTAREA'],
  ]);
  const number = opened.on('q_number');
  ANSWERS.write('twelve')(number);
  number.check();
  assert.equal(number.said(), 'Write a number first.');
  assert.equal(opened.launch.state.answers.size, 0);
});

test('steps are moved by buttons and by Alt+arrows, with the focus kept and the place said', () => {
  const { question } = KIND_CASES.find((one) => one.question.kind === 'sequencing');
  const { on, key, document } = openKinds([question]);
  const { form: place, click } = on(question.id);
  const order = () => [...place.querySelectorAll('.step')].map((step) => step.dataset.choice).join('');
  const up = place.querySelector('[data-choice=b] .up');
  up.focus();
  click(up);
  assert.deepEqual([order(), document.activeElement === up, place.querySelector('[role=status]').textContent], ['bac', true, 'Choice b: place 1 of 3']);
  assert.equal(up.getAttribute('aria-disabled'), 'true');
  click(up);
  assert.equal(order(), 'bac');
  key('ArrowDown', { altKey: true }, up);
  key('ArrowDown', { altKey: true }, up);
  key('ArrowDown', {}, up);
  assert.deepEqual([order(), place.querySelector('[role=status]').textContent], ['acb', 'Choice b: place 3 of 3']);
});

test('places on the picture and options in words follow each other', () => {
  const { question } = KIND_CASES.find((one) => one.question.form === 'hotspot');
  const { on } = openKinds([{ ...question, multiple: true }]);
  const place = on(question.id);
  const pressed = () => [...place.form.querySelectorAll('.spot')].map((spot) => spot.getAttribute('aria-pressed'));
  const ticked = () => [...place.form.querySelectorAll('.choice input')].map((input) => input.checked);
  ANSWERS.press('a', 'b')(place);
  assert.deepEqual([pressed(), ticked()], [['true', 'true', 'false'], [true, true, false]]);
  ANSWERS.tick('c')(place);
  assert.deepEqual([pressed(), ticked()], [['false', 'false', 'true'], [false, false, true]]);
  place.check();
  assert.equal(place.form.querySelector('.spot[data-choice=c] .choice-mark').textContent, ' (your answer, wrong answer)');
  ANSWERS.press('a')(place);
  assert.deepEqual(ticked(), [false, false, true], 'what is checked stays');
});

test('a learner compares a free answer with the model and ticks the points it makes', () => {
  const { question, given } = NEUTRAL_CASES[1];
  const first = openKinds([question]);
  const place = first.on(question.id);
  given(place);
  place.check();
  const box = place.form.querySelectorAll('.rubric input')[1];
  box.checked = true;
  box.dispatchEvent(new first.window.Event('change', { bubbles: true }));
  assert.deepEqual([first.launch.state.answers.get(question.key).answer, first.launch.state.answers.get(question.key).tries], ['C', 1]);
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  const second = openKinds([question], { values: first.lms.saved() });
  assert.deepEqual([...second.document.querySelectorAll('.rubric input')].map(({ checked }) => checked), [false, true]);
  assert.equal(second.$('textarea').value, 'I would call,\n"loudly" {now}');
});

test('how sure a learner is must be said where it is asked, and is a record of its own', () => {
  const question = { ...KIND_CASES[0].question, confidence: true, objectives: ['o_1'] };
  for (const standard of STANDARDS) {
    const { on, lms, document, launch } = openKinds([question], { standard });
    const place = on(question.id);
    ANSWERS.tick('false')(place);
    place.check();
    assert.deepEqual([place.said(), document.activeElement.value], ['Say first how sure you are.', 'sure']);
    place.form.querySelector('[value=unsure]').checked = true;
    place.check();
    assert.deepEqual(interactionsIn(lms.held, standard)[1], ['q_true_sure', 'likert', [], standard === 'scorm12' ? 'u' : 'unsure', 'neutral']);
    assert.equal(lms.held['cmi.interactions.1.weighting'], '0');
    assert.equal(launch.state.answers.get(question.key).sure, 1);
  }
});

test('a text for this very try comes before the general one', async () => {
  const { question } = KIND_CASES[0];
  const sealed = seal(question.id, { correct: ['true'], wrong: 'In general', afterTry: ['Once more'] });
  const { on } = openKinds([{ ...question, tries: 3, sealed }]);
  const place = on(question.id);
  ANSWERS.tick('false')(place);
  place.check();
  assert.equal(place.said(), 'Not rightOnce more');
  await place.reopen();
  place.check();
  assert.equal(place.said(), 'Not rightIn general');
});

test('hints cost their share of the points', () => {
  const { question } = KIND_CASES[0];
  const sealed = seal(question.id, { correct: ['true'], hints: ['One', 'Two'] });
  const { on, lms, launch } = openKinds([{ ...question, hintCost: 0.25, sealed }]);
  const place = on(question.id);
  assert.equal(place.form.querySelector('.hint-cost').textContent, 'takes 25% of the points');
  place.click(place.form.querySelector('.hint'));
  ANSWERS.tick('true')(place);
  place.check();
  assert.deepEqual([place.form.dataset.state, lms.held['cmi.score.scaled'], lms.held['cmi.interactions.0.result']], ['right', '0.75', '0.75']);
  assert.deepEqual([launch.state.answers.get(question.key).earned, launch.state.answers.get(question.key).of], [3, 4]);
});

test('the parts of a question stand in an order of the learner’s own, and in the same one next time', () => {
  const choices = [...'abcdefgh'].map((id) => ({ id, text: id }));
  const cases = [KIND_CASES[1], KIND_CASES[3], KIND_CASES[4]];
  const questions = cases.map(({ question }) => ({ ...question, shuffle: true, choices }));
  const orders = (opened) => [...opened.document.querySelectorAll('form')].map((place) => [...place.querySelectorAll('.choice input, .pair, .step')].map((item) => item.dataset.choice ?? item.value).join(''));
  const open = (seed, values = {}) => openKinds(questions, { values, before: (window) => (window.Math.random = () => seed) });
  const first = open(0.1);
  first.window.dispatchEvent(new first.window.Event('pagehide'));
  assert.deepEqual(orders(open(0.9, first.lms.saved())), orders(first));
  assert.notDeepEqual(orders(open(0.9)), orders(first));
  for (const order of orders(first)) assert.deepEqual([...order].sort().join(''), 'abcdefgh');
  assert.notEqual(orders(first)[0], 'abcdefgh');
});

test('steps to be put in order never stand in the right order at first', () => {
  const random = createRandom(23);
  const { question } = KIND_CASES[4];
  for (let i = 0; i < 12; i++) {
    const { document } = openKinds([{ ...question, shuffle: true }], { before: (window) => (window.Math.random = () => random.next()) });
    assert.notEqual([...document.querySelectorAll('.step')].map((step) => step.dataset.choice).join(''), 'cab');
  }
});

test('when the time is up an answer counts as it stands; more time can be had ten times', () => {
  const { question } = KIND_CASES[0];
  let now = 1e12;
  let ticks = [];
  const before = (window) => {
    window.Date.now = () => now;
    window.setTimeout = (step) => ticks.push(step);
  };
  const { on, launch, lms } = openKinds([{ ...question, tries: 1, timeLimit: 30 }], { before });
  const place = on(question.id);
  const pass = (seconds) => {
    now += seconds * 1000;
    ticks.splice(0).forEach((step) => step());
  };
  const [clock, extend] = [place.form.querySelector('.clock'), place.form.querySelector('.extend')];
  assert.deepEqual([clock.hidden, clock.textContent, extend.hidden], [false, 'Time left: 0:30', true]);
  pass(12);
  assert.deepEqual([clock.textContent, extend.hidden, clock.nextElementSibling.textContent], ['Time left: 0:18', false, 'Seconds left: 18. You can ask for more time.']);
  for (let i = 0; i < 10; i++) {
    place.click(extend);
    pass(30);
  }
  assert.deepEqual([clock.textContent, extend.hidden], ['Time left: 0:18', true]);
  ANSWERS.tick('false')(place);
  pass(18);
  assert.deepEqual([place.form.dataset.state, place.said(), clock.hidden], ['spent', 'The time is over. Your answer was handed in as it stood.Not right', true]);
  assert.deepEqual(interactionsIn(lms.held, 'scorm2004'), [['q_true', 'true-false', ['true'], 'false', 'incorrect']]);
  assert.equal(launch.state.answers.get(question.key).tries, 1);
});

test('time that runs out on an empty answer makes it a wrong one, without a response', () => {
  const questions = KIND_CASES.map(({ question }) => ({ ...question, tries: 1, timeLimit: 5 }));
  let now = 1e12;
  /** @type {(() => void)[]} */
  const ticks = [];
  const opened = openKinds(questions, { before: (window) => { window.Date.now = () => now; window.setTimeout = (step) => ticks.push(step); } });
  now += 6000;
  ticks.splice(0).forEach((step) => step());
  const rows = interactionsIn(opened.lms.held, 'scorm2004');
  assert.deepEqual(rows.map(([id, , , , result]) => [id, result]), questions.map(({ id }) => [id, 'incorrect']));
  assert.deepEqual(rows.filter(([, , , response]) => response !== undefined).map(([id]) => id), ['q_order', 'q_steps']);
});

test('gaps: case, accents and spaces, alternatives, patterns', () => {
  const rows = [
    [{ accept: ['Stridor'] }, 'stridor', true],
    [{ accept: ['inspiratory stridor'] }, '  Inspiratory   STRÍDOR ', true],
    [{ accept: ['a', 'b'] }, 'b', true],
    [{ accept: ['Straße'] }, 'strasse', true],
    [{ accept: ['can\'t'] }, 'can’t', true],
    [{ accept: ['a'] }, '', false],
    [{ accept: ['a'] }, 'ab', false],
    [{ accept: ['pH'], exact: true }, 'ph', false],
    [{ accept: ['pH'], exact: true }, ' pH ', true],
    [{ accept: ['é'], exact: true }, 'e', false],
    [{ accept: ['é'], exact: true }, 'e\u0301', true],
    [{ accept: [], patterns: ['colou?r'] }, 'COLOR', true],
    [{ accept: [], patterns: ['a|b'] }, 'ab', false],
    [{ accept: [], patterns: ['naive'] }, 'naïve', true],
    [{ accept: [], patterns: ['A'], exact: true }, 'a', false],
    [{ accept: ['x'], patterns: ['('] }, 'x', true],
    [{ accept: [], patterns: ['('] }, '(', false],
    [undefined, 'x', false],
  ];
  assert.deepEqual(rows.map(([gap, text]) => [gap, text, fits(gap, text)]), rows);
});

test('numbers as people write them', () => {
  const rows = [
    ['12', 12], ['12,5', 12.5], ['12.5', 12.5], ['-3', -3], ['\u22123', -3], ['+4', 4], ['.5', 0.5], [',5', 0.5], ['5.', 5], ['1e3', 1000],
    ['1.234,5', 1234.5], ['1,234.5', 1234.5], ['1,234,567', 1234567], ['1.234.567,8', 1234567.8], ['1 234 567', 1234567], ['1\u00a0234', 1234], ['1’234', 1234],
    ['\u0661\u0662\u066b\u0665', 12.5], ['\u06f1\u06f2', 12], ['12 mmHg', 12, 'mmHg'], ['12mm Hg', 12, 'mmHg'], ['50 %', 50, '%'],
    ['', null], ['abc', null], ['1/2', null], ['--1', null], ['1e999', null], ['1e15', null], ['12 kg', null, 'mmHg'], ['-0', 0],
  ];
  assert.deepEqual(rows.map(([text, , unit]) => readNumber(text, unit)), rows.map((row) => row[1]));
  assert.ok(Object.is(readNumber('-0'), 0));
});

test('no answer, however strange, is worth less than nothing or more than all', () => {
  const random = createRandom(29);
  const characters = [...'AB_-09+.e\n aé'];
  for (const { question } of [...KIND_CASES, ...NEUTRAL_CASES]) {
    for (let i = 0; i < 300; i++) {
      const more = { ...question, partial: random.chance(0.5), multiple: random.chance(0.5) };
      const write = () => Array.from({ length: random.whole(8) }, () => random.pick(characters)).join('');
      const mark = kindOf(more).mark(more, unseal(question), { answer: write(), text: write() });
      if (mark === null) continue;
      assert.ok(Number.isInteger(mark.earned) && mark.earned >= 0 && mark.earned <= mark.of && mark.of >= 1 && mark.of <= 63, `${question.id} ${JSON.stringify(mark)}`);
      const cost = random.next();
      const hints = random.whole(5);
      const left = afterHints(mark, hints, cost);
      assert.ok(left.earned >= 0 && left.earned <= left.of && left.of <= 63);
      const exact = (mark.earned / mark.of) * Math.max(0, 1 - hints * cost);
      assert.ok(Math.abs(left.earned / left.of - exact) < 1 / 63);
    }
  }
});

test('part marks: pairs, places and gaps that are right, of all', () => {
  const mark = (id, answer, text = '') => {
    const { question } = KIND_CASES.find((one) => one.question.id === id);
    return Object.values(kindOf(question).mark({ ...question, partial: true }, unseal(question), { answer, text }));
  };
  assert.deepEqual([mark('q_pairs', 'BDD'), mark('q_pairs', 'CBA'), mark('q_order', 'CAB'), mark('q_order', 'CBA'), mark('q_gaps', '', 'stridor\nlung'), mark('q_steps', 'B')], [[0, 3], [2, 3], [3, 3], [1, 3], [1, 2], [1, 2]]);
});

test('nothing of any kind tells the right answer before it is given', () => {
  const opened = openKinds([...KIND_CASES, ...NEUTRAL_CASES].map(({ question }) => question));
  assert.doesNotMatch(opened.document.documentElement.outerHTML, /a stridor|larynx|12\.5|120000|Call for help|"correct"|"pairs":\[/);
});

test('what was done is done or not, rather than right or wrong', async () => {
  const steps = KIND_CASES.find(({ question: { kind } }) => kind === 'performance');
  const place = openKinds([steps.question]).on(steps.question.id);
  steps.wrong(place);
  place.check();
  assert.equal(place.said(), 'Not all that is needed is done yet');
  await place.reopen();
  steps.right(place);
  place.check();
  assert.equal(place.said(), 'All that is needed is done');
});
