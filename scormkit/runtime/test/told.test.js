/** What a store is told, beside SCORM and alone: whole launches, each statement in its place and valid. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';

import { makeStatement } from '../src/statements/statement.js';
import { readActor } from '../src/statements/access.js';
import { patterns, responseText } from '../src/statements/responses.js';
import { createClock, createLms } from './lms.js';
import { createStore } from './store-double.js';
import { answerTold, assertValid, configOf, openTold, settle } from './told.js';

const COURSE = 'https://learn.example.org/courses/tides';
const ACTOR = { objectType: 'Agent', account: { homePage: 'https://learn.example.org', name: 'ada' } };
const BESIDE = new URLSearchParams({ endpoint: 'https://lrs.test/xapi', auth: 'Basic b3BlbjpzZXNhbWU=' }).toString();
const LEARNER = { scorm12: 'cmi.core.student_id', scorm2004: 'cmi.learner_id' };

/** Verb, activity and result, as short as can be. */
const told = (statements) =>
  [...statements].map(({ verb, object, result: { duration, extensions, ...result } = {} }) => {
    const name = object.id.replace(`${COURSE}/`, '').replace(COURSE, 'course');
    return [verb.id.split('/').pop(), name, ...Object.entries(result).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`)].join(' ');
  });

/** Sees all pages. */
const read = (launch) => launch.config.pages.forEach(({ key }) => launch.showPage(key));

const RIGHT = { numeric: { response: ['12'], correct: [[['12', '13']]] }, pairs: { response: [['a', '1'], ['b', '2']], correct: [[['a', '1'], ['b', '2']]] } };

function learn(launch) {
  read(launch);
  answerTold(launch, 'q_pull', { right: false, response: ['a'], sure: 2 });
  answerTold(launch, 'q_pull', { sure: 1 });
  answerTold(launch, 'q_hours', RIGHT.numeric);
  const [quiz] = launch.config.quizzes;
  launch.startQuiz(quiz);
  answerTold(launch, 'q_rope', { response: ['a'], correct: [['a']] });
  answerTold(launch, 'q_knots', RIGHT.pairs);
  launch.handIn(quiz);
}

for (const kind of /** @type {const} */ (['source', 'built'])) {
  describe(`on the ${kind} scripts`, () => {
    for (const driver of /** @type {const} */ (['scorm12', 'scorm2004'])) {
      const open = (place, values = {}, more = {}) => {
        const lms = createLms(driver, { values: { [LEARNER[driver]]: 'ada', ...values } });
        return openTold(kind, driver, configOf('scorm12'), { place, query: BESIDE, api: lms.api, ...more }).then((opened) => ({ ...opened, lms }));
      };

      test(`${driver}: a launch from the first page to the end is told by the SCORM profile, and each statement is valid`, async () => {
        const store = createStore();
        const { launch, pass, send } = await open(store);
        learn(launch);
        const scenario = launch.config.scenarios[0];
        const decision = launch.config.questions.find(({ scenario: own }) => own === scenario.id) ?? launch.config.questions.find(({ id }) => /fog/.test(id));
        launch.moveScenario(scenario, '0', 1, { question: decision, made: { time: new Date(launch.now()), mark: 1, seconds: 2, response: ['a'], correct: [['a']] } });
        const list = launch.config.checklists[0];
        answerTold(launch, list.question, { response: [['a', '1'], ['b', '0']], correct: [[['a', '1']]] });
        await pass(2);
        send('pagehide');
        await settle();
        assertValid(store.statements.values());
        const said = told(store.statements.values());
        for (const line of [
          'completed units/moon completion true',
          'passed units/moon success true score {"scaled":1}',
          'completed scos/tides/objectives/moon completion true',
          'passed scos/tides/objectives/moon success true score {"scaled":1}',
          'responded questions/q-hours success true score {"scaled":1} response 12',
          'responded questions/q-knots success true score {"scaled":1} response a[.]1[,]b[.]2',
          'completed quizzes/ropes completion true score {"scaled":1}',
          'passed quizzes/ropes success true score {"scaled":1}',
          'completed scenarios/fog completion true score {"scaled":1}',
          'completed checklists/mooring completion true',
          'passed checklists/mooring success true',
          'completed scos/tides completion true',
          'passed scos/tides success true score {"scaled":0.8571429,"raw":85.71429,"min":0,"max":100}',
          'scored scos/tides score {"scaled":1,"raw":100,"min":0,"max":100}',
        ]) assert.equal(said.filter((each) => each === line).length, 1, `${line}\n${said.join('\n')}`);
        assert.equal(said[0], 'initialized scos/tides');
        assert.equal(said.at(-1), 'terminated scos/tides completion true success true score {"scaled":1,"raw":100,"min":0,"max":100}');
      });

      test(`${driver}: every statement holds who, when, the attempt and the profile; nothing personal`, async () => {
        const store = createStore();
        const { launch, pass } = await open(store);
        answerTold(launch, 'q_pull', { response: ['b'], sure: 2 });
        await pass(2);
        const [question] = store.said('responded');
        const { registration } = question.context;
        assert.deepEqual(question.actor, ACTOR);
        assert.match(question.timestamp, /^2026-11-23T10:11:1\d\.\d{3}Z$/);
        assert.deepEqual(question.result.extensions, { 'urn:scormkit:xapi:result:try': 1, 'urn:scormkit:xapi:result:hints': 0, 'urn:scormkit:xapi:result:confidence': 'sure' });
        assert.deepEqual(question.object.definition.correctResponsesPattern, ['b']);
        assert.deepEqual(question.object.definition.choices.map(({ id, description }) => [id, description.en]), [['a', 'The sun'], ['b', 'The moon']]);
        assert.deepEqual(question.context, {
          registration,
          revision: '1.4.0',
          language: 'en',
          contextActivities: {
            parent: [{ objectType: 'Activity', id: `${COURSE}/scos/tides` }],
            grouping: [
              { objectType: 'Activity', id: `${COURSE}/scos/tides?attemptId=${registration}`, definition: { type: 'http://adlnet.gov/expapi/activities/attempt' } },
              { objectType: 'Activity', id: COURSE },
              { objectType: 'Activity', id: `${COURSE}/units/moon` },
            ],
            category: [{ id: 'https://w3id.org/xapi/scorm', definition: { type: 'http://adlnet.gov/expapi/activities/profile' }, objectType: 'Activity' }],
          },
        });
      });

      test(`${driver}: a resume goes on with the same registration and tells nothing twice`, async () => {
        const store = createStore();
        const first = await open(store);
        learn(first.launch);
        await first.pass(2);
        first.send('pagehide');
        await settle();
        const before = told(store.statements.values());
        const again = await open(store, first.lms.saved(), { clock: createClock(first.clock.now() + 86_400_000) });
        again.launch.showPage(again.launch.config.pages[1].key);
        await again.pass(2);
        again.send('pagehide');
        await settle();
        const after = told(store.statements.values()).slice(before.length);
        assert.equal(after[0], 'resumed scos/tides');
        assert.deepEqual(after.filter((line) => /^(completed|passed|failed|scored)/.test(line)), []);
        assert.equal(new Set([...store.statements.values()].map(({ context }) => context.registration)).size, 1);
        assert.equal(new Set([...store.statements.keys()]).size, store.statements.size);
      });

      test(`${driver}: what fails is told as failed, and what is left open as suspended`, async () => {
        const store = createStore();
        const { launch, pass, send } = await open(store);
        read(launch);
        answerTold(launch, 'q_hours', { right: false, response: ['3'], correct: [[['12', '13']]] });
        const [quiz] = launch.config.quizzes;
        launch.startQuiz(quiz);
        answerTold(launch, 'q_rope', { right: false, response: ['b'], correct: [['a']] });
        launch.handIn(quiz);
        await pass(2);
        send('pagehide');
        await settle();
        const said = told(store.statements.values());
        assert.ok(said.includes('failed quizzes/ropes success false score {"scaled":0}'), said.join('\n'));
        assert.match(said.at(-1) ?? '', /^suspended scos\/tides completion false/);
      });

      for (const mode of ['review', 'browse']) {
        test(`${driver}: ${mode} tells nothing`, async () => {
          const store = createStore();
          const { launch, pass, send } = await open(store, { 'cmi.core.lesson_mode': mode, 'cmi.mode': mode });
          learn(launch);
          await pass(2);
          send('pagehide');
          await settle();
          assert.deepEqual(store.requests, []);
        });
      }

      test(`${driver}: the LMS is told the same, call by call, with a store, with a broken one, and with none`, async () => {
        const lists = [];
        for (const weather of [() => undefined, () => null, () => ({ status: 500 }), () => { throw new Error('broken'); }, null]) {
          const store = createStore();
          if (weather) store.weather = weather;
          const { launch, pass, send, lms } = await open(store, {}, weather ? {} : { query: '' });
          learn(launch);
          await pass(20);
          send('pagehide');
          await settle();
          lists.push(lms.take().filter((call) => !call.includes(LEARNER[driver])));
        }
        for (const list of lists) assert.deepEqual(list, lists[0]);
        assert.equal(lists[0]?.at(-1), driver === 'scorm12' ? 'Finish' : 'Terminate');
      });

      test(`${driver}: offline all the way, closed, opened again with a network: all is there, once, in order`, async () => {
        const store = createStore();
        store.weather = () => null;
        const first = await open(store);
        learn(first.launch);
        await first.pass(5);
        first.send('pagehide');
        await settle();
        assert.equal(store.statements.size, 0);
        store.weather = () => undefined;
        const again = await open(store, first.lms.saved(), { storage: first.stored(), clock: createClock(first.clock.now() + 7_200_000) });
        await again.pass(3);
        const times = [...store.statements.values()].map(({ timestamp }) => timestamp);
        assert.deepEqual(times, [...times].sort());
        const said = told(store.statements.values());
        assert.deepEqual([said[0], said.at(-1)], ['initialized scos/tides', 'resumed scos/tides']);
        assert.equal(said.filter((line) => line.startsWith('completed quizzes')).length, 1);
        assert.deepEqual(Object.keys(again.stored()).filter((key) => key.startsWith('scormkit:out:')), []);
      });
    }

    test('who has no id is told of to nobody, and a hashed id tells nobody', async () => {
      for (const [values, settings, expected] of /** @type {const} */ ([
        [{}, {}, undefined],
        [{ 'cmi.core.student_id': 'ada' }, { actor: 'launch' }, undefined],
        [{ 'cmi.core.student_id': 'ada' }, { actor: 'hashed', salt: 'sea' }, createHash('sha256').update('seaada').digest('hex')],
      ])) {
        const store = createStore();
        const config = configOf('scorm12');
        Object.assign(config.xapi.settings, settings);
        const lms = createLms('scorm12', { values });
        const { pass } = await openTold(kind, 'scorm12', config, { place: store, query: BESIDE, api: lms.api });
        await pass(2);
        assert.equal(store.said('initialized')[0]?.actor.account.name, expected);
      }
    });

    test('a broker gives the right to write, and again after it has run out', async () => {
      const store = createStore();
      const asked = [];
      let token = 'Bearer one';
      store.weather = ({ url, body, headers }) => {
        if (url.host === 'broker.test') {
          asked.push(JSON.parse(body));
          return { status: 200, body: JSON.stringify({ authorization: token, endpoint: 'https://lrs.test/xapi' }) };
        }
        return headers.authorization === token ? undefined : { status: 401 };
      };
      const config = configOf('scorm12');
      Object.assign(config.xapi.settings, { broker: 'https://broker.test/token' });
      const lms = createLms('scorm12', { values: { 'cmi.core.student_id': 'ada' } });
      const { launch, pass } = await openTold(kind, 'scorm12', config, { place: store, api: lms.api });
      await pass(2);
      token = 'Bearer two';
      read(launch);
      await pass(10);
      assert.deepEqual(asked.map(({ actor, activity }) => [actor, activity]), Array(2).fill([ACTOR, `${COURSE}/scos/tides`]));
      assert.ok(store.said('progressed').length > 0);
    });

    test('a key in the package is used where the launch hands over nothing', async () => {
      const store = createStore();
      const seen = new Set();
      store.weather = ({ headers, url }) => void seen.add(`${url.origin} ${headers.authorization}`);
      const config = configOf('scorm12');
      Object.assign(config.xapi.settings, { endpoint: 'https://own.test/xapi/', authorization: 'Basic a2V5' });
      const lms = createLms('scorm12', { values: { 'cmi.core.student_id': 'ada' } });
      const { pass } = await openTold(kind, 'scorm12', config, { place: store, api: lms.api });
      await pass(2);
      assert.deepEqual([...seen], ['https://own.test Basic a2V5']);
    });

    describe('alone with a store', () => {
      const query = (more = {}) =>
        new URLSearchParams({ endpoint: 'https://lrs.test/xapi/', auth: 'Basic b3Blbg==', actor: JSON.stringify(ACTOR), registration: '0d2c3b4a-1111-4222-8333-444455556666', ...more }).toString();
      const open = (place, more = {}) => openTold(kind, 'xapi', configOf('xapi'), { place, query: query(), ...more });

      test('a launch is told and resumed from the state in the store', async () => {
        const store = createStore();
        const first = await open(store);
        assert.equal(first.launch.tracked, true);
        learn(first.launch);
        await first.pass(2);
        first.send('pagehide');
        await settle();
        assertValid(store.statements.values());
        const said = told(store.statements.values());
        assert.equal(said[0], 'initialized course');
        assert.equal(said.filter((line) => line === 'passed quizzes/ropes success true score {"scaled":1}').length, 1);
        const again = await open(store, { clock: createClock(first.clock.now() + 1000) });
        assert.deepEqual([again.launch.state.seen.size, again.launch.state.answers.size], [5, 4]);
        await again.pass(1);
        assert.equal(told(store.statements.values()).at(-1), 'resumed course');
        assert.deepEqual([...store.documents.keys()].map((key) => key.includes('stateId,urn:scormkit:xapi:state')), [true]);
      });

      test('without endpoint or actor nothing is tracked, and that is said', async () => {
        for (const bare of ['', new URLSearchParams({ endpoint: 'https://lrs.test/xapi/', auth: 'x' }).toString(), new URLSearchParams({ actor: JSON.stringify(ACTOR) }).toString()]) {
          const store = createStore();
          const { launch } = await open(store, { query: bare });
          assert.deepEqual([launch.tracked, launch.notice().key, store.requests.length], [false, 'notice.untracked', 0]);
        }
      });

      test('two windows: the later one joins what the other has written, and neither is overwritten', async () => {
        const store = createStore();
        const one = await open(store);
        const two = await open(store);
        one.launch.showPage(one.launch.config.pages[0].key);
        await one.pass(20);
        two.launch.showPage(two.launch.config.pages[1].key);
        await two.pass(20);
        two.send('pagehide');
        await settle();
        const again = await open(store);
        assert.equal(again.launch.state.seen.size, 2);
        assert.ok(store.requests.some(({ method, status }) => method === 'PUT' && status === 412));
      });

      test('a store that cannot be reached at the start: the learner goes on, and nothing is lost', async () => {
        const store = createStore();
        store.weather = () => null;
        const first = await open(store);
        assert.equal(first.launch.tracked, true);
        learn(first.launch);
        await first.pass(3);
        assert.equal(first.launch.notice().key, 'notice.unsaved');
        first.send('pagehide');
        await settle();
        store.weather = () => undefined;
        const again = await open(store, { storage: first.stored() });
        assert.equal(again.launch.state.seen.size, 5);
        await again.pass(3);
        assert.deepEqual(told(store.statements.values()).slice(0, 1), ['initialized course']);
        again.launch.showPage(again.launch.config.pages[0].key);
        again.send('pagehide');
        await settle();
        const third = await open(store);
        assert.equal(third.launch.state.seen.size, 5);
      });

      test('Exit waits until all is stored, but not for ever', async () => {
        const store = createStore();
        const one = await open(store);
        read(one.launch);
        const agreed = one.launch.end(true);
        await settle();
        assert.equal(await agreed, true);
        assert.match(told(store.statements.values()).at(-1) ?? '', /^suspended course/);
        const two = await open(store);
        store.weather = () => null;
        const refused = two.launch.end(true);
        await two.pass(6);
        assert.equal(await refused, false);
      });

      test('a launch without a registration keeps one of its own', async () => {
        const store = createStore();
        const bare = new URLSearchParams({ endpoint: 'https://lrs.test/xapi/', auth: 'x', actor: JSON.stringify(ACTOR) }).toString();
        const first = await open(store, { query: bare });
        await first.pass(1);
        const again = await open(store, { query: bare, storage: first.stored(), clock: createClock(first.clock.now() + 5000) });
        await again.pass(1);
        const registrations = [...store.statements.values()].map(({ context }) => context.registration);
        assert.deepEqual([registrations.length, new Set(registrations).size], [2, 1]);
      });

      test('the id that the launch gives the activity is the one that is told', async () => {
        const store = createStore();
        const { launch, pass } = await open(store, { query: query({ activity_id: 'https://lms.test/a/1' }) });
        answerTold(launch, 'q_pull');
        await pass(1);
        assert.equal(store.said('initialized')[0].object.id, 'https://lms.test/a/1');
        assert.deepEqual(store.said('answered')[0].context.contextActivities.parent.map(({ id }) => id), ['https://lms.test/a/1']);
      });

      test('a film is told by the video profile: what was played, jumped and seen', async () => {
        const store = createStore();
        const { launch, clock, pass, send } = await open(store);
        const [key] = Object.keys(launch.config.xapi.media);
        const tell = (what, time, from) => launch.watchMedia(key, { what, time, length: 60, ...(from === undefined ? {} : { from }) });
        tell('play', 0);
        clock.pass(10);
        tell('rest', 10);
        tell('play', 10);
        tell('jump', 30, 20);
        tell('rest', 60);
        await pass(1);
        const media = told(store.statements.values()).filter((line) => line.includes('media/'));
        assert.deepEqual(media, ['initialized', 'played', 'paused', 'played', 'seeked', 'paused'].map((verb) => `${verb} media/horn.wav`));
        const paused = store.said('paused')[1];
        assert.deepEqual(paused.result.extensions, {
          'https://w3id.org/xapi/video/extensions/time': 60,
          'https://w3id.org/xapi/video/extensions/progress': 0.833,
          'https://w3id.org/xapi/video/extensions/played-segments': '0[.]10[,]10[.]20[,]30[.]60',
        });
        tell('play', 20);
        tell('rest', 30);
        send('pagehide');
        await settle();
        assert.equal(told(store.statements.values()).filter((line) => line === 'completed media/horn.wav completion true').length, 1);
        assert.equal(store.said('terminated').filter(({ object }) => object.id.includes('media')).length, 1);
        assertValid(store.statements.values());
        for (const { verb, object, context } of store.statements.values()) {
          if (!object.id.includes('media')) continue;
          const { extensions = {} } = launch.config.xapi.templates[`audio-${verb.id.split('/').pop()}`];
          assert.deepEqual(Object.keys(context.extensions ?? {}).sort(), Object.keys(extensions).sort(), verb.id);
        }
      });
    });
  });
}

test('an actor is read as launches write it, of any age', () => {
  const account = { objectType: 'Agent', account: { homePage: 'https://h.test', name: 'ada' } };
  assert.deepEqual(
    [
      JSON.stringify(account),
      '{"name":["Ada"],"account":[{"accountServiceHomePage":"https://h.test","accountName":"ada"}]}',
      '{"mbox":["mailto:ada@h.test"],"mbox_sha1sum":"x"}',
      '{"openid":"https://ada.test"}',
      '{"name":"Ada"}',
      '[]',
      'null',
      'not json',
      '',
    ].map(readActor),
    [account, { objectType: 'Agent', name: 'Ada', account: account.account }, { objectType: 'Agent', mbox: 'mailto:ada@h.test' }, { objectType: 'Agent', openid: 'https://ada.test' }, null, null, null, null, null],
  );
});

test('answers are written in xAPI’s forms', () => {
  const forms = [
    ['choice', ['a', 'c'], [['a', 'c']], 'a[,]c', ['a[,]c']],
    ['true-false', ['true'], [['true']], 'true', ['true']],
    ['matching', [['a', '1']], [[['a', '1'], ['b', '2']]], 'a[.]1', ['a[.]1[,]b[.]2']],
    ['numeric', ['1e-7'], [[['', '3']], [['2', '2']], [['1', '4']]], '0.0000001', ['[:]3', '2', '1[:]4']],
    ['fill-in', ['a [,] b', 'x'], [['one', 'two'], ['one', 'two']], 'a (,) b[,]x', ['one[,]two']],
    ['performance', [['a', '1'], ['b', '0']], [[['a', '1']]], 'a[.]1[,]b[.]0', ['a[.]1']],
    ['long-fill-in', ['x'.repeat(5000)], [], 'x'.repeat(4000), []],
    ['likert', ['b'], [], 'b', []],
  ];
  for (const [kind, response, correct, text, told] of forms) {
    assert.deepEqual([responseText({ kind, response }), patterns({ kind, correct })], [text, told], kind);
  }
});

test('a template of another package makes no statement', () => {
  const { xapi, course } = configOf('xapi');
  const session = { actor: ACTOR, registration: 'r', activity: '', context: null };
  const stamp = { id: 'i', timestamp: 't' };
  assert.equal(makeStatement(xapi, course, session, 'scored', xapi.part, {}, stamp), null);
  assert.equal(makeStatement(xapi, course, session, 'completed', 'https://else.test', {}, stamp), null);
});
