/**
 * Reading a cohort's public plan: the one in the package, or a newer one from elsewhere.
 *
 * @import { Config, Occurrence, Tile, TilePlan } from './types.js'
 */

const PATIENCE = 5_000;

/** @param {TilePlan} plan  @param {Tile} tile @returns {Occurrence | undefined} */
export function occurrenceOf(plan, { session }) {
  return plan.cohort.occurrences.find(({ liveSession }) => liveSession === session);
}

/** @param {TilePlan} plan  @param {Occurrence | undefined} occurrence */
export function placeOf(plan, occurrence) {
  return plan.places?.find(({ id }) => id === occurrence?.place);
}

/** An address that may stand in a link, whoever wrote the plan. @param {string | undefined} url */
export function safeLink(url) {
  return url && /^https?:/i.test(url) ? url : '';
}

/**
 * The plan that was published last, or null where none newer than the package's can be had.
 *
 * @param {Config} config
 * @param {Tile} tile
 * @param {TilePlan} known
 * @returns {Promise<TilePlan | null>}
 */
export async function fetchPlan(config, tile, known) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const url = tile.planUrl.replace('{cohort}', encodeURIComponent(known.cohort.id));
    const answer = await fetch(url, { signal: stop.signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' });
    const found = await answer.json();
    const ours = answer.ok && found.format === 'scormkit.session-plan' && found.course.id === config.course.id && found.cohort.id === known.cohort.id;
    return ours && (found.plan.revision ?? 0) >= (known.plan.revision ?? 0) && occurrenceOf(found, tile) ? found : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * When it is, in words.
 *
 * @param {string} language
 * @param {string | undefined} zone   the learner's own when undefined
 * @param {Occurrence} occurrence
 */
export function spanOf(language, zone, { start, end }) {
  /** @type {Intl.DateTimeFormat & { formatRange?: (from: Date, to: Date) => string }} */
  const form = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone });
  const [from, to] = [new Date(start?.utc ?? NaN), new Date(end?.utc ?? NaN)];
  // Safari before 14.1 has no ranges.
  return form.formatRange?.(from, to) ?? `${form.format(from)} \u2013 ${form.format(to)}`;
}

/** @param {string} language  @param {string} time  @param {boolean} [clock] */
export function dayOf(language, time, clock = false) {
  const hours = clock ? /** @type {const} */ ({ hour: '2-digit', minute: '2-digit' }) : {};
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', ...hours }).format(new Date(time));
}

/**
 * A calendar with this one thing in it, for a date that the package's own file does not know yet (RFC 5545).
 *
 * @param {string} title
 * @param {Occurrence} occurrence
 * @param {string} place
 * @param {string} stamp
 */
export function calendarLink(title, { uid, sequence = 0, start, end }, place, stamp) {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//scormkit//tile//EN', 'BEGIN:VEVENT',
    `UID:${uid}`, `DTSTAMP:${basic(stamp)}`, `SEQUENCE:${sequence}`, `DTSTART:${basic(start?.utc)}`, `DTEND:${basic(end?.utc)}`,
    `SUMMARY:${escaped(title)}`, ...(place ? [`LOCATION:${escaped(place)}`] : []), 'END:VEVENT', 'END:VCALENDAR', '',
  ];
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(lines.map(folded).join('\r\n'))}`;
}

/** `20260310T130000Z`. @param {string | undefined} time */
function basic(time) {
  return new Date(time ?? NaN).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Lines have 75 octets at most: 18 letters of four. @param {string} line */
function folded(line) {
  return /^[ -~]{0,75}$/.test(line) ? line : ([...line].join('').match(/.{1,18}/gu) ?? []).join('\r\n ');
}
