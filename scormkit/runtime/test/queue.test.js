/** The queue of statements: kept until stored, in order, each once, whatever the store does. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';

import { buildSync } from 'esbuild';
import { gzipSync } from 'node:zlib';

import { namedUuid, randomUuid, sha256 } from '../src/statements/ids.js';
import { createQueue } from '../src/statements/queue.js';
import { retryAfter } from '../src/statements/store.js';
import { createLog } from '../src/log.js';
import { createClock } from './lms.js';

/** localStorage, with or without room. */
function createStorage(room = Infinity) {
  const held = new Map();
  return {
    held,
    get length() {
      return held.size;
    },
    key: (n) => [...held.keys()][n] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, text) => {
      if ([...held.values(), text].join('').length > room) throw new Error('QuotaExceededError');
      held.set(key, text);
    },
    removeItem: (key) => void held.delete(key),
  };
}

/** A store that writes down what it takes; `answers` are given first, in turn. */
function createPlace() {
  const stored = new Map();
  const asked = [];
  const place = {
    stored,
    asked,
    /** @type {((batch: any[]) => any) | null} */
    weather: null,
    /** @param {any[]} batch */
    answer(batch) {
      const own = place.weather?.(batch);
      if (own) return own;
      if (batch.some(({ id }) => stored.has(id))) return { status: 409, after: null };
      for (const each of batch) stored.set(each.id, each);
      return { status: 200, after: null };
    },
    async send(body, keepalive) {
      const batch = JSON.parse(body);
      asked.push({ ids: batch.map(({ id }) => id), keepalive, bytes: Buffer.byteLength(body) });
      return place.answer(batch);
    },
  };
  return place;
}

const settle = async () => {
  for (let n = 0; n < 30; n++) await new Promise((done) => setImmediate(done));
};

async function pass(clock, seconds) {
  for (let n = 0; n < seconds * 2; n++) {
    clock.pass(0.5);
    await new Promise((done) => setImmediate(done));
  }
  await settle();
}

const ids = (from, to) => Array.from({ length: to - from + 1 }, (_, n) => `s${from + n}`);

function open({ storage = createStorage(), place = createPlace(), clock = createClock(), oldLast = false, log = createLog(clock.now) } = {}) {
  const queue = createQueue('ada', storage, place.send, clock, log, oldLast);
  return { queue, storage, place, clock, log, add: (...names) => names.forEach((id) => queue.add({ id })) };
}

