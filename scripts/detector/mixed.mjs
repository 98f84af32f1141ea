// How well a change of hands is found in texts made of a person's and a machine's.
import { product } from './fit.mjs';

/** The judged sentences of a text, or none where it is declined. */
function sentences(detector, text) {
  const spans = product.sentencesOf(text);
  if (detector.score(text, []).logOdds === null) return [];
  const stream = product.tokenStream(text);
  return detector.judgedSegments(stream, text, spans);
}

/** Halves of a person's and of a machine's text of the same register, in either order: { text, at, first }. */
function joined(texts) {
  const whole = texts.filter(
    (t) => t.attack === 'none' && t.model !== 'flan-t5-xxl' && product.countWords(t.text) >= 200,
  );
  return [...new Set(whole.map((t) => t.register))].flatMap((group) => {
    const own = whole.filter((t) => t.register === group),
      people = own.filter((t) => !t.ai),
      machines = own.filter((t) => t.ai);
    return Array.from({ length: Math.min(people.length, machines.length, 100) }, (_, i) => {
      const parts = i % 2 === 0 ? [people[i], machines[i]] : [machines[i], people[i]];
      const [before, after] = [half(parts[0].text, 0), half(parts[1].text, 1)];
      return { text: `${before} ${after}`, at: before.length, first: parts[0].ai, group };
    });
  });
}

/** The first or the last sentences of a text that make half of its words. */
function half(text, side) {
  const spans = product.sentencesOf(text),
    total = product.countWords(text);
  let words = 0,
    k = 0;
  while (k < spans.length - 1 && words < total / 2)
    words += product.countWords(text.slice(spans[k].start, spans[k++].end));
  return side === 0 ? text.slice(0, spans[k - 1].end) : text.slice(spans[k - 1].end).trim();
}

/**
 * Figures on texts that the detector did not see: how many mixed texts are found and how far, in words, the change is from where it is said to be;
 * how many texts by one hand are taken for mixed; the correlation of a text's stretches by least squares; and the threshold that 1 % of texts by one hand
 * pass, on one half of them.
 */
export function mixedFigures(detector, texts) {
  const single = texts
    .filter((t) => t.model !== 'flan-t5-xxl' && product.countWords(t.text) >= 160)
    .map((t) => ({ t, rows: sentences(detector, t.text) }))
    .filter(({ rows }) => rows.length > 0);
  const whole = single.map(({ t }) => detector.score(t.text, []).logOdds.value);
  const misfit = (correlation) =>
    single.reduce(
      (sum, { rows }, i) => sum + (whole[i] - product.evidenceOf(rows, correlation).reduce((a, b) => a + b, 0)) ** 2,
      0,
    );
  const correlation = Array.from({ length: 101 }, (_, i) => i / 100).reduce((best, c) =>
    misfit(c) < misfit(best) ? c : best,
  );
  const gain = ({ rows }) => product.furthestApart(rows)?.gain ?? 0;
  const gains = single.map(gain);
  const even = gains.filter((_, i) => i % 2 === 0).sort((a, b) => b - a),
    odd = gains.filter((_, i) => i % 2 === 1);
  const found = joined(texts).map((m) => {
    const rows = sentences(detector, m.text);
    const best = product.furthestApart(rows);
    const stretch = product.machineStretch(rows);
    const edge = best && (m.first ? rows[best.last].end : rows[best.first].start);
    const between =
      edge === undefined ? Infinity : product.countWords(m.text.slice(Math.min(edge, m.at), Math.max(edge, m.at)));
    return { group: m.group, found: stretch !== undefined, gain: best?.gain ?? 0, distance: between };
  });
  const hits = found
    .filter((m) => m.found)
    .map((m) => m.distance)
    .sort((a, b) => a - b);
  return {
    single: odd.length,
    falseAlarms: odd.filter((g) => g > product.OPPOSED).length / odd.length,
    threshold: even[Math.floor(even.length * 0.01)],
    correlation,
    mixed: found.length,
    found: hits.length / found.length,
    distance: hits[Math.floor(hits.length / 2)],
    within: hits.filter((d) => d <= 25).length / hits.length,
  };
}
