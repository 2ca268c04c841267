/**
 * An AU against an LMS that refuses what cmi5 forbids. The title of a test names the requirements that it shows, by their ids in
 * `@cmi5/requirements`; docs/reference/cmi5.md is made of them.
 */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import { readMode } from '../src/drivers/cmi5.js';
import { createCmi5Lms } from './cmi5-lms.js';
import { createClock } from './lms.js';
import { answerTold, assertValid, configOf, openTold, settle } from './told.js';

const REQUIREMENTS = createRequire(import.meta.url)('@cmi5/requirements');
const ORIGIN = 'https://lms.test';
const DEFINED = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
const HOURS = { response: ['12'], correct: [[['12', '13']]] };

/** The cmi5-defined verbs, in the order of their coming. */
const defined = (lms) => [...lms.store.statements.values()].filter(isDefined).map(({ verb }) => verb.id.split('/').pop());
const isDefined = ({ context }) => context.contextActivities.category?.some(({ id }) => id === DEFINED) ?? false;

for (const kind of /** @type {const} */ (['source', 'built'])) {
  describe(`on the ${kind} scripts`, () => {
    const open = (lms, launch, more = {}) => openTold(kind, 'cmi5', configOf('cmi5', 'moon.html'), { place: lms, query: launch.query, ...more });

    /** Sees and answers all. */
    async function learn({ launch, pass }, right = true) {
      for (const { key } of launch.config.pages) launch.showPage(key);
      await pass(1);
      answerTold(launch, 'q_pull', { right, response: [right ? 'b' : 'a'], sure: 1 });
      if (!right) answerTold(launch, 'q_pull', { right, response: ['a'] });
      answerTold(launch, 'q_hours', { right, ...HOURS });
      await pass(1);
    }

    async function leave(opened) {
      opened.send('pagehide');
      await settle();
    }

    test('a clean run is told in order and nothing is refused [3.0.0.0-1 4.1.0.0-1 7.0.0.0-1 7.0.0.0-2 7.0.0.0-3 7.0.0.0-4 7.0.0.0-5 7.1.1.0-1 7.1.2.0-1 7.1.3.0-1 8.1.2.0-4 8.1.2.0-5 8.2.1.0-2 8.2.1.0-5 8.2.2.0-4 8.2.2.0-5 9.1.0.0-1 9.2.0.0-2 9.3.0.0-1 9.3.0.0-2 9.3.0.0-4 9.3.0.0-5 9.3.2.0-2 9.3.2.0-3 9.3.3.0-1 9.3.4.0-1 9.3.8.0-1 9.3.8.0-2 9.4.0.0-1 9.4.0.0-2 9.5.1.0-2 9.5.1.0-3 9.5.2.0-1 9.5.2.0-3 9.5.3.0-1 9.5.3.0-2 9.5.4.1-1 9.5.4.1-2 9.5.4.1-3 9.6.0.0-1 9.6.2.1-1 9.6.2.2-1 9.6.2.2-2 9.7.0.0-1 9.7.0.0-2 10.2.2.0-1 10.2.2.0-6 10.2.2.0-7]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const opened = await open(lms, lms.launch({ mastery: 0.8 }));
      await learn(opened);
      await leave(opened);
      assert.deepEqual(lms.refused, []);
      assert.deepEqual(defined(lms), ['initialized', 'completed', 'passed', 'terminated']);
      const statements = [...lms.store.statements.values()];
      assertValid(statements);
      assert.deepEqual([statements[0], statements.at(-1)].map((each) => each.verb.id.split('/').pop()), ['initialized', 'terminated']);
      assert.deepEqual(statements.filter((each) => !isDefined(each)).map(({ verb }) => verb.id.split('/').pop()), ['answered', 'answered', 'completed', 'passed']);
    });

    test('the launch is read from the address, in any order, and used in every request [8.1.0.0-7 8.1.1.0-2 8.1.1.0-3 8.1.2.0-3 8.1.3.0-2 8.1.3.0-3 8.1.4.0-2 8.1.4.0-3 8.1.5.0-5 8.1.5.0-6 9.2.0.0-1 9.2.0.0-3 9.6.1.0-1 10.1.0.0-3 11.0.0.0-1 11.0.0.0-4]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const launch = lms.launch({ learner: 'Grüße & "ada"' });
      const query = `own=1&${[...new URLSearchParams(launch.query)].reverse().map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}`;
      const opened = await open(lms, { ...launch, query });
      await learn(opened);
      await leave(opened);
      assert.deepEqual(lms.refused, []);
      const statements = [...lms.store.statements.values()];
      assert.ok(statements.every(({ actor, context }) => actor.account.name === 'Grüße & "ada"' && context.registration === launch.registration));
      assert.ok(statements.filter(isDefined).every(({ object }) => object.id === launch.activity));
      assert.ok(lms.store.requests.every(({ path }) => ['statements', 'activities/state'].includes(path)));
    });

    test('every context is made upon the template, which is neither changed nor lost, and the documents of the LMS are left alone [9.6.2.0-1 9.6.3.1-4 10.2.1.0-4 10.2.1.0-5 10.2.1.0-6 10.2.1.0-7]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const launch = lms.launch({ mastery: 0.8 });
      launch.data.contextTemplate.contextActivities.category = [{ id: 'https://lms.test/category', objectType: 'Activity' }];
      launch.data.contextTemplate.platform = 'The LMS';
      launch.data.contextTemplate.language = 'de-CH';
      const before = JSON.stringify(launch.data);
      const opened = await open(lms, launch);
      await learn(opened);
      await leave(opened);
      assert.deepEqual(lms.refused, []);
      assert.equal(JSON.stringify(launch.data), before);
      for (const { context } of lms.store.statements.values()) {
        assert.deepEqual([context.platform, context.language], ['The LMS', 'de-CH']);
        assert.equal(context.contextActivities.category[0].id, 'https://lms.test/category');
      }
    });

    test('who fails is told as failed once, at the end of the session [9.3.0.0-3 9.3.5.0-1 9.3.5.0-2 9.5.2.0-2 9.5.4.1-4]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const opened = await open(lms, lms.launch({ mastery: 0.8 }));
      await learn(opened, false);
      assert.deepEqual(defined(lms), ['initialized', 'completed']);
      await leave(opened);
      assert.deepEqual(lms.refused, []);
      assert.deepEqual(defined(lms), ['initialized', 'completed', 'failed', 'terminated']);
    });

    test('the mastery score is the one of the launch, also where the course has another, and is told beside what is judged by it [9.3.4.0-2 9.5.1.0-1 9.6.3.2-2 10.2.4.0-2]', async () => {
      for (const [mastery, verb] of /** @type {const} */ ([[0.7, 'passed'], [0.76, 'failed'], [undefined, 'failed']])) {
        const lms = createCmi5Lms(ORIGIN);
        const opened = await open(lms, lms.launch(mastery === undefined ? {} : { mastery }));
        for (const { key } of opened.launch.config.pages) opened.launch.showPage(key);
        answerTold(opened.launch, 'q_pull');
        answerTold(opened.launch, 'q_hours', { right: false, response: ['3'], correct: HOURS.correct });
        await opened.pass(1);
        await leave(opened);
        assert.deepEqual(lms.refused, []);
        assert.deepEqual(defined(lms).filter((each) => /passed|failed/.test(each)), [verb]);
        const [judged] = lms.store.said(verb).filter(isDefined);
        assert.equal(judged.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/masteryscore'], mastery);
        assert.equal(judged.result.score.scaled, 0.75);
      }
    });

    test('a later session of a registration resumes, and never tells completed or passed again [9.3.0.0-6 9.3.0.0-7 9.3.0.0-8 9.3.3.0-2 9.3.4.0-3]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const { registration } = lms.launch();
      lms.launches.length = 0;
      const first = await open(lms, lms.launch({ registration }));
      await learn(first);
      await leave(first);
      const second = await open(lms, lms.launch({ registration }), { clock: createClock(first.clock.now() + 60_000) });
      assert.deepEqual([second.launch.state.seen.size, second.launch.outcome().success], [2, 'passed']);
      second.launch.showPage(second.launch.config.pages[0].key);
      await leave(second);
      assert.deepEqual(lms.refused, []);
      assert.deepEqual(defined(lms), ['initialized', 'completed', 'passed', 'terminated', 'initialized', 'terminated']);
    });

    test('who has failed may pass in a later session, and is not told as failed again for looking in [9.3.0.0-3 9.3.0.0-8 9.3.5.0-1]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const config = () => {
        const made = configOf('cmi5', 'moon.html');
        for (const question of made.questions) question.tries = 0;
        return made;
      };
      const start = (registration, at) => openTold(kind, 'cmi5', config(), { place: lms, query: lms.launch({ registration, mastery: 0.8 }).query, clock: createClock(at) });
      const { registration } = lms.launch();
      const first = await start(registration, 1e12);
      await learn(first, false);
      await leave(first);
      const second = await start(registration, 1e12 + 1e6);
      await second.pass(1);
      await leave(second);
      const third = await start(registration, 1e12 + 2e6);
      await learn(third, true);
      await leave(third);
      assert.deepEqual(lms.refused, []);
      assert.deepEqual(defined(lms), ['initialized', 'completed', 'failed', 'terminated', 'initialized', 'terminated', 'initialized', 'passed', 'terminated']);
    });

    test('who has reached the mark that an LMS has lowered since is told as passed at the next launch', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const { registration } = lms.launch();
      const start = (mastery, at) => openTold(kind, 'cmi5', configOf('cmi5', 'moon.html'), { place: lms, query: lms.launch({ registration, mastery }).query, clock: createClock(at) });
      const first = await start(0.8, 1e12);
      answerTold(first.launch, 'q_pull', { right: true, response: ['b'], sure: 1 });
      answerTold(first.launch, 'q_hours', { right: false, response: '3', correct: [[['12', '13']]] });
      await first.pass(1);
      await leave(first);
      for (const at of [1e12 + 1e6, 1e12 + 2e6]) {
        const later = await start(0.5, at);
        await later.pass(1);
        await leave(later);
      }
      assert.deepEqual(lms.refused, []);
      assert.deepEqual(defined(lms).filter((verb) => verb !== 'completed'), [
        'initialized', 'failed', 'terminated', 'initialized', 'passed', 'terminated', 'initialized', 'terminated',
      ]);
    });

    test('what was told is not told again even where the state was lost [9.3.0.0-6 9.3.0.0-7]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const { registration } = lms.launch();
      const first = await open(lms, lms.launch({ registration }));
      await learn(first);
      await leave(first);
      lms.store.documents.clear();
      const second = await open(lms, lms.launch({ registration }), { clock: createClock(first.clock.now() + 60_000) });
      await learn(second);
      await leave(second);
      assert.deepEqual(lms.refused, []);
      assert.deepEqual(defined(lms), ['initialized', 'completed', 'passed', 'terminated', 'initialized', 'terminated']);
    });

    for (const [mode, ids] of /** @type {const} */ ([['Browse', '10.2.2.0-2 10.2.2.0-5 10.2.2.0-8 10.2.2.0-9'], ['Review', '10.2.2.0-3 10.2.2.0-5 10.2.2.0-10 10.2.2.0-11']])) {
      test(`${mode}: initialized and terminated, and nothing else [${ids}]`, async () => {
        const lms = createCmi5Lms(ORIGIN);
        const { registration } = lms.launch();
        const first = await open(lms, lms.launch({ registration }));
        first.launch.showPage(first.launch.config.pages[0].key);
        await leave(first);
        const documents = new Map(lms.store.documents);
        lms.store.statements.clear();
        const opened = await open(lms, lms.launch({ registration, mode }), { clock: createClock(first.clock.now() + 60_000) });
        assert.equal(opened.launch.state.seen.size, 1);
        assert.equal(opened.launch.notice().key, `notice.${mode.toLowerCase()}`);
        await learn(opened);
        await leave(opened);
        assert.deepEqual(lms.refused, []);
        assert.deepEqual([...lms.store.statements.values()].map(({ verb }) => verb.id.split('/').pop()), ['initialized', 'terminated']);
        assert.deepEqual(lms.store.documents, documents);
      });
    }

    test('the preferences are read before anything is told, and may be absent, whole, or forbidden to write [11.0.0.0-2 11.0.0.0-3 11.2.0.0-1]', async () => {
      for (const preferences of [null, { languagePreference: 'de,en', audioPreference: 'off' }, { languagePreference: '', audioPreference: 'on' }]) {
        const lms = createCmi5Lms(ORIGIN);
        lms.setPreferences(preferences);
        const opened = await open(lms, lms.launch());
        const film = opened.window.document.createElement('video');
        opened.window.document.body.append(film);
        film.dispatchEvent(new opened.window.Event('loadstart'));
        assert.deepEqual([lms.refused, defined(lms), film.muted], [[], ['initialized'], preferences?.audioPreference === 'off']);
      }
    });

    test('Exit: all is stored, then the learner is sent to where the LMS wants them [10.2.6.0-1]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const launch = lms.launch();
      launch.data.returnURL = `https://course.test/index.html?${launch.query}#returned`; // jsdom goes nowhere but to other fragments
      const opened = await open(lms, launch);
      opened.launch.showPage(opened.launch.config.pages[0].key);
      const agreed = opened.launch.end(true);
      await settle();
      assert.deepEqual([await agreed, defined(lms), lms.refused], [true, ['initialized', 'terminated'], []]);
      assert.equal(opened.window.location.hash, '#returned');
      await leave(opened);
      assert.deepEqual(defined(lms), ['initialized', 'terminated']);
    });

    test('a token that was given out before, and an LMS without launch data: nothing is told, and the learner is told so [8.2.3.0-1]', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const launch = lms.launch();
      await open(lms, launch);
      const again = await open(lms, launch);
      assert.deepEqual([again.launch.tracked, again.launch.notice().key], [false, 'notice.lost']);
      assert.deepEqual(lms.refused.map(({ id }) => id), ['8.2.3.0-1']);
      const other = lms.launch();
      other.data = {};
      const without = await open(lms, other);
      assert.deepEqual([without.launch.tracked, without.launch.notice().key], [false, 'notice.lost']);
    });

    test('without the parameters of a launch nothing is asked', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const { launch } = await open(lms, { query: 'endpoint=https://lms.test/xapi/' });
      assert.deepEqual([launch.tracked, launch.notice().key, lms.store.requests], [false, 'notice.untracked', []]);
    });

    test('what an abandoned session has left is refused, and holds up nobody', async () => {
      const lms = createCmi5Lms(ORIGIN);
      const { registration } = lms.launch();
      const first = await open(lms, lms.launch({ registration }));
      lms.store.weather = () => null;
      answerTold(first.launch, 'q_pull', { right: false });
      await leave(first);
      lms.store.weather = () => undefined;
      const second = await open(lms, lms.launch({ registration }), { storage: first.stored(), clock: createClock(first.clock.now() + 60_000) });
      await learn(second);
      await leave(second);
      assert.deepEqual(defined(lms), ['initialized', 'initialized', 'completed', 'passed', 'terminated']);
      assert.deepEqual([...new Set(lms.refused.map(({ id }) => id))], ['9.6.3.1-4']);
      assert.deepEqual(Object.keys(second.stored()).filter((key) => key.startsWith('scormkit:out:')), []);
    });
  });
}

