// Figures of a detector, from { ai: 0 | 1, p: probability }.

/** Area under the ROC curve: the probability that a machine text scores above a human one; ties count half. `null` without both classes. */
export function auroc(rows) {
  const sorted = [...rows].sort((a, b) => a.p - b.p);
  const positives = rows.filter((r) => r.ai).length, negatives = rows.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let sum = 0;
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (j < sorted.length && sorted[j].p === sorted[i].p) j++;
    for (let k = i; k < j; k++) if (sorted[k].ai) sum += (i + j + 1) / 2;
    i = j;
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Share of machine texts above the probability that only `fpr` of the human texts exceed. */
export function truePositivesAt(rows, fpr) {
  const human = rows.filter((r) => !r.ai).map((r) => r.p).sort((a, b) => b - a);
  const machine = rows.filter((r) => r.ai);
  if (human.length === 0 || machine.length === 0) return null;
  const cut = human[Math.floor(fpr * human.length)] ?? -1;
  return machine.filter((r) => r.p > cut).length / machine.length;
}

/** Share of the rows whose probability is above `cut`; `null` without rows. */
export function shareAbove(rows, cut) {
  return rows.length === 0 ? null : rows.filter((r) => r.p > cut).length / rows.length;
}

/** Expected calibration error over ten equal bins (Guo et al. 2017), with both classes weighing the same. */
export function calibrationError(rows) {
  const n = [rows.filter((r) => !r.ai).length, rows.filter((r) => r.ai).length];
  if (n[0] === 0 || n[1] === 0) return null;
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    let weight = 0, sum = 0, hits = 0;
    for (const r of rows.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === bin)) {
      const w = 0.5 / n[r.ai];
      weight += w;
      sum += w * r.p;
      hits += w * r.ai;
    }
    error += Math.abs(sum - hits);
  }
  return error;
}
