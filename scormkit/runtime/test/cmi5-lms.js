/**
 * An LMS that launches Assignable Units and refuses what cmi5 forbids, each time with the id of the requirement as the npm package
 * `@cmi5/requirements` has it. Around it: the store double for statements, state and preferences.
 *
 * @import { Answer, Asked } from './store-double.js'
 */

import { randomUUID } from 'node:crypto';

import { createStore } from './store-double.js';

const VERBS = 'http://adlnet.gov/expapi/verbs/';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/';
const DEFINED = `${CMI5}categories/cmi5`;
const MOVE_ON = `${CMI5}categories/moveon`;
const SESSION = `${CMI5}extensions/sessionid`;
const MASTERY = `${CMI5}extensions/masteryscore`;
const AU_VERBS = ['initialized', 'completed', 'passed', 'failed', 'terminated'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * @typedef {object} Launch
 * @property {string} session
 * @property {string} registration
 * @property {string} token
 * @property {string} activity
 * @property {any} actor
 * @property {string} agent       the actor as it stands in the address
 * @property {any} data           LMS.LaunchData
 * @property {boolean} fetched
 * @property {boolean} prepared   the preferences were read
 * @property {string[]} verbs     of the cmi5-defined statements so far
 * @property {boolean} begun
 * @property {boolean} over       terminated or abandoned
 * @property {string} query       of the address that launches the AU
 */

/** @param {string} origin */
export function createCmi5Lms(origin) {
  const store = createStore();
  /** @type {Launch[]} */
  const launches = [];
  /** @type {{ id: string, what: string }[]} */
  const refused = [];
  /** @type {Map<string, string[]>} by registration: the verbs that count for all of it */
  const registrations = new Map();
  let preferences = /** @type {any} */ (null);

  class Forbidden extends Error {
    /** @param {string} id @param {string} what */
    constructor(id, what) {
      super(`${id}: ${what}`);
      this.id = id;
      this.what = what;
    }
  }

  /** @param {unknown} right @param {string} id @param {string} what */
  function must(right, id, what) {
    if (!right) throw new Forbidden(id, what);
  }

  return {
    store,
    refused,
    launches,
    /** @param {any} value */
    setPreferences: (value) => (preferences = value),

    /**
     * @param {{ registration?: string, au?: string, mode?: string, mastery?: number, moveOn?: string, returnURL?: string, learner?: string, launchParameters?: string }} [how]
     * @returns {Launch}
     */
    launch({ registration = randomUUID(), au = 'https://learn.example.org/courses/tides/units/moon', mode = 'Normal', mastery, moveOn = 'CompletedAndPassed', returnURL, learner = 'ada', launchParameters } = {}) {
      for (const each of launches) if (each.registration === registration) each.over = true; // abandoned (9.3.6)
      const before = launches.find((each) => each.registration === registration);
      const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: learner } };
      const session = randomUUID();
      const contextTemplate = {
        contextActivities: { grouping: [{ objectType: 'Activity', id: au }] },
        extensions: { [SESSION]: session, 'https://lms.example.org/extension/launch': 7 },
      };
      const data = { contextTemplate, launchMode: mode, moveOn, ...(mastery === undefined ? {} : { masteryScore: mastery }), ...(returnURL && { returnURL }), ...(launchParameters && { launchParameters }) };
      const token = Buffer.from(`${session}:secret`).toString('base64');
      const agent = JSON.stringify(actor);
      const activity = before?.activity ?? `https://lms.example.org/activities/${randomUUID()}`;
      const query = new URLSearchParams({ endpoint: `${origin}/xapi/`, fetch: `${origin}/fetch/${session}`, actor: agent, registration, activityId: activity }).toString();
      /** @type {Launch} */
      const made = { session, registration, token, activity, actor, agent, data, fetched: false, prepared: false, verbs: [], begun: false, over: false, query };
      launches.push(made);
      if (!registrations.has(registration)) registrations.set(registration, []);
      return made;
    },

    /** @param {Asked} asked @returns {Answer | null} */
    handle(asked) {
      const own = store.weather(asked);
      if (own !== undefined) return own;
      try {
        const path = asked.url.pathname;
        if (path.startsWith('/fetch/')) return handToken(asked);
        const launch = launches.find(({ token }) => asked.headers['authorization'] === `Basic ${token}`);
        if (!launch?.fetched) return refuse('8.1.2.0-5', `authorization ${asked.headers['authorization']}`, 401);
        must(asked.headers['x-experience-api-version']?.startsWith('1.0'), '4.1.0.0-1', 'no version header');
        if (path.endsWith('/activities/state')) return stateOf(asked, launch);
        if (path.endsWith('/agents/profile')) return profileOf(asked, launch);
        return statementsOf(asked, launch);
      } catch (error) {
        if (error instanceof Forbidden) return refuse(error.id, error.what, 403);
        throw error;
      }
    },
  };

  /** @param {string} id @param {string} what @param {number} status @returns {Answer} */
  function refuse(id, what, status) {
    refused.push({ id, what });
    return { status, headers: { 'content-type': 'text/plain' }, body: `${id}: ${what}` };
  }

  /** @param {Asked} asked @returns {Answer} */
  function handToken({ method, url }) {
    must(method === 'POST', '8.2.1.0-2', `${method} to the fetch address`);
    const launch = launches.find(({ session }) => url.pathname === `/fetch/${session}`);
    const json = { 'content-type': 'application/json' };
    if (!launch) return { status: 200, headers: json, body: '{"error-code": "3", "error-text": "unknown"}' };
    if (launch.fetched) {
      refused.push({ id: '8.2.3.0-1', what: 'the token was asked for again' });
      return { status: 200, headers: json, body: '{"error-code": "1", "error-text": "already in use"}' };
    }
    launch.fetched = true;
    return { status: 200, headers: json, body: JSON.stringify({ 'auth-token': launch.token }) };
  }

  /** @param {Asked} asked @param {Launch} launch @returns {Answer} */
  function stateOf(asked, launch) {
    const { method, url } = asked;
    const query = Object.fromEntries(url.searchParams);
    must(query['agent'] === launch.agent, '8.1.3.0-3', `agent ${query['agent']}`);
    must(query['registration'] === launch.registration, '8.1.4.0-3', `registration ${query['registration']}`);
    must(query['activityId'] === launch.activity, '10.1.0.0-3', `activityId ${query['activityId']}`);
    if (query['stateId'] === 'LMS.LaunchData') {
      must(method === 'GET', '10.2.1.0-5', `${method} of LMS.LaunchData`);
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(launch.data) };
    }
    must(!launch.over || method === 'GET', '8.1.2.0-2', 'the session is over');
    return store.handle(asked) ?? { status: 500 };
  }

  /** @param {Asked} asked @param {Launch} launch @returns {Answer} */
  function profileOf({ method, url, body }, launch) {
    must(url.searchParams.get('agent') === launch.agent, '11.0.0.0-1', `agent ${url.searchParams.get('agent')}`);
    must(url.searchParams.get('profileId') === 'cmi5LearnerPreferences', '11.0.0.0-4', `profile ${url.searchParams.get('profileId')}`);
    if (method !== 'GET') {
      const sent = JSON.parse(body || 'null');
      must(sent && typeof sent === 'object' && 'languagePreference' in sent && 'audioPreference' in sent, '11.0.0.0-5', 'preferences without both properties');
      return { status: 403 };
    }
    launch.prepared = true;
    return preferences ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(preferences) } : { status: 404 };
  }

  /** @param {Asked} asked @param {Launch} launch @returns {Answer} */
  function statementsOf(asked, launch) {
    must(asked.method === 'POST' && asked.url.pathname.endsWith('/statements'), '7.0.0.0-2', `${asked.method} ${asked.url.pathname}`);
    const batch = [JSON.parse(asked.body)].flat();
    if (batch.some(({ id }) => store.statements.has(id))) return { status: 409 };
    const before = { verbs: [...launch.verbs], begun: launch.begun, over: launch.over };
    const counted = [...(registrations.get(launch.registration) ?? [])];
    try {
      for (const statement of batch) judge(statement, launch);
    } catch (error) {
      Object.assign(launch, before); // all or nothing
      registrations.set(launch.registration, counted);
      throw error;
    }
    return store.handle(asked) ?? { status: 500 };
  }

  /** @param {any} statement @param {Launch} launch */
  function judge(statement, launch) {
    const { id, actor, verb, object, result, context, timestamp } = statement;
    const word = String(verb?.id).startsWith(VERBS) ? verb.id.slice(VERBS.length) : String(verb?.id);
    must(UUID.test(id ?? ''), '9.1.0.0-1', `id ${id}`);
    must(JSON.stringify(actor) === launch.agent, '8.1.3.0-3', `actor ${JSON.stringify(actor)}`);
    must(actor.account?.homePage && actor.account.name, '9.2.0.0-3', 'no account');
    must(timestamp, '9.7.0.0-1', `${word} without a timestamp`);
    must(/(Z|\+00:00)$/.test(timestamp), '9.7.0.0-2', `timestamp ${timestamp}`);
    must(context, '9.6.0.0-1', `${word} without a context`);
    must(context.registration === launch.registration, '9.6.1.0-1', `registration ${context.registration}`);
    must(context.extensions?.[SESSION] === launch.session, '9.6.3.1-4', `session ${context.extensions?.[SESSION]}`);
    followsTemplate(context, launch.data.contextTemplate);
    must(!launch.over, '9.3.0.0-5', `${word} after the session ended`);

    /** @type {string[]} */
    const categories = (context.contextActivities?.category ?? []).map((/** @type {any} */ each) => each.id);
    const defined = categories.includes(DEFINED);
    must(launch.begun || (defined && word === 'initialized'), '9.3.0.0-4', `${word} before initialized`);
    if (!defined) {
      must(!categories.includes(MOVE_ON), '9.6.2.2-2', `${word} with the moveOn category and not cmi5-defined`);
      return;
    }
    must(AU_VERBS.includes(word), '9.3.0.0-1', `verb ${word}`);
    must(object?.id === launch.activity, '8.1.5.0-6', `object ${object?.id}`);
    must(!launch.verbs.includes(word), '9.3.0.0-2', `${word} twice in a session`);
    must(word !== 'initialized' || launch.prepared, '11.0.0.0-3', 'initialized before the preferences were read');
    judgeResult(word, result ?? {}, categories, context, launch);
    const counted = registrations.get(launch.registration) ?? [];
    must(word !== 'completed' || !counted.includes('completed'), '9.3.0.0-6', 'completed twice in a registration');
    must(word !== 'passed' || !counted.includes('passed'), '9.3.0.0-7', 'passed twice in a registration');
    must(word !== 'failed' || !counted.includes('passed'), '9.3.0.0-8', 'failed after passed');
    must(!['passed', 'failed'].includes(word) || !launch.verbs.some((each) => each === 'passed' || each === 'failed'), '9.3.0.0-3', 'passed and failed in a session');
    launch.verbs.push(word);
    if (['completed', 'passed'].includes(word)) counted.push(word);
    registrations.set(launch.registration, counted);
    launch.begun = true;
    launch.over ||= word === 'terminated';
  }

  /** @param {string} word @param {any} result @param {string[]} categories @param {any} context @param {Launch} launch */
  function judgeResult(word, result, categories, context, launch) {
    const mode = launch.data.launchMode;
    const judged = ['completed', 'passed', 'failed'].includes(word);
    must(mode !== 'Browse' || !judged, '10.2.2.0-2', `${word} while browsing`);
    must(mode !== 'Review' || !judged, '10.2.2.0-3', `${word} while reviewing`);
    const { score, success, completion, duration } = result;
    must(!score || ['passed', 'failed'].includes(word), '9.5.1.0-2', `a score on ${word}`);
    must(!score || score.raw === undefined || (score.min !== undefined && score.max !== undefined), '9.5.1.0-3', 'a raw score without min and max');
    must(word !== 'passed' || success === true, '9.5.2.0-1', `passed with success ${success}`);
    must(word !== 'failed' || success === false, '9.5.2.0-2', `failed with success ${success}`);
    must(success === undefined || ['passed', 'failed'].includes(word), '9.5.2.0-3', `success on ${word}`);
    must(word !== 'completed' || completion === true, '9.5.3.0-1', `completed with completion ${completion}`);
    must(completion === undefined || word === 'completed', '9.5.3.0-2', `completion on ${word}`);
    const place = { terminated: 1, completed: 2, passed: 3, failed: 4 }[word];
    must(!place || /^P/.test(duration ?? ''), `9.5.4.1-${place}`, `${word} without a duration`);
    const counts = success !== undefined || completion !== undefined;
    must(!counts || categories.includes(MOVE_ON), '9.6.2.2-1', `${word} without the moveOn category`);
    must(counts || !categories.includes(MOVE_ON), '9.6.2.2-2', `${word} with the moveOn category`);
    const { masteryScore } = launch.data;
    if (!score || masteryScore === undefined) return;
    must(word !== 'passed' || score.scaled >= masteryScore, '9.3.4.0-2', `passed with ${score.scaled} of ${masteryScore}`);
    must(word !== 'failed' || score.scaled < masteryScore, '9.3.5.0-2', `failed with ${score.scaled} of ${masteryScore}`);
    must(context.extensions[MASTERY] === masteryScore, '9.6.3.2-2', `mastery ${context.extensions[MASTERY]} for ${masteryScore}`);
  }

  /** @param {any} context @param {any} template */
  function followsTemplate(context, template) {
    for (const [key, value] of Object.entries(template.extensions)) {
      must(JSON.stringify(context.extensions?.[key]) === JSON.stringify(value), '10.2.1.0-7', `extension ${key}`);
    }
    for (const [key, list] of Object.entries(template.contextActivities)) {
      const ours = (context.contextActivities?.[key] ?? []).map((/** @type {any} */ each) => JSON.stringify(each));
      for (const each of /** @type {any[]} */ (list)) must(ours.includes(JSON.stringify(each)), '9.6.2.0-1', `${key} ${each.id}`);
    }
  }
}
