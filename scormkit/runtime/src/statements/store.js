/**
 * Requests to a Learning Record Store: version, authorization, patience.
 *
 * @typedef {object} Access   where to write, and with what right
 * @property {string} endpoint   ends in a slash
 * @property {string} authorization
 *
 * @typedef {() => Promise<Access | null>} Ask   null: nobody gives any now
 * @typedef {{ body?: string, type?: string, headers?: Record<string, string>, keepalive?: boolean }} Options
 * @typedef {ReturnType<typeof createStore>} Store
 */

const PATIENCE = 20_000;
export const VERSION = '1.0.3';

/**
 * @param {Window} window
 * @param {Ask} ask         once, and again after a store no longer knows the authorization
 */
export function createStore(window, ask) {
  /** @type {Promise<Access | null> | null} */
  let access = null;

  /**
   * The response, or null where none came: the network, CORS, patience, no authorization.
   *
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} [query]
   * @param {Options} [options]
   * @returns {Promise<Response | null>}
   */
  async function request(method, path, query = {}, { body, type = 'application/json', headers = {}, keepalive = false } = {}) {
    access ??= ask().catch(() => null);
    const granted = await access;
    if (!granted) {
      access = null;
      return null;
    }
    const search = new URLSearchParams(query).toString();
    const response = await patient(window, granted.endpoint + path + (search && `?${search}`), {
      method,
      keepalive,
      headers: {
        'X-Experience-API-Version': VERSION,
        Authorization: granted.authorization,
        ...(body === undefined ? {} : { 'Content-Type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    if (response?.status === 401) access = null;
    return response;
  }

  return {
    request,

    /** @type {import('./queue.js').Send} */
    async statements(body, keepalive) {
      const response = await request('POST', 'statements', {}, { body, keepalive });
      return { status: response?.status ?? 0, after: retryAfter(response?.headers.get('Retry-After') ?? null, Date.now()) };
    },
  };
}

/**
 * @param {Window} window
 * @param {string} address
 * @param {RequestInit} options
 * @returns {Promise<Response | null>}
 */
export async function patient(window, address, options) {
  const control = new AbortController();
  const timer = window.setTimeout(() => control.abort(), PATIENCE);
  try {
    return await window.fetch(address, { ...options, signal: control.signal });
  } catch {
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}

/** Seconds or a date (RFC 9110, 10.2.3). @param {string | null} header @param {number} now @returns {number | null} */
export function retryAfter(header, now) {
  if (!header) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
