/**
 * Films and sounds by the video profile: what was played, from where to where.
 *
 * @import { Moment, Xapi } from '../types.js'
 * @import { Clock } from './queue.js'
 * @import { Facts } from './statement.js'
 *
 * @typedef {object} Showing
 * @property {string} iri
 * @property {string} role
 * @property {string} session
 * @property {number} begun
 * @property {number} from      where playing began, -1 while it rests
 * @property {[number, number][]} segments   played, in their order
 * @property {boolean} completed
 * @property {number} time
 * @property {number} length
 */

const DONE = 0.95; // the last second of a film is seldom played to its end

/**
 * @param {Xapi} xapi
 * @param {(name: string, iri: string, facts: Facts) => void} tell
 * @param {() => string} uuid
 * @param {Clock} clock
 */
export function createMediaTeller(xapi, tell, uuid, clock) {
  const { terms } = xapi;
  /** @type {Map<string, Showing>} */
  const showings = new Map();

  /** @param {string} key @param {number} length @returns {Showing | null} */
  function showing(key, length) {
    const iri = xapi.media[key];
    const role = iri ? xapi.activities[iri]?.role : undefined;
    if (!iri || !role) return null;
    const found = showings.get(key);
    if (found) return found;
    /** @type {Showing} */
    const made = { iri, role, session: uuid(), begun: clock.now(), from: -1, segments: [], completed: false, time: 0, length };
    showings.set(key, made);
    say(made, 'initialized', {});
    return made;
  }

  /** @param {Showing} one @param {string} what @param {Record<string, unknown>} result @param {Facts} [more] */
  function say(one, what, result, more = {}) {
    const context = {
      [terms.videoSession]: one.session,
      [terms.videoLength]: round(one.length),
      ...(what === 'completed' ? { [terms.videoThreshold]: DONE } : {}),
    };
    tell(`${one.role}-${what}`, one.iri, { ...more, result, context });
  }

  /** @param {Showing} one */
  function rest(one) {
    if (one.from < 0) return;
    if (one.time > one.from) one.segments.push([one.from, one.time]);
    one.from = -1;
  }

  /** @param {Showing} one */
  function watched(one) {
    return {
      [terms.videoTime]: round(one.time),
      [terms.videoProgress]: share(one),
      ...(one.segments.length ? { [terms.videoSegments]: one.segments.map((pair) => pair.map(round).join('[.]')).join('[,]') } : {}),
    };
  }

  /** @param {Showing} one */
  function complete(one) {
    if (one.completed || share(one) < DONE) return;
    one.completed = true;
    say(one, 'completed', watched(one), { completion: true, seconds: (clock.now() - one.begun) / 1000 });
  }

  /** @param {string} key @param {Moment} moment */
  function tellMoment(key, { what, time, length, from = 0 }) {
    const one = showing(key, length);
    if (!one) return;
    one.length = length;
    if (what === 'jump') {
      const playing = one.from >= 0;
      one.time = from;
      rest(one);
      one.time = time;
      if (playing) one.from = time;
      return say(one, 'seeked', { [terms.videoFrom]: round(from), [terms.videoTo]: round(time) });
    }
    one.time = time;
    if (what === 'play' && one.from < 0) {
      one.from = time;
      say(one, 'played', { [terms.videoTime]: round(time) });
    }
    if (what === 'rest' && one.from >= 0) {
      rest(one);
      say(one, 'paused', watched(one));
      complete(one);
    }
  }

  return {
    tell: tellMoment,

    /** The launch ends, and all that was shown with it. */
    leave() {
      for (const one of showings.values()) {
        rest(one);
        say(one, 'terminated', watched(one));
      }
      showings.clear();
    },
  };
}

/** @param {number} seconds */
function round(seconds) {
  return Number(seconds.toFixed(3));
}

/** The part of its length that was played, what was played twice counted once. @param {Showing} one */
function share({ segments, length }) {
  let end = 0;
  let sum = 0;
  for (const [from, to] of [...segments].sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length > 0 ? Math.min(1, Number((sum / length).toFixed(3))) : 0;
}
