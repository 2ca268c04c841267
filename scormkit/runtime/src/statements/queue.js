/**
 * The way of statements to a store: kept in the browser until the store has them, in order, each once. Nothing here throws, and nobody
 * waits for it.
 *
 * @import { Log } from '../log.js'
 *
 * @typedef {{ status: number, after: number | null }} Answer   status 0: nobody answered; `after`: seconds to wait, as the store asks
 * @typedef {(body: string, keepalive: boolean) => Promise<Answer>} Send
 * @typedef {{ name: string, text: string, tried?: boolean }} Entry   `tried`: the store may have it, although it never said so
 * @typedef {{ now: () => number, random: () => number, setTimeout: (step: () => void, delay: number) => unknown, clearTimeout: (id: any) => void }} Clock
 * @typedef {ReturnType<typeof createQueue>} Queue
 */

const COUNT = 50; // statements in a batch
const SMALL = 30_000; // a batch that outlives its page; browsers allow 64 KiB for all such requests together
const LEAVING = 60_000;
const ROOM = 1_500_000; // characters in the browser; what is over is only in memory
const GRAVES = 50; // refused statements that are kept for support
const SOON = 500;
const RETRIES = [2_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000];
const LONGEST_WAIT = 3600; // seconds; a store that asks for more may have meant a date

/** Refused as they are: one of the batch is wrong, or it is too much at once. */
const REFUSED = [400, 413, 422];

/**
 * @param {string} name      whose statements: one place for each learner and registration
 * @param {Storage | null} storage
 * @param {Send} send
 * @param {Clock} clock
 * @param {Log} log
 * @param {boolean} [oldLast]   what another launch has left waits until the first batch of this one went through
 */
