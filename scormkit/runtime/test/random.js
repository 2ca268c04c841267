/** Numbers for property tests: random enough, the same every time. */

export function createRandom(seed) {
  let x = seed >>> 0 || 1;
  const next = () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
  const whole = (below) => Math.floor(next() * below);
  return { next, whole, pick: (list) => list[whole(list.length)], chance: (share) => next() < share };
}
