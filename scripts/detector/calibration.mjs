// From scores of texts whose sources a model never saw to probabilities and intervals.

/** Words from which a calibration band begins. */
export const BANDS = [50, 100, 200, 400];

const HIGH = Math.log(0.7 / 0.3),
  LOW = Math.log(0.4 / 0.6);

/**
 * Registers in which a false accusation costs most and of whose kinds fewest sources are known: essays, and what argues like them. Their bound, and that of texts of no known kind, holds with 99.5 %
 * confidence in place of 95 %.
 */
const CAREFUL = new Set(['essay', 'opinion']);

/** Share of the texts of a source of people that may be rated HIGH, and of machines that may be rated LOW: one in twenty is promised, and a new source differs from the measured ones. */
const BEYOND = { people: 0.01, machines: 0.04 };

/** Fewest texts of a source in a band whose quantile says anything. */
const LEAST_TEXTS = 100;

const inBand = (rows, b) => rows.filter((r) => r.words >= BANDS[b] && r.words < (BANDS[b + 1] ?? Infinity));

/** One row of each text, the whole of it if that is among them. */
const onceEach = (rows) => [
  ...new Map(rows.toSorted((a, b) => Number(a.whole) - Number(b.whole)).map((r) => [r.of, r])).values(),
];

/**
 * Platt scaling (Platt 1999) in each band of length. In each class every group weighs the same, and the classes weigh the same.
 *
 * @param {{ score: number, words: number, ai: 0 | 1, group: string }[]} scored
 * @param bands words from which each band begins
 */
export function calibrate(scored, bands = BANDS) {
  return bands.map((fromWords, b) => {
    const toWords = bands[b + 1] ?? Infinity;
    const own = scored.filter((e) => e.words >= fromWords && e.words < toWords);
    const counts = new Map();
    for (const e of own) counts.set(`${e.group} ${e.ai}`, (counts.get(`${e.group} ${e.ai}`) ?? 0) + 1);
    const groups = [0, 1].map((ai) => [...counts.keys()].filter((k) => k.endsWith(` ${ai}`)).length);
    const weight = Float64Array.from(own, (e) => 1 / counts.get(`${e.group} ${e.ai}`) / groups[e.ai]);
    // A weak pull towards slope 1 and intercept 0 keeps a band that is nearly separable finite.
    const PULL = 1e-3;
    const loss = (slope, intercept) =>
      own.reduce(
        (sum, e, i) => sum + weight[i] * softplus((e.ai ? -1 : 1) * (slope * e.score + intercept)),
        (PULL / 2) * ((slope - 1) ** 2 + intercept ** 2),
      );
    let slope = 1,
      intercept = 0;
    for (let step = 0; step < 50; step++) {
      let g0 = PULL * intercept,
        g1 = PULL * (slope - 1),
        h00 = PULL,
        h01 = 0,
        h11 = PULL;
      for (let i = 0; i < own.length; i++) {
        const { score, ai } = own[i];
        const p = 1 / (1 + Math.exp(-(slope * score + intercept)));
        const d = (p - ai) * weight[i],
          h = p * (1 - p) * weight[i];
        g0 += d;
        g1 += d * score;
        h00 += h;
        h01 += h * score;
        h11 += h * score * score;
      }
      const det = h00 * h11 - h01 * h01;
      const toIntercept = (h11 * g0 - h01 * g1) / det,
        toSlope = (h00 * g1 - h01 * g0) / det;
      if (Math.abs(toIntercept) + Math.abs(toSlope) < 1e-9) break;
      // Newton's step, halved while it overshoots.
      const before = loss(slope, intercept);
      let size = 1;
      while (size > 1e-6 && loss(slope - size * toSlope, intercept - size * toIntercept) > before) size /= 2;
      if (size <= 1e-6) break;
      slope -= size * toSlope;
      intercept -= size * toIntercept;
    }
    return { fromWords, slope, intercept };
  });
}

const softplus = (x) => (x > 30 ? x : Math.log1p(Math.exp(x)));

