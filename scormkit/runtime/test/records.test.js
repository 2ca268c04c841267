/** Records of every kind in every edition, compared whole, and held against what each standard and every LMS we know takes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { line } from '../src/drivers/formats.js';
import { interaction12 } from '../src/drivers/scorm12.js';
import { interaction2004 } from '../src/drivers/scorm2004.js';
import { createRandom } from './random.js';
import { records } from './records.js';

const TABLE = JSON.parse(readFileSync(new URL('records.json', import.meta.url), 'utf8'));

// --- what may be written (SCORM 1.2 RTE 3.4.7; SCORM 2004 RTE 4.2.9, narrowed to what Moodle and scorm-again take) ----

const ID = /^[A-Za-z0-9_]{1,250}$/;
const REAL = /^-?\d{1,5}(\.\d{1,18})?$/;
const ORDER = ['id', 'type', 'objectives', 'time', 'timestamp', 'correct_responses', 'weighting', 'student_response', 'learner_response', 'result', 'latency', 'description'];
// eslint-disable-next-line no-control-regex
const LINE = /^(?!\{)[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/;
const isText = (text, length) => text.length <= length && LINE.test(text) && text === text.trim() && text.isWellFormed();
const every = (parts, test_) => parts.length > 0 && parts.every((part) => test_(part));

const SCORM12 = {
  types: ['true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric'],
  result: /^(correct|wrong|unanticipated|neutral|0?\.\d{1,7}|0\.\d{1,7})$/,
  fields: { id: ID, time: /^\d\d:\d\d:\d\d$/, weighting: /^\d{1,3}(\.\d{1,7})?$/, latency: /^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/ },
  response: {
    'true-false': (text) => /^[tf]?$/.test(text),
    choice: (text) => /^([a-z0-9](,[a-z0-9])*)?$/.test(text),
    sequencing: (text) => /^([a-z0-9](,[a-z0-9])*)?$/.test(text),
    matching: (text) => /^([a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*)?$/.test(text),
    likert: (text) => /^[a-z0-9]?$/.test(text),
    numeric: (text) => /^(-?\d+(\.\d+)?)?$/.test(text),
    performance: (text) => isText(text, 255),
    'fill-in': (text) => isText(text, 255),
  },
  pattern: (type, text) => text !== '' && SCORM12.response[type](type === 'choice' ? text.replace(/^\{(.*)\}$/, '$1') : text),
  longest: 255,
};

const SCORM2004 = {
  types: [...SCORM12.types, 'long-fill-in', 'other'],
  result: /^(correct|incorrect|unanticipated|neutral|0\.\d{1,7})$/,
  fields: { id: ID, timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, weighting: REAL, latency: /^PT\d+H\d+M\d+(\.\d\d?)?S$/, description: { test: (text) => text !== '' && isText(text, 250) } },
  response: {
    'true-false': (text) => /^(true|false)$/.test(text),
    choice: (text) => every(text.split('[,]'), (id) => ID.test(id)) && text.split('[,]').length <= 36 && new Set(text.split('[,]')).size === text.split('[,]').length,
    sequencing: (text) => every(text.split('[,]'), (id) => ID.test(id)) && text.split('[,]').length <= 36,
    matching: (text) => every(text.split('[,]'), (pair) => pair.split('[.]').length === 2 && pair.split('[.]').every((id) => ID.test(id))) && text.split('[,]').length <= 36,
    performance: (text) => every(text.split('[,]'), (pair) => pair.split('[.]').length === 2 && pair.split('[.]').every((id) => ID.test(id))) && text.split('[,]').length <= 125,
    likert: (text) => ID.test(text),
    numeric: (text) => REAL.test(text),
    'fill-in': (text) => text.split('[,]').length <= 10 && every(text.split('[,]'), (part) => part !== '' && isText(part, 250) && !/\[[.:]\]/.test(part)),
    'long-fill-in': (text) => text !== '' && isText(text, 4000),
    other: (text) => text !== '' && isText(text, 4000) && !text.includes(','),
  },
  pattern: (type, text) => (type === 'numeric' ? every(text.split('[:]'), (end) => REAL.test(end)) && text.split('[:]').length === 2 : SCORM2004.response[type](text.replace(/^\{case_matters=true\}/, ''))),
  longest: 4000,
};
const RULES = { scorm12: SCORM12, scorm2004: SCORM2004 };

/** What is wrong with a record. */
function faults(edition, fields) {
  const rules = RULES[edition];
  const { type } = Object.fromEntries(fields);
  const names = fields.map(([name]) => name);
  const found = [];
  if (!rules.types.includes(type)) found.push(`type ${type}`);
  if (names.some((name, n) => n > 0 && ORDER.indexOf(name.split('.')[0]) < ORDER.indexOf(names[n - 1].split('.')[0]))) found.push('order');
  if (new Set(names).size !== names.length) found.push('a field twice');
  for (const group of ['objectives', 'correct_responses']) {
    const own = fields.filter(([name]) => name.startsWith(group));
    if (own.some(([name], n) => name.split('.')[1] !== String(n))) found.push(`${group} have gaps`);
    if (new Set(own.map(([, value]) => value)).size !== own.length) found.push(`${group} twice`);
  }
  for (const [name, value] of fields) {
    const fits = {
      type: () => true,
      result: () => rules.result.test(value),
      student_response: () => rules.response[type](value),
      learner_response: () => rules.response[type](value),
      objectives: () => ID.test(value),
      correct_responses: () => rules.pattern(type, value),
    }[name.split('.')[0]];
    if (typeof value !== 'string' || value.length > rules.longest || !(fits ? fits() : rules.fields[name]?.test(value))) found.push(`${name} ${JSON.stringify(value)}`);
  }
  return found;
}

