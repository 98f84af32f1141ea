// Two or more ways to do one thing, timed in turns, so that whatever else the machine does hits all of them alike.

/**
 * Runs each way once in every round and prints the medians. The first way is the one that is measured against the others.
 *
 * @param {string} what
 * @param {Record<string, () => number | Promise<number>>} ways each gives the milliseconds that it took
 * @param {{ rounds?: number, target?: Record<string, number> }} options target: how many times as fast as each other way the first should be
 * @returns {Promise<{ what: string, rounds: number, medians: Record<string, number>, ratios: Record<string, number>, target?: Record<string, number> }>} ratios: medians over the rounds of time / time of the first
 */
export async function alternating(what, ways, { rounds = 5, target } = {}) {
  const names = Object.keys(ways),
    times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) times[name].push(await ways[name]());
  const [first, ...others] = names;
  const medians = Object.fromEntries(names.map((name) => [name, median(times[name])]));
  const ratios = Object.fromEntries(
    others.map((name) => [name, median(times[name].map((t, i) => t / times[first][i]))]),
  );
  console.log(
    `${what}, medians of ${rounds}: ${names.map((name) => `${name} ${milliseconds(medians[name])}${name === first ? '' : ` (${ratios[name].toFixed(1)}×)`}`).join(' · ')}${target ? ` · target ${JSON.stringify(target)}` : ''}`,
  );
  return { what, rounds, medians, ratios, ...(target && { target }) };
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b),
    middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const milliseconds = (ms) =>
  ms < 1 ? `${(ms * 1000).toFixed(0)} µs` : ms < 999.5 ? `${ms.toPrecision(3)} ms` : `${(ms / 1000).toFixed(1)} s`;
