// Agreement of two groupings of the same things, and of two rankings.

function tally(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const entropy = (names) =>
  [...tally(names).values()].reduce((sum, n) => sum - (n / names.length) * Math.log(n / names.length), 0);
const jointly = (a, b) => a.map((name, i) => `${name}\u0000${b[i]}`);

/** V-measure (Rosenberg and Hirschberg 2007): harmonic mean of homogeneity and completeness. Equal to NMI with the arithmetic mean. */
export function vMeasure(labels, clusters) {
  const [l, c, both] = [entropy(labels), entropy(clusters), entropy(jointly(labels, clusters))];
  const homogeneity = l === 0 ? 1 : 1 - (both - c) / l;
  const completeness = c === 0 ? 1 : 1 - (both - l) / c;
  return homogeneity + completeness === 0 ? 0 : (2 * homogeneity * completeness) / (homogeneity + completeness);
}

/** Normalised mutual information by the geometric mean of the entropies (Strehl and Ghosh 2002). */
export function nmi(labels, clusters) {
  const [l, c, both] = [entropy(labels), entropy(clusters), entropy(jointly(labels, clusters))];
  return l === 0 && c === 0 ? 1 : l === 0 || c === 0 ? 0 : (l + c - both) / Math.sqrt(l * c);
}

/** Adjusted Rand index (Hubert and Arabie 1985). */
export function ari(labels, clusters) {
  const pairs = (counts) => [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const [l, c, both] = [pairs(tally(labels)), pairs(tally(clusters)), pairs(tally(jointly(labels, clusters)))];
  const expected = (l * c) / ((labels.length * (labels.length - 1)) / 2);
  const most = (l + c) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** Spearman's rank correlation; equals share their mean rank. */
export function spearman(a, b) {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (x.length + 1) / 2;
  let xy = 0,
    xx = 0,
    yy = 0;
  for (const [i, r] of x.entries()) {
    xy += (r - mean) * (y[i] - mean);
    xx += (r - mean) ** 2;
    yy += (y[i] - mean) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

function ranks(values) {
  const order = [...values.keys()].sort((i, j) => values[i] - values[j]);
  const out = new Array(values.length);
  for (let from = 0, to; from < order.length; from = to) {
    for (to = from; to < order.length && values[order[to]] === values[order[from]];) to++;
    for (const i of order.slice(from, to)) out[i] = (from + 1 + to) / 2;
  }
  return out;
}

/** Things by name, in the order of their first ones. (Node 20 lacks Map.groupBy.) */
export function groupedBy(things, nameOf) {
  const groups = new Map();
  for (const thing of things) groups.set(nameOf(thing), [...(groups.get(nameOf(thing)) ?? []), thing]);
  return groups;
}
