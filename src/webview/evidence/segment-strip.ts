import * as l10n from '@vscode/l10n';
import { html, svg } from 'lit';
import { CONFIDENCE_CUTS } from '../../report/confidence.ts';
import type { Segment } from '../../report/report.ts';
import type { Formatter } from '../format.ts';

const WIDTH = 300;
const HEIGHT = 32;
/** Narrower bars could not be seen. */
const MAX_BARS = 150;

/** AI probability along the text: a bar a segment, as wide as the segment is long; the undecided band in grey. */
export function segmentStrip(segments: readonly Segment[], format: Formatter) {
  const from = segments[0]?.start ?? 0;
  const scale = WIDTH / Math.max(1, (segments.at(-1)?.end ?? 0) - from);
  const judged = segments.flatMap((s) => s.aiProbability ?? []);
  const words =
    judged.length === 0
      ? l10n.t('none long enough to judge')
      : l10n.t('from {0} to {1}', format.percent(Math.min(...judged)), format.percent(Math.max(...judged)));
  const { medium, high } = CONFIDENCE_CUTS;
  return html`<svg class="strip" role="img" aria-label=${`${format.counted(segments.length, l10n.t('AI probability along the text: {0} part'), l10n.t('AI probability along the text: {0} parts'))}, ${words}`} viewBox="0 0 300 32" preserveAspectRatio="none">
    <rect class="band" y=${(1 - high) * HEIGHT} width=${WIDTH} height=${(high - medium) * HEIGHT}></rect>
    <rect class="base" y=${HEIGHT - 1} width=${WIDTH} height="1"></rect>
    ${merged(segments).map(({ start, end, aiProbability }) => {
      const height = Math.max(1, (aiProbability ?? 0) * HEIGHT);
      return aiProbability === null
        ? null
        : svg`<rect class="segment" x=${(start - from) * scale} y=${HEIGHT - height} width=${Math.max(0.5, (end - start) * scale - 1)} height=${height}></rect>`;
    })}
  </svg>`;
}

/** Joins neighbours until there are few enough; a joined one has the mean of its known parts. */
function merged(segments: readonly Segment[]): readonly Segment[] {
  const size = Math.ceil(segments.length / MAX_BARS);
  if (size <= 1) return segments;
  return Array.from({ length: Math.ceil(segments.length / size) }, (_, i) => {
    const part = segments.slice(i * size, (i + 1) * size);
    const known = part.flatMap((s) => s.aiProbability ?? []);
    return {
      start: part[0]!.start,
      end: part.at(-1)!.end,
      aiProbability: known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length,
    };
  });
}
