import { bandOf } from '../report/confidence.ts';
import type { Explanation } from '../report/explanation.ts';
import { isCopied } from '../report/pair-kinds.ts';
import type { CopiedPassage, Report, ReportDocument, SimilarPair } from '../report/report.ts';
import { earlierLevelsText, hasEarlierLevels } from '../report/earlier-levels.ts';
import {
  circumstancesOf,
  declinedBecause,
  levelReason,
  levelText,
  meaningOf,
  settledBy,
} from '../report/score-wording.ts';
import { documentRow } from './documents.ts';
import { name, PLAIN, probability, quote, rounded } from './wording.ts';

const MOST_SEGMENTS = 5;
const MOST_MOVERS = 8;
const MOST_NEAREST = 5;
const MOST_PAIRS = 5;
const MOST_PASSAGES = 5;

/** What an answer on a document is made from, besides the report. */
export interface Evidence {
  /** What moved the score, or why that cannot be said. */
  readonly explanation?: Explanation | { readonly failure: string };
  /** The text, where quotes are allowed, or why it cannot be read. */
  readonly text?: string | { readonly failure: string };
}

/** Why a document scores as it does and what it is like; positions are UTF-16 code units of its text, `end` exclusive. */
export function explainAnswer(report: Report, document: ReportDocument, { explanation, text }: Evidence) {
  const { id, status, reason, declined, aiProbability } = document;
  const words = typeof text === 'string' ? text : undefined;
  const row = documentRow(document);
  if (status === 'skipped') return { document: row, score: `None: the document was skipped. ${reason ?? ''}`.trim() };
  return {
    document: row,
    characters: document.characters,
    positions: 'UTF-16 code units of the analysed text, [start, end)',
    ...(aiProbability === null
      ? { score: declined ? declinedBecause(declined) : 'Cannot be judged' }
      : {
          score: scoreText(document),
          circumstances: circumstancesOf(document, report.job, PLAIN),
          meaning: meaningOf(document, report.job, PLAIN),
          ...(hasEarlierLevels([document]) && { earlierLevel: earlierLevelsText() }),
          ...(document.confidence === 'medium' && { wouldSettleIt: settledBy(document, report.job, PLAIN) }),
          doesNotMean: [
            'that the writer used a machine, or did anything wrong',
            'where it is low: that a person wrote the text',
            'what share of the text is by a machine',
            'how good or how true the text is',
          ],
          strongestSegments: strongestSegments(document, words),
          ...(document.machineStretch && {
            machineStretch: {
              ...range(document.machineStretch),
              says: "reads like a machine's where the rest reads like a person's; where that changes is an estimate too",
              ...quoted(words, document.machineStretch),
            },
          }),
          ...(explanation && {
            moved: 'failure' in explanation ? { unknown: explanation.failure } : movers(explanation, words),
          }),
        }),
    nearest: document.nearest
      .slice(0, MOST_NEAREST)
      .map((n) => ({ id: n.id, path: pathOf(report, n.id), similarity: rounded(n.similarity) })),
    ...copies(report, id, words),
    ...(typeof text === 'object' && { quotes: `None: ${text.failure}` }),
  };
}

function scoreText(document: ReportDocument): string {
  const { aiProbability, aiInterval } = document;
  const interval = aiInterval
    ? `, interval ${PLAIN.probability(aiInterval[0])} to ${PLAIN.probability(aiInterval[1])}`
    : '';
  return `${levelText(document)}. AI probability ${PLAIN.probability(aiProbability)}${interval}. ${levelReason(document, PLAIN)}`.trim();
}

const range = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
const quoted = (text: string | undefined, at: { readonly start: number; readonly end: number }) =>
  text !== undefined && { quote: quote(text, at) };
const pathOf = ({ documents }: Report, id: string) => name(documents.find((d) => d.id === id)?.path ?? id);

/** The segments that read most like a machine's, in their order. */
function strongestSegments({ segments }: ReportDocument, text: string | undefined) {
  return segments
    .flatMap(({ start, end, aiProbability: p }) => (p === null ? [] : [{ start, end, p }]))
    .sort((a, b) => b.p - a.p)
    .slice(0, MOST_SEGMENTS)
    .sort((a, b) => a.start - b.start)
    .map((s) => ({ ...range(s), aiProbability: probability(s.p), ...levelOf(s.p), ...quoted(text, s) }));
}

/** A part of a text has no interval: a low figure of it says nothing, and has no level. */
function levelOf(figure: number) {
  const level = bandOf(figure);
  return level !== 'low' && { level };
}

/** What moved the score most. Without the text it is told where, and not by which words. */
function movers({ raising, lowering, style }: Explanation, text: string | undefined) {
  const told = (cues: Explanation['raising']) =>
    cues.slice(0, MOST_MOVERS).map((cue) => ({
      firstAt: range(cue),
      count: cue.count,
      influence: rounded(cue.influence),
      ...(text !== undefined && { phrase: cue.phrase }),
    }));
  return {
    raising: told(raising),
    lowering: told(lowering),
    ...(style !== undefined && { style: rounded(style) }),
    influence: 'added to the log-odds; a phrase alone proves nothing',
  };
}

/** Pairs in which the document is, or holds, a copy. */
function copies(report: Report, id: string, text: string | undefined) {
  const pairs = report.similarity.pairs.filter((p) => isCopied(p.kind) && (p.a === id || p.b === id));
  return {
    copiedPairs: {
      total: pairs.length,
      strongest: pairs.slice(0, MOST_PAIRS).map((pair) => copy(report, pair, id, text)),
      doesNotSay: 'who copied from whom',
    },
  };
}

function copy(
  report: Report,
  { a, b, kind, similarity, shares, passages = [], morePassages = 0 }: SimilarPair,
  id: string,
  text: string | undefined,
) {
  const first = a === id;
  const other = first ? b : a;
  const sides = (p: CopiedPassage) => (first ? { here: p.a, there: p.b } : { here: p.b, there: p.a });
  return {
    with: { id: other, path: pathOf(report, other) },
    kind,
    similarity: rounded(similarity),
    ...(shares && {
      shareOfThisInOther: rounded(shares[first ? 0 : 1]),
      shareOfOtherInThis: rounded(shares[first ? 1 : 0]),
    }),
    passages: passages.length + morePassages,
    longest: passages.slice(0, MOST_PASSAGES).map((p) => {
      const { here, there } = sides(p);
      return { here: [here.start, here.end], there: [there.start, there.end], words: p.words, ...quoted(text, here) };
    }),
  };
}
