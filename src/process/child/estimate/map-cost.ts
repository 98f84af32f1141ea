import type { ListedDocument } from '../../../analysis/sources/document-location.ts';
import type { ReadingOptions } from '../../../report/reading-options.ts';
import type { EncoderTier } from '../../../report/report.ts';
import { charactersOf } from './document-size.ts';

/** Seconds of one core that the map stage takes for a document and for a character of it; `docs/decisions/0049-memory-before-the-start.md` says how they were measured. Only what they are to each other counts. */
const COST: Readonly<Record<EncoderTier, { readonly document: number; readonly character: number }>> = {
  full: { document: 5e-4, character: 8.2e-6 },
  fast: { document: 4.2e-4, character: 1.35e-6 },
};

/** Documents, evenly taken, whose size is looked at: a tenth of them still says what a tenth of the batch is. */
const SAMPLE = 2_000;

/** What each document of a batch costs the map stage, by the sizes of some of them. */
export class MapCost {
  /** Characters of the documents that were looked at, in their order. */
  private readonly sizes: readonly number[];
  private readonly cost: (typeof COST)[EncoderTier];
  /** Seconds of one core for all documents. */
  readonly total: number;
  /** About how many characters the batch holds. */
  readonly characters: number;

  constructor(
    private readonly documents: readonly ListedDocument[],
    { limits, sourceCode }: ReadingOptions,
    tier: EncoderTier,
  ) {
    const looked = Math.min(SAMPLE, documents.length);
    this.sizes = Array.from({ length: looked }, (_, k) =>
      Math.min(limits.characters, charactersOf(documents[Math.floor((k * documents.length) / looked)]!, sourceCode)),
    );
    this.cost = COST[tier];
    this.characters = looked === 0 ? 0 : (this.sizes.reduce((sum, size) => sum + size, 0) / looked) * documents.length;
    this.total = documents.length * this.cost.document + this.characters * this.cost.character;
  }

  /** Seconds of one core for a document, by the size of its neighbour that was looked at. */
  of(document: number): number {
    return (
      this.cost.document +
      (this.sizes[Math.floor((document * this.sizes.length) / this.documents.length)] ?? 0) * this.cost.character
    );
  }
}
