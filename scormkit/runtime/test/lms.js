/** An LMS double that writes down every call, and a clock that stands still until told. */

/**
 * @typedef {object} Options
 * @property {Record<string, string>} [values]   what the LMS holds at launch
 * @property {(call: string, args: string[]) => unknown} [intercept]   an answer of its own, `undefined` = as usual; may throw
 */

const WRITE_ONLY = /\.(exit|session_time)$|^cmi\.interactions\.\d/;

/** @param {'scorm12' | 'scorm2004'} standard  @param {Options} [options] */
export function createLms(standard, { values = {}, intercept = () => undefined } = {}) {
  const prefix = standard === 'scorm12' ? 'LMS' : '';
  /** @type {string[]} */
  const calls = [];
  /** @type {Record<string, string>} */
  const held = { ...values };
  /** @type {Record<string, string>} what the last Commit or Terminate has brought to the server */
  let saved = { ...values };
  let running = false;
  let error = '0';

  const count = (name) => {
    const found = Object.keys(held).flatMap((key) => (key.startsWith(`${name}.`) ? [Number(key.slice(name.length + 1).split('.')[0])] : []));
    return found.length ? String(Math.max(...found) + 1) : '0';
  };

  const methods = {
    Initialize: () => {
      running = true;
      return 'true';
    },
    GetValue: (element) => {
      if (element.endsWith('._count')) return count(element.slice(0, -7));
      return standard === 'scorm12' && WRITE_ONLY.test(element) ? '' : (held[element] ?? '');
    },
    SetValue: (element, value) => {
      held[element] = value;
      return 'true';
    },
    Commit: () => {
      saved = { ...held };
      return 'true';
    },
    [standard === 'scorm12' ? 'Finish' : 'Terminate']: () => {
      saved = { ...held };
      running = false;
      return 'true';
    },
  };

  /** @type {Record<string, (...args: string[]) => unknown>} */
  const api = { [`${prefix}GetLastError`]: () => error };
  for (const [name, method] of Object.entries(methods)) {
    api[prefix + name] = (...args) => {
      calls.push([name, ...args.filter((arg) => arg !== '' || name === 'SetValue')].join(' '));
      error = '0';
      const own = intercept(name, args);
      if (own !== undefined) {
        if (Array.isArray(own)) error = own[1];
        return Array.isArray(own) ? own[0] : own;
      }
      if (!running && name !== 'Initialize') {
        error = standard === 'scorm12' ? '301' : { GetValue: '122', SetValue: '132', Commit: '142' }[name] ?? '112';
        return name === 'GetValue' ? '' : 'false';
      }
      return method(...args);
    };
  }

  return {
    api,
    calls,
    held,
    saved: () => saved,
    /** The calls since the last time, for one step after the other. */
    take: () => calls.splice(0),
  };
}

export function createClock(start = Date.UTC(2026, 10, 23, 10, 11, 12)) {
  let now = start;
  let last = 0;
  /** @type {Map<number, { time: number, step: () => void }>} */
  const timers = new Map();
  return {
    now: () => now,
    random: () => 0.5,
    setTimeout: (step, delay) => {
      timers.set(++last, { time: now + delay, step });
      return last;
    },
    clearTimeout: (id) => void timers.delete(id),
    /** @param {number} seconds */
    pass(seconds) {
      const end = now + seconds * 1000;
      for (;;) {
        const next = [...timers].filter(([, { time }]) => time <= end).sort((a, b) => a[1].time - b[1].time || a[0] - b[0])[0];
        if (!next) break;
        timers.delete(next[0]);
        now = Math.max(now, next[1].time);
        next[1].step();
      }
      now = end;
    },
  };
}