describe('the queue', () => {
  test('sends what was said together in one batch, in order, and forgets it once it is stored', async () => {
    const { queue, storage, place, clock, add } = open();
    add(...ids(1, 3));
    assert.equal(storage.held.size, 3);
    await pass(clock, 1);
    assert.deepEqual(place.asked.map((each) => [each.ids, each.keepalive]), [[ids(1, 3), true]]);
    assert.deepEqual([storage.held.size, queue.waiting()], [0, 0]);
  });

  test('waits for the answer to one batch before it sends the next, and puts at most 50 in one', async () => {
    const { place, clock, add } = open();
    add(...ids(1, 120));
    await pass(clock, 1);
    assert.deepEqual(place.asked.map((each) => each.ids.length), [50, 50, 20]);
    assert.deepEqual([...place.stored.keys()], ids(1, 120));
  });

  test('never sends more than 30 kB at once while the page stays, unless a single statement is larger', async () => {
    const { place, clock, queue } = open();
    for (const id of ids(1, 8)) queue.add({ id, text: 'ä'.repeat(5000) });
    queue.add({ id: 's9', text: 'x'.repeat(70_000) });
    await pass(clock, 2);
    assert.deepEqual(place.asked.map((each) => [each.ids.length, each.keepalive]), [[2, true], [2, true], [2, true], [2, true], [1, false]]);
    assert.ok(place.asked.slice(0, 4).every((each) => each.bytes <= 30_000));
  });

  for (const status of [400, 413, 422]) {
    test(`${status}: splits, stores all the others, and puts aside what is refused by itself`, async () => {
      const { queue, place, clock, storage, log, add } = open();
      place.weather = (batch) => (batch.some(({ id }) => id === 's4') ? { status, after: null } : null);
      add(...ids(1, 9));
      await pass(clock, 2);
      assert.deepEqual([...place.stored.keys()], ids(1, 9).filter((id) => id !== 's4'));
      assert.equal(queue.waiting(), 0);
      assert.deepEqual([...storage.held].map(([key, text]) => [key.split(':').slice(0, 3).join(':'), text]), [['scormkit:refused:ada', '{"id":"s4"}']]);
      assert.deepEqual(log.entries.filter(({ call }) => call === 'statement refused').map(({ answer, error }) => [answer, error]), [['{"id":"s4"}', String(status)]]);
    });
  }

  test('409: what is stored already is found by splitting, and counts as sent', async () => {
    const { place, clock, queue, add } = open();
    for (const id of ['s2', 's5']) place.stored.set(id, { id });
    add(...ids(1, 6));
    await pass(clock, 2);
    assert.deepEqual([[...place.stored.keys()].sort(), queue.waiting()], [ids(1, 6), 0]);
  });

  for (const [what, status] of /** @type {const} */ ([['no answer', 0], ['401', 401], ['403 before anything was taken', 403], ['404', 404], ['408', 408], ['429', 429], ['500', 500], ['503', 503]])) {
    test(`${what}: tries again with growing pauses, and loses nothing`, async () => {
      const { place, clock, queue, storage, add } = open();
      place.weather = () => ({ status, after: null });
      add('s1', 's2');
      await pass(clock, 60);
      const tries = place.asked.length;
      assert.ok(tries >= 4 && tries <= 6, `${tries} tries in a minute`);
      assert.deepEqual([storage.held.size, queue.waiting()], [2, 2]);
      place.weather = null;
      await pass(clock, 120);
      assert.deepEqual([[...place.stored.keys()], queue.waiting()], [['s1', 's2'], 0]);
    });
  }

  test('a store that throws is one that does not answer', async () => {
    const { place, clock, queue, add } = open();
    place.weather = () => {
      throw new TypeError('Failed to fetch');
    };
    add('s1');
    await pass(clock, 5);
    assert.equal(queue.waiting(), 1);
    place.weather = null;
    await pass(clock, 20);
    assert.deepEqual([...place.stored.keys()], ['s1']);
  });

  test('403 after something was taken is about the statement, and blocks nothing', async () => {
    const { place, clock, queue, add } = open();
    add('s1');
    await pass(clock, 1);
    place.weather = (batch) => (batch.some(({ id }) => id === 's2') ? { status: 403, after: null } : null);
    add('s2', 's3');
    await pass(clock, 2);
    assert.deepEqual([[...place.stored.keys()], queue.waiting()], [['s1', 's3'], 0]);
  });

  test('waits as long as the store asks, within reason', async () => {
    const { place, clock, add } = open();
    place.weather = () => ({ status: 429, after: 40 });
    add('s1');
    await pass(clock, 1);
    place.weather = null;
    await pass(clock, 38);
    assert.equal(place.asked.length, 1);
    await pass(clock, 3);
    assert.deepEqual([...place.stored.keys()], ['s1']);
    place.weather = () => ({ status: 503, after: 1e9 });
    add('s2');
    await pass(clock, 1);
    place.weather = null;
    await pass(clock, 3601);
    assert.deepEqual([...place.stored.keys()], ['s1', 's2']);
  });

  test('the network coming back is reason enough to try at once', async () => {
    const { place, clock, queue, add } = open();
    place.weather = () => ({ status: 0, after: null });
    add('s1');
    await pass(clock, 400);
    place.weather = null;
    queue.wake();
    await settle();
    assert.deepEqual([...place.stored.keys()], ['s1']);
  });

  test('hours offline, then another launch: all is sent, in order, once', async () => {
    const storage = createStorage();
    const place = createPlace();
    place.weather = () => ({ status: 0, after: null });
    const first = open({ storage, place });
    for (const id of ids(1, 200)) {
      first.add(id);
      first.clock.pass(60);
    }
    await settle();
    const later = createClock(first.clock.now() + 3_600_000);
    place.weather = null;
    place.asked.length = 0;
    const second = open({ storage, place, clock: later });
    second.add('s201');
    await pass(later, 3);
    assert.deepEqual([...place.stored.keys()], ids(1, 201));
    assert.deepEqual(place.asked.flatMap((each) => each.ids), ids(1, 201));
    assert.equal(storage.held.size, 0);
  });

  test('a batch whose answer was lost is sent again, and stored once', async () => {
    const { place, clock, queue, add } = open();
    place.weather = (batch) => {
      for (const each of batch) place.stored.set(each.id, each);
      return { status: 0, after: null };
    };
    add(...ids(1, 5));
    await pass(clock, 1);
    place.weather = null;
    await pass(clock, 10);
    assert.deepEqual([[...place.stored.keys()], queue.waiting()], [ids(1, 5), 0]);
  });

  test('the page goes: one request that outlives it, under 60 kB with what is on its way', async () => {
    const { place, clock, queue, storage } = open();
    let answer = (_) => {};
    place.weather = () => new Promise((resolve) => (answer = resolve));
    for (const id of ids(1, 40)) queue.add({ id, text: 'x'.repeat(3000) });
    clock.pass(1);
    await settle();
    place.weather = null;
    queue.leave(6000);
    await settle();
    const [under, last] = place.asked;
    assert.deepEqual([under?.keepalive, last?.keepalive], [true, true]);
    assert.ok((under?.bytes ?? 0) + (last?.bytes ?? 0) <= 54_000, 'with the room for something else');
    assert.deepEqual(last?.ids.at(0), `s${(under?.ids.length ?? 0) + 1}`);
    assert.equal(storage.held.size, 40 - (last?.ids.length ?? 0), 'the rest waits for the next launch');
    answer({ status: 0, after: null });
  });

  test('what the store may have already does not hold up the last words', async () => {
    const { place, clock, queue, add } = open();
    place.weather = (batch) => {
      for (const each of batch) place.stored.set(each.id, each);
      return { status: 0, after: null };
    };
    add('s1', 's2');
    await pass(clock, 1);
    place.weather = null;
    add('s3');
    queue.leave(0);
    await settle();
    assert.deepEqual([[...place.stored.keys()], place.asked.slice(1).map((each) => each.ids)], [['s1', 's2', 's3'], [['s1', 's2'], ['s3']]]);
  });

  test('of what is refused for good the last fifty are kept', async () => {
    const { place, clock, storage, add } = open();
    place.weather = () => ({ status: 400, after: null });
    add(...ids(100, 170));
    await pass(clock, 5);
    assert.deepEqual([...storage.held.values()].sort(), ids(121, 170).map((id) => `{"id":"${id}"}`));
  });

  test('leaving with nothing to say asks nobody', async () => {
    const { place, queue } = open();
    queue.leave(0);
    await settle();
    assert.deepEqual(place.asked, []);
  });

  test('what another launch has left goes last where one session must not hold up another', async () => {
    const storage = createStorage();
    const place = createPlace();
    place.weather = () => ({ status: 0, after: null });
    const first = open({ storage, place });
    first.add('old1', 'old2');
    await pass(first.clock, 1);
    place.weather = (batch) => (batch.some(({ id }) => id.startsWith('old')) ? { status: 403, after: null } : null);
    const second = open({ storage, place, clock: createClock(first.clock.now() + 1000), oldLast: true });
    second.add('new1');
    await pass(second.clock, 3);
    assert.deepEqual([[...place.stored.keys()], second.queue.waiting()], [['new1'], 0]);
    assert.deepEqual([...storage.held.keys()].map((key) => key.split(':')[1]), ['refused', 'refused']);
  });

  test('a full, a forbidden and an absent storage keep nobody from sending', async () => {
    const forbidden = { ...createStorage(), get length() { throw new Error('SecurityError'); }, setItem() { throw new Error('SecurityError'); } };
    for (const storage of [createStorage(5), forbidden, null]) {
      const { place, clock, add } = open({ storage });
      add(...ids(1, 3));
      await pass(clock, 1);
      assert.deepEqual([...place.stored.keys()], ids(1, 3));
    }
  });

  test('takes no more than its share of the browser, and still sends all', async () => {
    const { place, clock, queue, storage } = open();
    place.weather = () => ({ status: 0, after: null });
    for (const id of ids(1, 200)) queue.add({ id, text: 'x'.repeat(10_000) });
    await pass(clock, 1);
    assert.ok([...storage.held.values()].join('').length <= 1_500_000);
    place.weather = null;
    await pass(clock, 60);
    assert.deepEqual([[...place.stored.keys()], storage.held.size], [ids(1, 200), 0]);
  });

  test('says whether all has reached the store, and does not say so for ever', async () => {
    const { place, clock, queue, add } = open();
    add('s1');
    const good = queue.drain(5000);
    await settle();
    assert.equal(await good, true);
    place.weather = () => new Promise(() => {});
    add('s2');
    const slow = queue.drain(5000);
    await pass(clock, 6);
    assert.equal(await slow, false);
  });
});

