import type { Confidence, DeclineReason, PairKind, ReportDocument } from '../report/report.ts';

/** Numbers, dates and words for people, in the user's locale. */
export class Formatter {
  private readonly whole: Intl.NumberFormat;
  private readonly decimals: Intl.NumberFormat;
  private readonly percentage: Intl.NumberFormat;
  private readonly moment: Intl.DateTimeFormat;

  constructor(locale: string) {
    this.whole = new Intl.NumberFormat(locale);
    this.decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.percentage = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    this.moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  }

  count(value: number): string {
    return this.whole.format(value);
  }

  /** "1 document", "2 documents". */
  counted(value: number, one: string, many = `${one}s`): string {
    return `${this.count(value)} ${value === 1 ? one : many}`;
  }

  /** Two decimals; similarity is "0.83" everywhere. */
  similarity(value: number): string {
    return this.decimals.format(value);
  }

  /** Whole percent; a dash where nothing is known. */
  percent(value: number | null): string {
    return value === null ? '—' : this.percentage.format(value);
  }

  /** Whole percent of what is never certain: neither 0 nor 100; a dash where nothing is known. */
  probability(value: number | null): string {
    if (value === null || (value >= 0.005 && value < 0.995)) return this.percent(value);
    return value < 0.5 ? `<${this.percent(0.01)}` : `>${this.percent(0.99)}`;
  }

  /** "between 48% and 90%". */
  between([low, high]: readonly [low: number, high: number]): string {
    return `between ${this.probability(low)} and ${this.probability(high)}`;
  }

  date(iso: string): string {
    return this.moment.format(new Date(iso));
  }

  /** "0.8 s", "12 s", "3 min 20 s", "2 h 5 min". */
  duration(seconds: number): string {
    if (seconds < 10) return `${new Intl.NumberFormat(this.whole.resolvedOptions().locale, { maximumFractionDigits: 1 }).format(seconds)} s`;
    if (seconds < 60) return `${Math.round(seconds)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
  }
}

/** Names of the confidence levels. */
export const CONFIDENCE_NAMES: Readonly<Record<Confidence, string>> = { high: 'High', medium: 'Medium', low: 'Low', unknown: 'Unknown' };

/** Names of the kinds of pairs. */
export const KIND_NAMES: Readonly<Record<PairKind, string>> = { identical: 'Identical', 'near-duplicate': 'Near-duplicate', 'partly-copied': 'Partly copied', 'same-topic': 'Same topic' };

/** A document's confidence as a clause about the text; never about its author. */
export const SCORES: Readonly<Record<Confidence, string>> = {
  high: 'Scores HIGH for machine writing',
  medium: 'Undecided: scores between the levels',
  low: 'Scores LOW for machine writing',
  unknown: 'Cannot be judged',
};

/** Why the detector declines, in words that follow "Unknown ·". */
const DECLINED: Readonly<Record<DeclineReason, string>> = { 'too-short': 'too short', 'not-english': 'not English', 'not-prose': 'not prose', 'unlike-training': 'unfamiliar' };

/** A document's confidence in words, with the reason where nothing is known. */
export function confidenceText({ confidence, declined, status }: Pick<ReportDocument, 'confidence' | 'declined' | 'status'>): string {
  if (status === 'skipped') return '—';
  return declined ? `Unknown · ${DECLINED[declined]}` : CONFIDENCE_NAMES[confidence];
}
