/**
 * The doubles of store and cmi5 LMS behind HTTP, for tests in a browser: `node serve_stores.mjs` prints its port. Each room is a place of its own;
 * `POST /control` with JSON makes rooms, changes their weather and tells what came. A room may hand statements on to a real store: then it
 * answers what that store answers, and keeps only documents itself.
 */

import { createServer } from 'node:http';

import { createCmi5Lms } from '../../../scormkit/runtime/test/cmi5-lms.js';
import { createStore } from '../../../scormkit/runtime/test/store-double.js';

const METHODS = { 'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS', 'Access-Control-Max-Age': '600' };

/**
 * @typedef {{ kind: string, status?: number, after?: number, room?: number }} Weather   fine, down, slow, deaf (stores and loses the answer), status, refused (by
 * CORS), narrow (takes so many characters at once)
 * @typedef {{ place: any, store: any, weather: Weather, forward: { endpoint: string, authorization: string } | null }} Room
 */

/** @type {Map<string, Room>} */
const rooms = new Map();

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  if (url.pathname === '/control') return send(response, 200, JSON.stringify(control(JSON.parse(body), url.origin)), { 'content-type': 'application/json' });
  const [, name = '', ...rest] = url.pathname.split('/');
  const room = rooms.get(name);
  if (!room) return send(response, 404, 'no such room', {});
  url.pathname = `/${rest.join('/')}`;
  const { weather } = room;
  if (weather.kind === 'down') return request.socket.destroy();
  const cors = weather.kind === 'refused' ? {} : { ...METHODS, 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*', 'Access-Control-Expose-Headers': 'ETag, Retry-After' };
  if (request.method === 'OPTIONS') return send(response, 204, '', cors);
  if (weather.kind === 'slow') await new Promise((done) => setTimeout(done, 700));
  const tooMuch = weather.kind === 'narrow' && body.length > (weather.room ?? 0) && JSON.parse(body).length > 1;
  if (tooMuch) {
    room.store.requests.push({ method: 'POST', path: 'statements', status: 413, count: 0 });
    return send(response, 413, '', cors);
  }
  if (weather.kind === 'status') return send(response, weather.status ?? 500, '', { ...cors, ...(weather.after === undefined ? {} : { 'retry-after': String(weather.after) }) });
  const asked = { method: request.method ?? 'GET', url, headers: /** @type {any} */ (request.headers), body };
  const answer = room.forward && url.pathname.endsWith('/statements') ? await forward(room, asked) : room.place.handle(asked);
  if (!answer || weather.kind === 'deaf') return request.socket.destroy();
  send(response, answer.status, answer.body ?? '', { ...cors, ...answer.headers });
});

/** @param {Room} room @param {any} asked */
async function forward({ forward: to, store }, { method, url, headers, body }) {
  const answer = await fetch(`${to?.endpoint}statements${url.search}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Experience-API-Version': headers['x-experience-api-version'] ?? '', Authorization: to?.authorization ?? '' },
    ...(method === 'GET' ? {} : { body }),
  });
  const text = await answer.text();
  store.requests.push({ method, path: 'statements', status: answer.status, count: [JSON.parse(body || '[]')].flat().length });
  return { status: answer.status, headers: { 'content-type': 'application/json' }, body: text };
}

/** @param {any} order @param {string} origin */
function control({ op, room: name, ...how }, origin) {
  if (op === 'room') {
    const made = `r${rooms.size + 1}`;
    const place = how.kind === 'cmi5' ? createCmi5Lms(`${origin}/${made}`) : createStore();
    rooms.set(made, { place, store: how.kind === 'cmi5' ? place.store : place, weather: { kind: 'fine' }, forward: how.forward ?? null });
    return { room: made, origin: `${origin}/${made}` };
  }
  const room = rooms.get(name);
  if (!room) return { error: `no room ${name}` };
  if (op === 'launch') return room.place.launch(how);
  if (op === 'weather') room.weather = how.weather;
  return { statements: [...room.store.statements.values()], requests: room.store.requests, refused: room.place.refused ?? [], documents: [...room.store.documents] };
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} body @param {Record<string, string>} headers */
function send(response, status, body, headers) {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(status === 204 ? undefined : body);
}

server.listen(0, '127.0.0.1', () => console.log(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