test('a wait is told in seconds or as a date', () => {
  const now = Date.UTC(2026, 10, 23, 10, 0, 0);
  assert.deepEqual(['120', ' 0 ', 'Mon, 23 Nov 2026 10:01:00 GMT', 'Mon, 23 Nov 2026 09:00:00 GMT', 'soon', '', null].map((each) => retryAfter(each, now)), [120, 0, 60, 0, null, null, null]);
});

test('SHA-256 is what everybody else makes of the same text', () => {
  for (const text of ['', 'abc', 'Grüße 🚀', ...[54, 55, 56, 63, 64, 65, 1000].map((length) => 'x'.repeat(length))]) {
    assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'), String(text.length));
  }
});

test('ids are UUIDs: the same of the same parts, another of any other', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const made = [namedUuid('a', 'b'), namedUuid('a', 'b'), namedUuid('a', 'c'), randomUuid(/** @type {any} */ (globalThis)), randomUuid(/** @type {any} */ (globalThis))];
  assert.ok(made.every((each) => form.test(each)), made.join());
  assert.deepEqual([made[0] === made[1], new Set(made).size], [true, 4]);
});

test('the queue and its requests add at most 2 kB to a driver', () => {
  const contents = "export { createQueue } from './src/statements/queue.js'; export { createStore } from './src/statements/store.js';";
  const { outputFiles } = buildSync({ stdin: { contents, resolveDir: new URL('..', import.meta.url).pathname }, bundle: true, minify: true, format: 'esm', target: 'es2020', write: false });
  const size = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  assert.ok(size <= 2000, `${size} bytes gzip`);
});
