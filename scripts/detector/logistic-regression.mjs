// L2-regularised logistic regression by dual coordinate descent (Yu, Huang and Lin 2011, "Dual coordinate descent methods for logistic regression
// and maximum entropy models", algorithm 5; the method behind LIBLINEAR's solver 7). Deterministic for a seed.

const PASSES = 8,
  INNER = 20;

/**
 * Minimises ½(|w|² + b²) + Σ cost_i · log(1 + exp(−y_i(w·x_i + b))).
 *
 * @param {{ features: Uint32Array, weights: Float32Array }[]} vectors sparse rows
 * @param {(i: number) => 0 | 1} isPositive
 * @param {(i: number) => number} costOf
 * @param {() => number} random seeded, 0 … 1
 * @returns {{ w: Float64Array, bias: number }} as many weights as the greatest feature needs
 */
export function logisticRegression(vectors, isPositive, costOf, random) {
  const n = vectors.length;
  const w = new Float64Array(
    1 + vectors.reduce((most, { features }) => features.reduce((a, b) => Math.max(a, b), most), -1),
  );
  let bias = 0;
  const cost = Float64Array.from(vectors.keys(), costOf);
  const sign = Int8Array.from(vectors.keys(), (i) => (isPositive(i) ? 1 : -1));
  const norm = Float64Array.from(vectors, ({ weights }) => 1 + weights.reduce((sum, v) => sum + v * v, 0));
  // Two dual variables an example, which sum to its cost.
  const alpha = new Float64Array(2 * n);
  const move = (i, step) => {
    const { features, weights } = vectors[i];
    for (let k = 0; k < features.length; k++) w[features[k]] += step * weights[k];
    bias += step;
  };
  for (let i = 0; i < n; i++) {
    alpha[2 * i] = Math.min(0.001 * cost[i], 1e-8);
    alpha[2 * i + 1] = cost[i] - alpha[2 * i];
    move(i, sign[i] * alpha[2 * i]);
  }
  const order = Int32Array.from(vectors.keys());
  for (let pass = 0; pass < PASSES; pass++) {
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const i of order) {
      const { features, weights } = vectors[i];
      let product = bias;
      for (let k = 0; k < features.length; k++) product += weights[k] * w[features[k]];
      const a = norm[i],
        b = sign[i] * product,
        c = cost[i];
      const upper = 0.5 * a * (alpha[2 * i + 1] - alpha[2 * i]) + b < 0;
      const one = upper ? 2 * i + 1 : 2 * i,
        other = upper ? 2 * i : 2 * i + 1,
        side = upper ? -1 : 1;
      const old = alpha[one];
      let z = c - old < 0.5 * c ? 0.1 * old : old;
      let gradient = a * (z - old) + side * b + Math.log(z / (c - z));
      let steps = 0;
      for (; steps < INNER && Math.abs(gradient) >= 1e-6; steps++) {
        const next = z - gradient / (a + c / (c - z) / z);
        z = next <= 0 ? 0.1 * z : next;
        gradient = a * (z - old) + side * b + Math.log(z / (c - z));
      }
      if (steps === 0) continue;
      alpha[one] = z;
      alpha[other] = c - z;
      move(i, side * sign[i] * (z - old));
    }
  }
  return { w, bias };
}