test('what is recorded of every kind in every edition: wrong, partly right, right', () => {
  assert.deepEqual(records(), TABLE);
});

test('no record breaks a rule of its standard', () => {
  const found = TABLE.flatMap(([edition, id, fields]) => faults(edition, fields.map((field) => [field.slice(0, field.indexOf(' = ')), field.slice(field.indexOf(' = ') + 3)])).map((fault) => [edition, id, fault]));
  assert.deepEqual(found, []);
});

const EVIL = ['[,]', '[.]', '[:]', '{', '}', ',', ';', '.', '{lang=en}', '{case_matters=false}', '{order_matters=false}', '\n', '\r\n', '\t', '\u0000', '\u0085', '\u2028', '🚀', '👩‍👩‍👧', '\ud83d', '\ude80', 'שלום', 'مرحبا', '\u202e', '\u2067', '\ufeff', '日本', 'é', 'e\u0301', '"', '\'', '<b>', '&amp;', ' ', 'word '];
const KINDS = ['true-false', 'choice', 'fill-in', 'long-fill-in', 'matching', 'sequencing', 'numeric', 'likert', 'performance', 'other'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

test('whatever is written, chosen or said, and however much of it, the record keeps to the rules', () => {
  const random = createRandom(67);
  const write = () => Array.from({ length: random.whole(random.pick([3, 10, 400])) }, () => random.pick(EVIL)).join('');
  for (let i = 0; i < 4000; i++) {
    const kind = random.pick(KINDS);
    const ids = [...LETTERS].slice(0, 1 + random.whole(36));
    const pairs = ids.map((id) => [id, kind === 'performance' ? random.pick(['0', '1']) : random.pick(LETTERS)]);
    const form = kind === 'other' ? random.pick(['hotspot', 'label']) : '';
    const number = String(random.pick([0, -1.5, 1e-7, 123456, 99999.25, -1e14, 5e-300, 2 / 3]));
    const parts = {
      'true-false': () => [random.pick(['true', 'false'])], likert: () => [random.pick([...LETTERS, 'sure', 'unsure'])], numeric: () => [number],
      choice: () => ids, sequencing: () => ids, matching: () => pairs, performance: () => pairs, other: () => (form === 'label' ? pairs : ids),
      'fill-in': () => Array.from({ length: 1 + random.whole(12) }, write), 'long-fill-in': () => [write()],
    }[kind];
    const correct = { numeric: () => [[[number, number]], [['', '3']]].slice(0, 1 + random.whole(2)), likert: () => [], 'long-fill-in': () => [] }[kind] ?? (() => Array.from({ length: random.whole(4) }, parts));
    const made = {
      id: 'q_1', kind, form, multiple: random.chance(0.5), exact: random.chance(0.3), objectives: ['o_1', 'o_2', 'o_1', ...Array.from({ length: random.whole(12) }, (_, n) => `p_${n}`)],
      time: new Date(2026, 0, 2, 3, 4, 5, 678), seconds: random.pick([0, 0.005, 59.999, 86400, 4e7]), weight: random.pick([0, 0.1, 1, 2 / 3, 99, 250]),
      mark: random.pick([0, 1, null, 1 / 3, 62 / 63]), response: random.chance(0.1) ? [] : parts(), correct: correct(),
      description: write(), note: kind === 'performance' && random.chance(0.5) ? write() : '',
    };
    for (const [edition, record] of [['scorm12', interaction12], ['scorm2004', interaction2004]]) {
      const fields = record(made).filter(([name, value]) => !(edition === 'scorm12' && name === 'student_response' && value === ''));
      assert.deepEqual(faults(edition, fields), [], JSON.stringify([edition, made]).slice(0, 600));
    }
  }
});

test('an id that could be read as a delimiter is made harmless', () => {
  const made = { id: 'q_1', kind: 'matching', form: '', multiple: false, objectives: [], time: new Date(2026, 0, 2), seconds: 1, weight: 1, mark: 1, response: [['a[.]b', 'c,d'], ['{x}', 'y[:]']], correct: [], description: '', note: '' };
  const response = (fields) => fields.find(([name]) => name.endsWith('_response'))[1];
  assert.deepEqual([response(interaction12(made)), response(interaction2004(made))], ['a___b.c_d,_x_.y___', 'a___b[.]c_d[,]_x_[.]y___']);
});

test('a text that is cut has no half of a character in it, and turns nothing that follows it', () => {
  const rows = [
    ['a🚀🚀', 4, 'a🚀'],
    ['👩‍👩‍👧', 3, '👩'],
    ['\ud83dx\ude80', 9, 'x'],
    ['\u202eevil\u202c \u2067x', 99, 'evil x'],
    ['مرحبا بكم', 6, 'مرحبا'],
    ['{{x', 9, '({x'],
    ['one\u0085two\u2029three\u0000four', 99, 'one two three four'],
    ['x'.repeat(300), 250, 'x'.repeat(250)],
  ];
  assert.deepEqual(rows.map(([text, length]) => line(text, length)), rows.map(([, , expected]) => expected));
});
