// What becomes of texts that were partly written by a person and partly by a model (MixSet), by the shipped weights, which were trained on none of them.
import { product } from './fit.mjs';
import { auroc } from './metrics.mjs';

/** A sentence with at most this share of its three-word sequences in the original is the second hand's, one with at least the other share the first one's. */
const NEW = 0.2,
  KEPT = 0.8;

/** What was done to the originals, in words, with who wrote the original. */
const OPERATIONS = [
  ['a model went on where the person stopped', 'complete'],
  ['a model rewrote the person’s text', 'rewrite'],
  ['a model polished the person’s text, sentence by sentence', 'polish_sentence'],
  ['a model polished the person’s text, word by word', 'polish_token'],
  ['a model made a model’s text sound human', 'humanize'],
];

const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

function sequences(text) {
  const own = words(text);
  return own.slice(2).map((_, i) => own.slice(i, i + 3).join(' '));
}

/** Sentences with a probability that are clearly of one hand: { ai, p }. */
function byHand({ text, original, segments = [] }) {
  const known = new Set(sequences(original));
  return product.sentencesOf(text).flatMap(({ start, end }, i) => {
    const p = segments[i] ?? null;
    const own = sequences(text.slice(start, end));
    if (p === null || own.length < 4) return [];
    const kept = own.filter((s) => known.has(s)).length / own.length;
    return kept <= NEW ? [{ ai: 1, p }] : kept >= KEPT ? [{ ai: 0, p }] : [];
  });
}

/**
 * Figures by what was done to the texts.
 *
 * @param people scores of MixSet's texts by people
 * @param scoreOf log odds of a text as if the detector never declined
 */
export function mixsetFigures(detector, texts, people, scoreOf) {
  return OPERATIONS.map(([name, operation]) => {
    const own = texts.filter((t) => t.operation.endsWith(operation) && product.countWords(t.text) >= 50);
    const judged = own.map((t) => ({ ...t, ...detector.score(t.text, product.sentencesOf(t.text)) }));
    const low = ({ logOdds }) => (logOdds ? product.logistic(logOdds.low) : 0);
    const sentences = judged.flatMap(byHand);
    return {
      name,
      texts: own.length,
      declined: judged.filter((t) => t.logOdds === null).length / own.length,
      auroc: auroc([...people.map((p) => ({ ai: 0, p })), ...own.map((t) => ({ ai: 1, p: scoreOf(t.text) }))]),
      raised: own.filter((t) => scoreOf(t.text) > scoreOf(t.original)).length / own.length,
      undecided: judged.filter((t) => t.logOdds && product.logistic(t.logOdds.high) >= 0.4).length / own.length,
      high: judged.filter((t) => low(t) > 0.7).length / own.length,
      stretch: judged.filter((t) => t.machineStretch).length / own.length,
      sentences: sentences.length,
      ofSecond: sentences.filter((s) => s.ai).length,
      sentenceAuroc: auroc(sentences),
    };
  });
}