/**
 * Bands with margins. `below` is how far under a text's log-odds its interval begins: the bound that the hundredth of a new source of people keeps with 95 % confidence
 * if sources differ as the measured ones do (a one-sided prediction bound of Student's t over the sources' quantiles). `above` is how far over them it ends: so far that of
 * the machines' texts of the measured sources, each source weighing the same, no more than that share stays under LOW.
 *
 * @param {{ of: object, whole: boolean, score: number, words: number, ai: 0 | 1, group: string, register: string, counts: boolean }[]} scored `of`: the text
 * @param kinds registers: each gets what its sources need in addition
 */
export function withMargins(bands, scored, kinds) {
  const margins = bands.map((band, b) => {
    const rows = onceEach(inBand(scored, b)).map((r) => ({ ...r, value: band.slope * r.score + band.intercept }));
    const people = bySource(rows.filter((r) => !r.ai)).map(({ own, ...s }) => ({
      ...s,
      at: quantile(
        own.map((r) => r.value),
        1 - BEYOND.people,
      ),
    }));
    const machines = bySource(rows.filter((r) => r.ai && r.counts));
    const at = people.map((s) => s.at);
    return {
      people,
      bound: predictionBound(at),
      careful: predictionBound(at, CAREFUL_STUDENT) - predictionBound(at),
      floor: weightedQuantile(
        machines.flatMap(({ own }) => own.map((r) => ({ value: r.value, weight: 1 / own.length }))),
        BEYOND.machines,
      ),
    };
  });
  const lengthBand = (words) =>
    Math.max(
      0,
      BANDS.findLastIndex((from) => words >= from),
    );
  const excess = ({ score, words }) => {
    const b = lengthBand(words);
    return bands[b].slope * score + bands[b].intercept - margins[b].bound;
  };
  const sources = bySource(onceEach(scored).filter((r) => !r.ai)).map(({ own, register }) => ({
    register,
    at: quantile(own.map(excess), 1 - BEYOND.people),
  }));
  const careful = Math.max(...margins.map((m) => m.careful));
  return {
    unfamiliar: { below: careful },
    bands: bands.map((band, b) => ({
      ...band,
      below: Math.max(0, margins[b].bound - HIGH),
      above: Math.max(0, LOW - margins[b].floor),
    })),
    kinds: kinds.map((register) => ({
      register,
      below: Math.max(
        CAREFUL.has(register) ? careful : 0,
        ...sources.filter((s) => s.register === register).map((s) => s.at),
      ),
    })),
  };
}

/** The rows of each group that has enough of them, with the register that most of them are of. */
function bySource(rows) {
  const groups = Map.groupBy
    ? Map.groupBy(rows, (r) => r.group)
    : rows.reduce((map, r) => map.set(r.group, [...(map.get(r.group) ?? []), r]), new Map());
  return [...groups]
    .filter(([, own]) => own.length >= LEAST_TEXTS)
    .map(([group, own]) => ({ group, own, register: mostCommon(own.map((r) => r.register)) }));
}

function mostCommon(values) {
  const counts = new Map();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}

/** 95th percentiles of Student's t with 1, 2 … 30 degrees of freedom, and of the normal distribution. */
const STUDENT = [
  6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.74,
  1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
];

/** 99.5th percentile of Student's t with some forty degrees of freedom: the sources of a band are about so many. */
const CAREFUL_STUDENT = 2.7;

export function predictionBound(values, student = STUDENT[values.length - 2] ?? 1.68) {
  const n = values.length,
    mean = values.reduce((a, b) => a + b, 0) / n;
  if (n === 1) return mean;
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  return mean + student * deviation * Math.sqrt(1 + 1 / n);
}

export function quantile(values, q) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function weightedQuantile(rows, q) {
  const sorted = rows.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, r) => sum + r.weight, 0);
  let sum = 0;
  for (const { value, weight } of sorted) if ((sum += weight) >= q * total) return value;
  return sorted.at(-1).value;
}