export function createQueue(name, storage, send, clock, log, oldLast = false) {
  const prefix = `scormkit:out:${name}:`;
  const grave = `scormkit:refused:${name}:`;
  let kept = 0;
  let counter = 0;
  /** @type {Entry[]} */
  let later = load();
  /** @type {Entry[]} */
  let pending = oldLast ? [] : later.splice(0);
  /** @type {Entry[]} */
  let sending = [];
  let most = COUNT;
  let failures = 0;
  let proven = false; // the store has taken something of this launch: its refusals are about statements, not about us
  /** @type {unknown} */
  let timer = null;
  /** @type {((empty: boolean) => void)[]} */
  let waiting = [];

  /** @returns {Entry[]} */
  function load() {
    return attempt(() => namesOf(prefix).map((each) => entry(each, storage?.getItem(each) ?? ''))) ?? [];
  }

  /** Oldest first. @param {string} start */
  function namesOf(start) {
    return Array.from({ length: storage?.length ?? 0 }, (_, n) => storage?.key(n) ?? '').filter((each) => each.startsWith(start)).sort();
  }

  /** @param {string} key  @param {string} text */
  function entry(key, text) {
    kept += text.length;
    return { name: key, text };
  }

  /** @template T @param {() => T} step */
  function attempt(step) {
    try {
      return step();
    } catch {
      return null; // full, or forbidden: what is in memory is sent all the same
    }
  }

  /** @param {number} delay */
  function schedule(delay) {
    if (timer !== null) clock.clearTimeout(timer);
    timer = clock.setTimeout(() => ((timer = null), flush()), delay);
  }

  /** As many from the front as fit; at least one. @param {Entry[]} entries @param {number} count @param {number} room */
  function batchOf(entries, count, room) {
    let size = 0;
    let n = 0;
    for (const { text } of entries.slice(0, count)) {
      size += bytes(text) + 1;
      if (n && size > room) break;
      n++;
    }
    return entries.slice(0, n);
  }

  /** @param {Entry[]} batch  @param {boolean} leaving */
  async function post(batch, leaving) {
    for (const each of batch) each.tried = true;
    const body = `[${batch.map(({ text }) => text).join(',')}]`;
    const answer = await send(body, leaving || bytes(body) <= SMALL).catch(() => ({ status: 0, after: null }));
    log.add(`statements(${batch.length})`, String(answer.status || ''), answer.status ? '' : 'no answer');
    return answer;
  }

  async function flush() {
    if (sending.length || !pending.length) return finish(!pending.length);
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
    sending = batchOf(pending, most, SMALL);
    const batch = sending;
    const { status, after } = await post(batch, false);
    sending = [];
    const [first] = batch;
    if (status >= 200 && status < 300) {
      forget(batch);
      proven = true;
      most = Math.min(COUNT, most * 2);
    } else if (status === 409 && batch.length === 1) {
      forget(batch); // the ids are ours: whatever is stored under one is this statement
    } else if (first && batch.length === 1 && (REFUSED.includes(status) || (status === 403 && proven))) {
      bury(first, status);
    } else if (status === 409 || REFUSED.includes(status) || (status === 403 && proven)) {
      most = Math.ceil(batch.length / 2);
    } else {
      const pause = after === null ? RETRIES[Math.min(failures, RETRIES.length - 1)] ?? 0 : Math.min(after, LONGEST_WAIT) * 1000;
      failures++;
      finish(false);
      return schedule(pause);
    }
    failures = 0;
    if (proven && later.length) pending.push(...later.splice(0));
    flush();
  }

  /** @param {Entry[]} entries */
  function forget(entries) {
    pending = pending.filter((each) => !entries.includes(each));
    for (const { name: key, text } of entries) {
      kept -= text.length;
      attempt(() => storage?.removeItem(key));
    }
  }

  /** What the store will never take stands aside, for support to read; it blocks nothing. @param {Entry} refused @param {number} status */
  function bury(refused, status) {
    forget([refused]);
    log.add('statement refused', refused.text, String(status));
    attempt(() => {
      for (const old of namesOf(grave).slice(0, 1 - GRAVES)) storage?.removeItem(old);
      storage?.setItem(grave + refused.name.slice(prefix.length), refused.text);
    });
  }

  /** @param {boolean} empty */
  function finish(empty) {
    for (const step of waiting.splice(0)) step(empty);
  }

  if (pending.length) schedule(SOON);

  return {
    /** @param {object} statement  with its own id */
    add(statement) {
      const text = JSON.stringify(statement);
      const key = prefix + clock.now().toString(36).padStart(9, '0') + (counter++).toString(36).padStart(4, '0') + Math.floor(clock.random() * 36 ** 4).toString(36);
      const made = entry(key, text);
      pending.push(made);
      if (kept <= ROOM) attempt(() => storage?.setItem(key, text));
      if (!sending.length && timer === null) schedule(SOON);
    },

    flush: () => void flush(),

    /** The network is back: no need to wait for the next try. */
    wake() {
      failures = 0;
      if (pending.length) flush();
    },

    /**
     * The page goes, and takes running code with it: what is not on its way yet goes in a request that outlives it. What the store may
     * have already goes in one of its own, since a store that has a part of a batch takes nothing of it.
     *
     * @param {number} reserved   bytes of such requests that are for something else
     */
    leave(reserved) {
      const rest = pending.filter((each) => !sending.includes(each));
      let room = LEAVING - reserved - sizeOf(sending);
      for (const entries of [rest.filter(({ tried }) => tried), rest.filter(({ tried }) => !tried)]) {
        const batch = batchOf(entries, entries.length, room);
        if (!batch.length || room <= 0) continue;
        room -= sizeOf(batch);
        sending = [...sending, ...batch];
        post(batch, true).then(({ status }) => {
          sending = sending.filter((each) => !batch.includes(each));
          if (status >= 200 && status < 300) forget(batch);
        });
      }
    },

    /**
     * Whether all that is there reaches the store, within that time.
     *
     * @param {number} patience  milliseconds
     * @returns {Promise<boolean>}
     */
    drain(patience) {
      return new Promise((resolve) => {
        waiting.push(resolve);
        clock.setTimeout(() => finish(false), patience);
        if (!sending.length) flush();
      });
    },

    waiting: () => pending.length + later.length,
  };
}

const encoder = new TextEncoder();

/** @param {Entry[]} entries */
function sizeOf(entries) {
  return entries.reduce((sum, { text }) => sum + bytes(text) + 1, 0);
}

/** @param {string} text */
function bytes(text) {
  return encoder.encode(text).length;
}
