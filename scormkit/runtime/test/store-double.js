/**
 * A Learning Record Store in memory: statements with their conflicts, documents with their ETags, and any weather. Knows nothing of how a
 * request reaches it: node tests hand it in as `fetch`, the browser tests put a server around it.
 *
 * @typedef {{ method: string, url: URL, headers: Record<string, string>, body: string }} Asked   names of headers in lower case
 * @typedef {{ status: number, headers?: Record<string, string>, body?: string }} Answer
 */

import { createHash } from 'node:crypto';

const ENDPOINT = '/xapi/';

export function createStore() {
  /** @type {Map<string, any>} by id, in the order of their coming */
  const statements = new Map();
  /** @type {Map<string, string>} */
  const documents = new Map();
  /** @type {{ method: string, path: string, status: number, count: number }[]} */
  const requests = [];
  const store = {
    statements,
    documents,
    requests,
    /** @type {(asked: Asked) => Answer | null | undefined}   what is answered instead; null: nobody answers */
    weather: () => undefined,
    /** @type {(statement: any, asked: Asked) => string}   why it is refused; empty when it is not */
    refuses: () => '',
    /** @param {Asked} asked @returns {Answer | null} */
    handle(asked) {
      const own = store.weather(asked);
      const answer = own === undefined ? answerTo(asked) : own;
      const count = asked.url.pathname.endsWith('/statements') && asked.body ? [JSON.parse(asked.body)].flat().length : 0;
      requests.push({ method: asked.method, path: asked.url.pathname.slice(asked.url.pathname.indexOf(ENDPOINT) + ENDPOINT.length), status: answer?.status ?? 0, count });
      return answer;
    },
    /** @param {string} verb  the last part of its IRI */
    said: (verb) => [...statements.values()].filter((each) => each.verb.id.endsWith(`/${verb}`)),
    verbs: () => [...statements.values()].map(({ verb }) => verb.id.split('/').pop()),
  };

  /** @param {Asked} asked @returns {Answer} */
  function answerTo(asked) {
    if (asked.headers['x-experience-api-version'] !== '1.0.3') return { status: 400, body: 'no version' };
    const path = asked.url.pathname.slice(asked.url.pathname.indexOf(ENDPOINT) + ENDPOINT.length);
    if (path === 'statements' && asked.method === 'POST') return take(asked);
    if (path === 'activities/state' || path === 'agents/profile') return keep(asked, path);
    return { status: 404 };
  }

  /** All or nothing. @param {Asked} asked @returns {Answer} */
  function take(asked) {
    const batch = [JSON.parse(asked.body)].flat();
    for (const statement of batch) {
      const why = store.refuses(statement, asked);
      if (why) return { status: 400, body: why };
    }
    if (batch.some(({ id }) => statements.has(id))) return { status: 409 };
    for (const statement of batch) statements.set(statement.id, statement);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch.map(({ id }) => id)) };
  }

  /** @param {Asked} asked @param {string} path @returns {Answer} */
  function keep({ method, url, headers, body }, path) {
    const key = `${path}?${[...url.searchParams].sort().join('&')}`;
    const held = documents.get(key);
    const tag = held === undefined ? '' : etag(held);
    if (method === 'GET') return held === undefined ? { status: 404 } : { status: 200, headers: { etag: tag, 'content-type': 'application/json' }, body: held };
    if (method !== 'PUT') return { status: 405 };
    if (headers['if-match'] !== undefined && headers['if-match'] !== tag) return { status: 412 };
    if (headers['if-none-match'] === '*' && held !== undefined) return { status: 412 };
    if (headers['if-match'] === undefined && headers['if-none-match'] === undefined) return { status: 409, body: 'neither If-Match nor If-None-Match' };
    documents.set(key, body);
    return { status: 204 };
  }

  return store;
}

/** @param {string} text */
const etag = (text) => `"${createHash('sha1').update(text).digest('hex')}"`;

/**
 * `fetch` for a document under test: what `handle` answers, or a failure where it answers nothing.
 *
 * @param {{ handle: (asked: Asked) => Answer | null }} place
 */
export function fetchFrom(place) {
  /** @param {string} address @param {any} [options] */
  return async (address, { method = 'GET', headers = {}, body = '', keepalive = false } = {}) => {
    if (keepalive && Buffer.byteLength(body) > 65536) throw new TypeError('over the quota of requests that outlive their page');
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const answer = place.handle({ method, url: new URL(address), headers: lower, body });
    if (!answer) throw new TypeError('Failed to fetch');
    return new Response(answer.status === 204 || answer.status === 304 ? null : (answer.body ?? ''), { status: answer.status, headers: answer.headers });
  };
}
