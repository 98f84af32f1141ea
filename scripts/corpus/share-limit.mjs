// The share of shared words from which on a pair is rather a copy than not: logistic regression on its logarithm.

/** Added before the logarithm is taken: below half a word in a hundred, shares differ by chance. */
const LEAST = 0.005;

/**
 * @param {number[]} copied shares of pairs that are copies
 * @param {number[][]} unlike groups of shares of pairs that are none; the groups count alike, and together as much as the copies
 * @returns the share at which both are as likely
 */
export function shareLimit(copied, unlike) {
  const rows = [
    ...copied.map((s) => ({ x: Math.log(s + LEAST), y: 1, w: 0.5 / copied.length })),
    ...unlike.flatMap((group) =>
      group.map((s) => ({ x: Math.log(s + LEAST), y: 0, w: 0.5 / unlike.length / group.length })),
    ),
  ];
  let [slope, bias] = [0, 0];
  // Newton's method; two unknowns.
  for (let step = 0; step < 100; step++) {
    let [gs, gb, hss, hsb, hbb] = [0, 0, 1e-9, 0, 1e-9];
    for (const { x, y, w } of rows) {
      const p = 1 / (1 + Math.exp(-(slope * x + bias)));
      const [error, curve] = [w * (p - y), w * p * (1 - p)];
      gs += error * x;
      gb += error;
      hss += curve * x * x;
      hsb += curve * x;
      hbb += curve;
    }
    const determinant = hss * hbb - hsb * hsb;
    const [ds, db] = [(hbb * gs - hsb * gb) / determinant, (hss * gb - hsb * gs) / determinant];
    slope -= ds;
    bias -= db;
    if (Math.abs(ds) + Math.abs(db) < 1e-10) break;
  }
  return Math.exp(-bias / slope) - LEAST;
}
