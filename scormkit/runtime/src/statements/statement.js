/**
 * One statement from the package's catalogue: what the build knows, joined to who, when and how it went. Pure.
 *
 * @import { Xapi, XapiTemplate } from '../types.js'
 *
 * @typedef {Record<string, any>} Json
 *
 * @typedef {object} Session   what this launch gives every statement
 * @property {Json} actor
 * @property {string} registration
 * @property {string} activity      id of what was launched, where the launch has one of its own; else empty
 * @property {Json | null} context  a context that every statement is made upon (cmi5, 10.2.1)
 *
 * @typedef {object} Facts   how it went; a template takes what it has a place for
 * @property {boolean} [completion]
 * @property {boolean | null} [success]
 * @property {number | null} [score]     0–1
 * @property {number} [seconds]
 * @property {string} [response]
 * @property {Record<string, unknown>} [result]    extensions
 * @property {Record<string, unknown>} [context]   extensions
 * @property {string[]} [patterns]
 */

import { duration } from '../drivers/formats.js';

const ACTIVITY = 'Activity';

/**
 * @param {Xapi} xapi
 * @param {{ language: string, version: string }} course
 * @param {Session} session
 * @param {string} name       of the template
 * @param {string} iri        of the activity
 * @param {Facts} facts
 * @param {{ id: string, timestamp: string }} stamp
 * @returns {Json | null}     null where the package sends no such statement
 */
export function makeStatement(xapi, course, session, name, iri, facts, { id, timestamp }) {
  const template = xapi.templates[name];
  const activity = xapi.activities[iri];
  if (!template || !activity) return null;
  /** @param {string} each */
  const known = (each) => (each === xapi.part && session.activity) || each;
  const launched = iri === xapi.part && session.activity !== '';
  const definition = facts.patterns?.length ? { ...activity.definition, correctResponsesPattern: facts.patterns } : activity.definition;
  const result = makeResult(template, facts);
  return {
    id,
    actor: session.actor,
    verb: template.verb,
    // What the LMS has given an id of its own it also describes.
    object: { objectType: ACTIVITY, id: known(iri), ...(launched ? {} : { definition }) },
    ...(result && { result }),
    context: makeContext(xapi, template, activity, session, facts, known, course, iri),
    timestamp,
  };
}

/** @param {XapiTemplate} template @param {Facts} facts @returns {Json | null} */
function makeResult({ result = {} }, { completion, success, score, seconds, response, result: extensions }) {
  /** @type {Json} */
  const made = {};
  if ('completion' in result && completion !== undefined) made['completion'] = completion;
  if (typeof success === 'boolean' && ('success' in result || response !== undefined)) made['success'] = success;
  if (typeof score === 'number' && ('score' in result || response !== undefined)) made['score'] = makeScore(result.score ?? {}, score);
  if (response !== undefined) made['response'] = response;
  if ('duration' in result && seconds !== undefined) made['duration'] = duration(seconds);
  if (extensions && Object.keys(extensions).length) made['extensions'] = extensions;
  return Object.keys(made).length ? made : null;
}

/** @param {Record<string, number>} asked @param {number} score */
function makeScore(asked, score) {
  const scaled = Number(score.toFixed(7));
  return 'raw' in asked ? { scaled, raw: Number((score * 100).toFixed(5)), min: 0, max: 100 } : { scaled };
}

/**
 * @param {Xapi} xapi
 * @param {XapiTemplate} template
 * @param {import('../types.js').XapiActivity} activity
 * @param {Session} session
 * @param {Facts} facts
 * @param {(iri: string) => string} known
 * @param {{ language: string, version: string }} course
 * @param {string} iri
 */
function makeContext(xapi, template, activity, session, facts, known, course, iri) {
  /** @param {string[] | undefined} iris */
  const references = (iris = []) => iris.map((each) => ({ objectType: ACTIVITY, id: known(each) }));
  const attempt = known(activity.parent?.[0] ?? iri);
  const activities = {
    parent: references(activity.parent),
    grouping: [
      ...(template.attempt ? [{ objectType: ACTIVITY, id: `${attempt}?attemptId=${session.registration}`, definition: { type: xapi.terms.attempt } }] : []),
      ...references(activity.grouping),
    ],
    category: template.category ?? [],
  };
  const own = {
    registration: session.registration,
    revision: course.version,
    language: course.language,
    contextActivities: filled(activities),
    extensions: Object.fromEntries(Object.entries(facts.context ?? {}).filter(([key]) => key in (template.extensions ?? {}))),
  };
  return filled(session.context ? joinContext(own, session.context) : own);
}

/**
 * A context upon a template: nothing of the template is changed or lost (cmi5, 10.2.1).
 *
 * @param {Json} own
 * @param {Json} template
 */
export function joinContext(own, template) {
  /** @type {Json} */
  const activities = { ...own['contextActivities'] };
  for (const [key, given] of Object.entries(template['contextActivities'] ?? {})) {
    const theirs = Array.isArray(given) ? given : [given];
    const ours = (activities[key] ?? []).filter((/** @type {Json} */ each) => !theirs.some((other) => other['id'] === each['id']));
    activities[key] = [...theirs, ...ours];
  }
  return { ...own, ...template, contextActivities: activities, extensions: { ...own['extensions'], ...template['extensions'] } };
}

/** Without what is empty: an empty object or list is an error in some stores. @param {Json} values */
function filled(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0)));
}
