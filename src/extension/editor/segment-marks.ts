import type { TextRange } from '../../protocol/panel.ts';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import type { Segment } from '../../report/report.ts';
import { rangesIn } from '../documents/text-ranges.ts';

export type MarkLevel = 'high' | 'undecided';

/** Which mark a part of a text gets: none where it scores low, or cannot be judged. */
export function markLevel({ aiProbability }: Segment): MarkLevel | undefined {
  if (aiProbability === null || aiProbability < CONFIDENCE_CUTS.medium) return undefined;
  return aiProbability > CONFIDENCE_CUTS.high ? 'high' : 'undecided';
}

/** The parts of a text that are marked, as editors count positions. */
export function segmentMarks(
  { segments }: { readonly segments: readonly Segment[] },
  text: string,
): { readonly level: MarkLevel; readonly probability: number; readonly range: TextRange }[] {
  const rangeOf = rangesIn(text);
  return segments.flatMap((segment) => {
    const level = markLevel(segment);
    return level && segment.aiProbability !== null
      ? [{ level, probability: segment.aiProbability, range: rangeOf(segment.start, segment.end) }]
      : [];
  });
}