test('a mode is read whatever its case, and what is unknown counts as normal', () => {
  assert.deepEqual(['Normal', 'Browse', 'REVIEW', '', undefined].map(readMode), ['normal', 'browse', 'review', 'normal', 'normal']);
});

// --- the LMS itself ---------------------------------------------------------------------------------

/** A statement that the LMS takes after `initialized`. */
function good(launch, verb, more = {}) {
  const judged = verb === 'passed' || verb === 'failed';
  const counts = judged || verb === 'completed';
  return {
    id: `0d2c3b4a-1111-4222-8333-${String(Math.random()).slice(2, 14).padEnd(12, '0')}`,
    actor: launch.actor,
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
    object: { objectType: 'Activity', id: launch.activity },
    ...(verb === 'initialized' ? {} : { result: { duration: 'PT1S', ...(judged ? { success: verb === 'passed' } : {}), ...(verb === 'completed' ? { completion: true } : {}) } }),
    context: {
      registration: launch.registration,
      contextActivities: {
        ...launch.data.contextTemplate.contextActivities,
        category: [{ id: DEFINED }, ...(counts ? [{ id: 'https://w3id.org/xapi/cmi5/context/categories/moveon' }] : [])],
      },
      extensions: { ...launch.data.contextTemplate.extensions, ...(launch.data.masteryScore === undefined ? {} : { 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore': launch.data.masteryScore }) },
    },
    timestamp: '2026-11-23T10:11:12.000Z',
    ...more,
  };
}

/** Requests that cmi5 forbids, each with the requirement that forbids it. @type {[string, (ask: any, launch: any, lms: any) => any][]} */
const FORBIDDEN = [
  ['8.2.1.0-2', (ask, { session }) => ask('GET', `/fetch/${session}`)],
  ['8.2.3.0-1', (ask, { session }) => ask('POST', `/fetch/${session}`)],
  ['8.1.2.0-5', (ask) => ask('GET', '/xapi/statements', '', { authorization: 'Basic eA==' })],
  ['4.1.0.0-1', (ask) => ask('GET', '/xapi/statements', '', { 'x-experience-api-version': undefined })],
  ['8.1.3.0-3', (ask, launch) => ask('GET', `/xapi/activities/state?stateId=x&activityId=${encodeURIComponent(launch.activity)}&registration=${launch.registration}&agent={}`)],
  ['10.2.1.0-5', (ask, launch) => ask('PUT', `/xapi/activities/state?${new URLSearchParams({ stateId: 'LMS.LaunchData', activityId: launch.activity, registration: launch.registration, agent: launch.agent })}`, '{}')],
  ['8.1.4.0-3', (ask, launch) => ask('GET', `/xapi/activities/state?${new URLSearchParams({ stateId: 'x', activityId: launch.activity, agent: launch.agent })}`)],
  ['11.0.0.0-1', (ask) => ask('GET', '/xapi/agents/profile?profileId=cmi5LearnerPreferences&agent={}')],
  ['11.0.0.0-4', (ask, { agent }) => ask('GET', `/xapi/agents/profile?profileId=mine&agent=${encodeURIComponent(agent)}`)],
  ['11.0.0.0-5', (ask, { agent }) => ask('PUT', `/xapi/agents/profile?profileId=cmi5LearnerPreferences&agent=${encodeURIComponent(agent)}`, '{"languagePreference": "en"}')],
];

/** Statements that cmi5 forbids. @type {[string, (launch: any) => any[]][]} */
const FORBIDDEN_STATEMENTS = [
  ['9.1.0.0-1', (launch) => [good(launch, 'completed', { id: undefined })]],
  ['8.1.3.0-3', (launch) => [good(launch, 'completed', { actor: { ...launch.actor, name: 'Ada' } })]],
  ['9.7.0.0-1', (launch) => [good(launch, 'completed', { timestamp: undefined })]],
  ['9.7.0.0-2', (launch) => [good(launch, 'completed', { timestamp: '2026-11-23T10:11:12.000+01:00' })]],
  ['9.6.0.0-1', (launch) => [good(launch, 'completed', { context: undefined })]],
  ['9.6.1.0-1', (launch) => [change(good(launch, 'completed'), ({ context }) => (context.registration = 'x'))]],
  ['9.6.3.1-4', (launch) => [change(good(launch, 'completed'), ({ context }) => (context.extensions = {}))]],
  ['10.2.1.0-7', (launch) => [change(good(launch, 'completed'), ({ context }) => (context.extensions['https://lms.example.org/extension/launch'] = 8))]],
  ['9.6.2.0-1', (launch) => [change(good(launch, 'completed'), ({ context }) => delete context.contextActivities.grouping)]],
  ['9.6.2.2-2', (launch) => [change(good(launch, 'answered'), ({ context }) => (context.contextActivities.category = [{ id: 'https://w3id.org/xapi/cmi5/context/categories/moveon' }]))]],
  ['9.6.2.2-2', (launch) => [change(good(launch, 'terminated'), ({ context }) => context.contextActivities.category.push({ id: 'https://w3id.org/xapi/cmi5/context/categories/moveon' }))]],
  ['9.3.0.0-1', (launch) => [good(launch, 'answered')]],
  ['8.1.5.0-6', (launch) => [good(launch, 'completed', { object: { id: 'https://learn.example.org/courses/tides/units/moon' } })]],
  ['9.3.0.0-2', (launch) => [good(launch, 'initialized')]],
  ['9.3.0.0-5', (launch) => [good(launch, 'terminated'), good(launch, 'completed')]],
  ['9.5.1.0-2', (launch) => [change(good(launch, 'completed'), ({ result }) => (result.score = { scaled: 1 }))]],
  ['9.5.1.0-3', (launch) => [change(good(launch, 'passed'), ({ result }) => (result.score = { raw: 1 }))]],
  ['9.5.2.0-1', (launch) => [change(good(launch, 'passed'), ({ result }) => (result.success = false))]],
  ['9.5.2.0-2', (launch) => [change(good(launch, 'failed'), ({ result }) => (result.success = true))]],
  ['9.5.2.0-3', (launch) => [change(good(launch, 'completed'), ({ result }) => (result.success = true))]],
  ['9.5.3.0-1', (launch) => [change(good(launch, 'completed'), ({ result }) => delete result.completion)]],
  ['9.5.3.0-2', (launch) => [change(good(launch, 'terminated'), ({ result }) => (result.completion = true))]],
  ...['terminated', 'completed', 'passed', 'failed'].map((verb, n) => /** @type {any} */ ([`9.5.4.1-${n + 1}`, (/** @type {any} */ launch) => [change(good(launch, verb), ({ result }) => delete result.duration)]])),
  ['9.6.2.2-1', (launch) => [change(good(launch, 'completed'), ({ context }) => (context.contextActivities.category = [{ id: DEFINED }]))]],
  ['9.3.4.0-2', (launch) => [change(good(launch, 'passed'), ({ result }) => (result.score = { scaled: 0.7 }))]],
  ['9.3.5.0-2', (launch) => [change(good(launch, 'failed'), ({ result }) => (result.score = { scaled: 0.8 }))]],
  ['9.6.3.2-2', (launch) => [change(good(launch, 'passed'), ({ result, context }) => ((result.score = { scaled: 0.9 }), (context.extensions = { ...launch.data.contextTemplate.extensions })))]],
  ['9.3.0.0-3', (launch) => [good(launch, 'failed'), good(launch, 'passed')]],
];

const change = (statement, step) => {
  const copy = structuredClone(statement);
  step(copy);
  return copy;
};

/** An LMS with a session that has begun. */
function begun(how = {}) {
  const lms = createCmi5Lms(ORIGIN);
  const launch = lms.launch({ mastery: 0.8, ...how });
  const ask = asker(lms, launch);
  ask('POST', `/fetch/${launch.session}`);
  ask('GET', `/xapi/agents/profile?profileId=cmi5LearnerPreferences&agent=${encodeURIComponent(launch.agent)}`);
  ask('POST', '/xapi/statements', JSON.stringify([good(launch, 'initialized')]));
  assert.deepEqual(lms.refused, []);
  return { lms, launch, ask, send: (...statements) => ask('POST', '/xapi/statements', JSON.stringify(statements)) };
}

function asker(lms, launch) {
  return (method, path, body = '', headers = {}) =>
    lms.handle({ method, url: new URL(path, ORIGIN), body, headers: { authorization: `Basic ${launch.token}`, 'x-experience-api-version': '1.0.3', ...headers } });
}

test('the LMS refuses each request and each statement that cmi5 forbids, by the id of what forbids it', () => {
  for (const [id, request] of FORBIDDEN) {
    const { lms, launch, ask } = begun();
    request(ask, launch, lms);
    assert.deepEqual(lms.refused.map((each) => each.id), [id]);
  }
  for (const [id, statements] of FORBIDDEN_STATEMENTS) {
    const { lms, launch, send } = begun();
    const before = lms.store.statements.size;
    send(...statements(launch));
    assert.deepEqual([lms.refused.map((each) => each.id), lms.store.statements.size], [[id], before], id);
  }
});

test('the LMS refuses what depends on what was before', () => {
  const cases = [
    ['9.3.0.0-4', () => {
      const lms = createCmi5Lms(ORIGIN);
      const launch = lms.launch();
      const ask = asker(lms, launch);
      ask('POST', `/fetch/${launch.session}`);
      ask('POST', '/xapi/statements', JSON.stringify([good(launch, 'completed')]));
      return lms;
    }],
    ['11.0.0.0-3', () => {
      const lms = createCmi5Lms(ORIGIN);
      const launch = lms.launch();
      const ask = asker(lms, launch);
      ask('POST', `/fetch/${launch.session}`);
      ask('POST', '/xapi/statements', JSON.stringify([good(launch, 'initialized')]));
      return lms;
    }],
    ...[['completed', 'completed', '9.3.0.0-6'], ['passed', 'passed', '9.3.0.0-7'], ['passed', 'failed', '9.3.0.0-8']].map(([one, two, id]) => [id, () => {
      const { lms, launch, send } = begun();
      send(good(launch, one));
      const again = lms.launch({ registration: launch.registration, mastery: 0.8 });
      const ask = asker(lms, again);
      ask('POST', `/fetch/${again.session}`);
      ask('GET', `/xapi/agents/profile?profileId=cmi5LearnerPreferences&agent=${encodeURIComponent(again.agent)}`);
      ask('POST', '/xapi/statements', JSON.stringify([good(again, 'initialized'), good(again, two)]));
      return lms;
    }]),
    ...[['Browse', '10.2.2.0-2'], ['Review', '10.2.2.0-3']].map(([mode, id]) => [id, () => {
      const { lms, launch, send } = begun({ mode });
      send(good(launch, 'completed'));
      return lms;
    }]),
  ];
  for (const [id, play] of cases) assert.deepEqual(play().refused.map((each) => each.id), [id]);
});

// --- the table --------------------------------------------------------------------------------------

const PAGE = new URL('../../../docs/reference/cmi5.md', import.meta.url);
const SOURCE = readFileSync(new URL(import.meta.url), 'utf8');
const LMS = readFileSync(new URL('./cmi5-lms.js', import.meta.url), 'utf8');

/** Requirement → titles of the tests that name it. */
function shown() {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [, title = '', ids = ''] of SOURCE.matchAll(/test\('([^'[]+) \[([\d. -]+)\]'/g)) {
    for (const id of ids.split(' ')) found.set(id, [...(found.get(id) ?? []), title]);
  }
  for (const [, mode = '', ids = ''] of SOURCE.matchAll(/\['(Browse|Review)', '([\d. -]+)'\]/g)) {
    for (const id of ids.split(' ')) found.set(id, [...(found.get(id) ?? []), `${mode}: initialized and terminated, and nothing else`]);
  }
  return found;
}

test('the table of requirements in the documentation is fresh, and every requirement of an AU is in it', () => {
  const tests = shown();
  const refused = new Set([...LMS.matchAll(/'(\d+\.\d+\.\d+\.\d+-\d+)'/g)].map(([, id]) => id));
  for (const id of [...tests.keys(), ...refused]) assert.ok(REQUIREMENTS[id], `${id} is no requirement`);
  const ofAu = Object.entries(REQUIREMENTS).filter(([id, { txt }]) => !id.includes('(') && /(The|An|the) AU MUST|AUs MUST|An Assignable Unit MUST|[Ss]tatements? MUST|property MUST|verb MUST|the AU issues/.test(txt) && !/LMS MUST|launched by the LMS|Waived|Abandoned|Satisfied/.test(txt) && id !== '9.5.4.2-2');
  const missing = ofAu.map(([id]) => id).filter((id) => !tests.has(id) && !ELSEWHERE.has(id));
  assert.deepEqual(missing, []);
  const rows = [...tests].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([id, titles]) => {
    const text = REQUIREMENTS[id].txt.replaceAll('|', '\\|').replaceAll('<', '&lt;');
    return `| ${id} | ${text} | ${[...new Set(titles)].join('; ')} | ${refused.has(id) ? 'yes' : '–'} |`;
  });
  const others = [...ELSEWHERE].map(([id, why]) => `| ${id} | ${REQUIREMENTS[id].txt.replaceAll('|', '\\|')} | ${why} |`);
  const table = ['| requirement | text | shown by | refused by the stub |', '| --- | --- | --- | --- |', ...rows, '', '| requirement | text | where |', '| --- | --- | --- |', ...others].join('\n');
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', written = '', after = ''] = page.split(/<!-- \/?requirements -->/);
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, `${before}<!-- requirements -->\n${table}\n<!-- /requirements -->${after}`);
  if (process.env['UPDATE_DOCS']) return;
  assert.equal(written.trim(), table);
});

/** Requirements of an AU or its package that other tests show, or that have no case here. */
const ELSEWHERE = new Map([
  ['4.4.0.0-1', 'tests/targets, tests/build: every package is judged by the rules of `scormkit validate`'],
  ['4.4.0.0-2', 'tests/targets, tests/build: the same'],
  ['8.1.0.0-6', 'the address of an AU has no query; rule C5-URL-RESERVED'],
  ['8.1.0.0-8', 'of the LMS; parameters are decoded once'],
  ['9.3.2.0-1', 'tests/e2e/test_cmi5.py: `initialized` is the first that a browser sends'],
  ['11.0.0.0-5', 'an AU of scormkit never writes preferences'],
  ['11.1.0.0-1', 'an AU of scormkit never writes preferences'],
  ['13.1.2.0-1', 'tests/targets/test_store_targets.py; rule C5-BLOCK-DUP'],
  ['13.1.3.0-1', 'tests/targets/test_store_targets.py; rule C5-OBJ-DUP'],
  ['13.1.4.0-1', 'tests/targets/test_store_targets.py; rule C5-AU-DUP'],
  ['13.1.4.0-2', 'rule C5-URL-SYNTAX on every package that is built'],
  ['13.2.0.0-1', 'tests/targets/test_targets.py: against the schema'],
  ['14.1.0.0-1', 'tests/package: the rules of `scormkit validate` about zips'],
  ['14.1.0.0-2', 'tests/build/test_build.py: the names in a package'],
  ['14.1.0.0-3', 'tests/build/test_build.py: the names in a package; rules C5-URL-NOT-FOUND, C5-URL-ESCAPE'],
]);
