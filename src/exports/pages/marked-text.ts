import * as l10n from '@vscode/l10n';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import { leftOutName } from '../../report/left-out.ts';
import type { ReportDocument, Segment } from '../../report/report.ts';
import { escaped } from '../html-text.ts';
import type { Stretch } from './matches.ts';

/** What is marked in a text. */
export interface Marks {
  /** Stretches that read like a machine's, and how much. */
  readonly ai: readonly (Stretch & { readonly degree: 'high' | 'undecided' })[];
  /** Stretches that stand in other texts, each with the number of the source that it stands in; 0 for a source that is not listed. */
  readonly matches: readonly (Stretch & { readonly source: number })[];
  readonly leftOut: NonNullable<ReportDocument['leftOut']>;
}

/**
 * The parts of a text that are marked as reading like a machine's. In a text that scores low as a whole single sentences say nothing: there it is only those of a stretch that was found to be by another hand.
 */
export function aiMarks({
  segments,
  confidence,
  machineStretch: stretch,
}: Pick<ReportDocument, 'segments' | 'confidence' | 'machineStretch'>): Marks['ai'] {
  if (confidence === 'unknown') return [];
  const counts = ({ start, end }: Segment) =>
    confidence !== 'low' || (stretch !== undefined && start >= stretch.start && end <= stretch.end);
  return segments.flatMap((segment) => {
    const { start, end, aiProbability } = segment;
    if (aiProbability === null || aiProbability < CONFIDENCE_CUTS.medium || !counts(segment)) return [];
    return [{ start, end, degree: aiProbability > CONFIDENCE_CUTS.high ? ('high' as const) : ('undecided' as const) }];
  });
}

/**
 * A text as HTML, all of it, with its marks; what was left out is grey and has no other mark.
 *
 * @returns pieces, none larger than a stretch between two marks
 */
export function* markedText(text: string, { ai, matches, leftOut }: Marks): Generator<string> {
  const edges = edgesOf(text, [...ai, ...matches, ...leftOut]);
  const [shading, matched, grey] = [new Sweep(ai), new Sweep(matches), new Sweep(leftOut)];
  let before: ReadonlySet<number> = new Set();
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i]!, edges[i + 1]!];
    const words = escaped(text.slice(start, end));
    const [left] = grey.at(start);
    if (left) {
      before = new Set();
      yield `<span class="left" title="${escaped(l10n.t('Left out: {0}', leftOutName(left.kind)))}">${words}</span>`;
      continue;
    }
    const sources = new Set(matched.at(start).map(({ source }) => source));
    const begun = [...sources].filter((n) => n > 0 && !before.has(n)).sort((a, b) => a - b);
    before = sources;
    const degree = shading.at(start).some((m) => m.degree === 'high') ? 'high' : shading.at(start)[0]?.degree;
    const shaded = degree ? `<span class="ai ${degree}">${words}</span>` : words;
    const numbers = begun.map((n) => `<a href="#source-${n}">${n}</a>`).join(' ');
    yield `${numbers === '' ? '' : `<sup>${numbers}</sup>`}${sources.size > 0 ? `<mark>${shaded}</mark>` : shaded}`;
  }
}

/** Where marks begin and end, ascending, with both ends of the text; never within a character. */
function edgesOf(text: string, stretches: readonly Stretch[]): number[] {
  const whole = (at: number) => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);
  const edges = new Set([0, text.length]);
  for (const { start, end } of stretches)
    for (const at of [start, end]) if (at > 0 && at < text.length) edges.add(whole(Math.floor(at)));
  return [...edges].sort((a, b) => a - b);
}

/** The stretches that hold a place, for places that ascend. */
class Sweep<T extends Stretch> {
  private readonly waiting: readonly T[];
  private next = 0;
  private open: T[] = [];

  constructor(stretches: readonly T[]) {
    this.waiting = [...stretches].sort((a, b) => a.start - b.start);
  }

  at(place: number): readonly T[] {
    for (; this.next < this.waiting.length && this.waiting[this.next]!.start <= place; this.next++)
      this.open.push(this.waiting[this.next]!);
    this.open = this.open.filter(({ end }) => end > place);
    return this.open;
  }
}
