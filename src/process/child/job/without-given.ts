import { leftOutOf } from '../../../analysis/corpus/analyze-corpus.ts';
import type { LeftOut } from '../../../analysis/corpus/left-out.ts';
import type { MappedDocument } from '../../../analysis/build-report.ts';
import type { DocumentFindings } from '../../../analysis/document/analyze-document.ts';
import type { TextSpan } from '../../../analysis/document/segments.ts';
import { IN_DECLARATION, IN_REFERENCES } from '../../../analysis/document/word-marks.ts';
import type { WordSequence } from '../../../analysis/document/word-sequence.ts';
import { problem } from '../../../analysis/sources/problem.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import { givenStretches } from '../../../report/left-out.ts';
import { type Notice, notice } from '../../../report/notice.ts';
import type { PackedFeatures } from '../../threads/packed-features.ts';
import { mapWithCheckpoint, type MapWithCheckpoint } from './checkpoint.ts';

/** What the batch shows of its analysed documents. */
export interface Given {
  /** What counts for no copy, in the order of the analysed documents. */
  readonly left: LeftOut;
  /** By the places of documents in the batch: stretches that they were given, and that are judged so far. */
  readonly stretches: ReadonlyMap<number, readonly TextSpan[]>;
}

/**
 * Finds what documents were given, as only the batch shows.
 *
 * @param places of the analysed documents in the batch
 */
export function findGiven(
  mapped: readonly MappedDocument[],
  places: readonly number[],
  packed: PackedFeatures,
  kinds: AnalyzeRequest['options']['leaveOut'],
): Given {
  const documents = places.map((place) => packed.of(place));
  const left = leftOutOf(
    documents,
    kinds,
    places.map((place) => mapped[place]!.listed.group),
  );
  const stretches = new Map<number, readonly TextSpan[]>();
  for (const [i, place] of places.entries()) {
    const given = givenStretches(left.stretches[i]!);
    if (given.length > 0 && given.some((stretch) => isJudged(documents[i]!.wordSequence, stretch)))
      stretches.set(
        place,
        given.map(({ start, end }) => ({ start, end })),
      );
  }
  return { left, stretches };
}

/** Whether words of a stretch are judged: those of references and declarations are not anyway. */
function isJudged({ starts, marks }: WordSequence, { start, end }: TextSpan): boolean {
  return starts.some((at, word) => at >= start && at < end && (marks[word]! & (IN_REFERENCES | IN_DECLARATION)) === 0);
}

/**
 * Takes documents through the map stage once more, without what they were given: so it counts neither for their levels nor for what they are about. What is found is kept like all analyses, under a key of its own.
 * A document that cannot be read again as it was keeps what was found before, and it is said.
 *
 * @param stretches by the places of documents
 * @returns what people should know
 */
export async function judgeWithoutGiven(
  request: Parameters<typeof mapWithCheckpoint>[0],
  context: string,
  mapped: MappedDocument[],
  stretches: Given['stretches'],
  packed: PackedFeatures,
  mapWith: MapWithCheckpoint['mapWith'],
): Promise<readonly Notice[]> {
  const places = [...stretches.keys()];
  const { notes } = await mapWithCheckpoint(
    request,
    places.map((place) => ({ ...mapped[place]!.listed, given: stretches.get(place)! })),
    context,
    {
      mapWith,
      onOutcome: (i, outcome) => {
        const place = places[i]!;
        const before = mapped[place]!;
        if (!('analysis' in before.outcome)) return;
        const earlier = before.outcome.analysis;
        mapped[place] =
          'analysis' in outcome && outcome.analysis.sha256 === earlier.sha256
            ? {
                ...before,
                given: stretches.get(place)!,
                outcome: { analysis: packed.judgedAgain(place, outcome.analysis) },
              }
            : { ...before, outcome: { analysis: withWarning(earlier) } };
      },
    },
  );
  return notes;
}

const withWarning = (analysis: DocumentFindings): DocumentFindings => ({
  ...analysis,
  warnings: [...analysis.warnings, problem('changed', notice('given-still-judged'))],
});
