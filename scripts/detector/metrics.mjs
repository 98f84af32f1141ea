// Figures of a detector, from { ai: 0 | 1, p: probability }.

/** Area under the ROC curve: the probability that a machine text scores above a human one; ties count half. `null` without both classes. */
export function auroc(rows) {
  const sorted = [...rows].sort((a, b) => a.p - b.p);
  const positives = rows.filter((r) => r.ai).length,
    negatives = rows.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let sum = 0;
  for (let i = 0; i < sorted.length;) {
    let j = i;
    while (j < sorted.length && sorted[j].p === sorted[i].p) j++;
    for (let k = i; k < j; k++) if (sorted[k].ai) sum += (i + j + 1) / 2;
    i = j;
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Share of machine texts above the probability that only `fpr` of the human texts exceed. */
export function truePositivesAt(rows, fpr) {
  const human = rows
    .filter((r) => !r.ai)
    .map((r) => r.p)
    .sort((a, b) => b - a);
  const machine = rows.filter((r) => r.ai);
  if (human.length === 0 || machine.length === 0) return null;
  const cut = human[Math.floor(fpr * human.length)] ?? -1;
  return machine.filter((r) => r.p > cut).length / machine.length;
}

/** Share of the rows whose probability is above `cut`; `null` without rows. */
export function shareAbove(rows, cut) {
  return rows.length === 0 ? null : rows.filter((r) => r.p > cut).length / rows.length;
}

/**
 * Texts by their probability in ten equal bins, both classes weighing the same: in each that is not empty its weight, the mean probability and the
 * share of machine texts. Rows without a probability do not count.
 */
export function reliability(rows) {
  const judged = rows.filter((r) => r.p !== undefined);
  const size = [0, 1].map((ai) => judged.filter((r) => r.ai === ai).length);
  return Array.from({ length: 10 }, (_, bin) => {
    let weight = 0,
      sum = 0,
      machines = 0;
    for (const r of judged.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === bin)) {
      const w = 0.5 / size[r.ai];
      weight += w;
      sum += w * r.p;
      machines += w * r.ai;
    }
    return { weight, mean: sum / weight, share: machines / weight };
  }).filter((b) => b.weight > 0);
}

/** Expected calibration error (Guo et al. 2017) over the bins of {@link reliability}; `null` without both classes. */
export function calibrationError(rows) {
  if ([0, 1].some((ai) => !rows.some((r) => r.ai === ai))) return null;
  return reliability(rows).reduce((error, { weight, mean, share }) => error + weight * Math.abs(mean - share), 0);
}
