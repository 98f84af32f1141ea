import type { CorpusDocument } from '../../analysis/corpus/analyze-corpus.ts';
import type { DocumentAnalysis, DocumentFindings } from '../../analysis/document/analyze-document.ts';
import type { TermCounts } from '../../analysis/document/terms.ts';
import type { WordSequence } from '../../analysis/document/word-sequence.ts';

/** Bytes that are taken from the system at once. */
const BLOCK = 4 * 1024 ** 2;

/** Where a place in a block may begin: anywhere that 32-bit numbers may. */
const ALIGNED = 4;

/** Numbers of some length in a block. */
interface Packed {
  readonly block: ArrayBuffer;
  readonly at: number;
}

/** An array in a block. */
interface Numbers extends Packed {
  readonly length: number;
}

const numbersAt = ({ block, at }: Packed, behind: number, length: number): Numbers => ({
  block,
  at: at + behind,
  length,
});

/** Memory for many short arrays, in few large blocks. */
class Blocks {
  private block = new ArrayBuffer(0);
  private used = 0;

  /** Copies arrays into a block, one after the other. */
  pack(arrays: readonly (Uint32Array | Float32Array | Uint16Array | Uint8Array)[]): Packed {
    const needed = arrays.reduce((sum, { byteLength }) => sum + aligned(byteLength), 0);
    if (this.used + needed > this.block.byteLength) {
      // What is large has a block of its own.
      if (needed > BLOCK / 4) return packedInto(new ArrayBuffer(needed), 0, arrays);
      this.block = new ArrayBuffer(BLOCK);
      this.used = 0;
    }
    const packed = packedInto(this.block, this.used, arrays);
    this.used += needed;
    return packed;
  }
}

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNED) * ALIGNED;

function packedInto(
  block: ArrayBuffer,
  at: number,
  arrays: readonly (Uint32Array | Float32Array | Uint16Array | Uint8Array)[],
): Packed {
  let to = at;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    new Uint8Array(block, to, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
    to += aligned(byteLength);
  }
  return { block, at };
}

/**
 * What is compared of a batch's documents, for as long as it is needed. A batch has hundreds of thousands of short arrays: each by itself takes three hundred bytes besides its
 * numbers, in places that the system does not get back when they are free.
 */
export class PackedFeatures {
  private readonly compared = new Blocks();
  private readonly early = new Blocks();
  /** At the places of all documents; those that were skipped are not there. */
  private readonly documents: (PackedDocument | undefined)[] = [];

  /** Takes over what is compared of a document, and gives what is left of its analysis. */
  taken(
    document: number,
    {
      vector,
      termCounts: { terms, counts },
      shingles,
      wordSequence: { hashes, starts, lengths, marks, exact },
      ...findings
    }: DocumentAnalysis,
  ): DocumentFindings {
    const early = this.early.pack([vector, counts]);
    const compared = this.compared.pack([shingles, hashes, starts, lengths, marks]);
    this.documents[document] = new PackedDocument(
      findings.sha256,
      findings.language,
      {
        vector: numbersAt(early, 0, vector.length),
        terms,
        counts: numbersAt(early, 4 * vector.length, counts.length),
      },
      {
        shingles: numbersAt(compared, 0, shingles.length),
        words: numbersAt(compared, 4 * shingles.length, hashes.length),
        exact,
      },
    );
    return findings;
  }

  /** Takes over what is judged and compared in meaning and wording of a document that was analysed once more without what it was given; its words in order are the same. */
  judgedAgain(
    document: number,
    { vector, termCounts, shingles, wordSequence: _, ...findings }: DocumentAnalysis,
  ): DocumentFindings {
    const { terms, counts } = termCounts;
    this.documents[document]!.replace(
      findings.language,
      vector,
      terms,
      (room) => this.packedInPlace(this.early, room, counts),
      (room) => this.packedInPlace(this.compared, room, shingles),
    );
    return findings;
  }

  /** A document that was taken. Its arrays are made anew at each look. */
  of(document: number): CorpusDocument {
    return this.documents[document]!;
  }

  /** Writes over what is no longer needed; without what was given there is hardly ever more. */
  private packedInPlace(blocks: Blocks, room: Numbers, numbers: Uint32Array): Numbers {
    if (numbers.length > room.length) return numbersAt(blocks.pack([numbers]), 0, numbers.length);
    new Uint32Array(room.block, room.at, numbers.length).set(numbers);
    return { ...room, length: numbers.length };
  }

  /** Lets go of vectors and terms. */
  releaseVectorsAndTerms(): void {
    for (const document of this.documents) document?.releaseEarly();
  }

  /** Lets go of everything. */
  release(): void {
    for (const document of this.documents) document?.release();
  }
}

class PackedDocument implements CorpusDocument {
  constructor(
    readonly sha256: string,
    public language: string | undefined,
    private early: { readonly vector: Numbers; readonly terms: string; readonly counts: Numbers } | undefined,
    private compared: { readonly shingles: Numbers; readonly words: Numbers; readonly exact: number } | undefined,
  ) {}

  get vector(): Float32Array {
    const { block, at, length } = held(this.early).vector;
    return new Float32Array(block, at, length);
  }

  get termCounts(): TermCounts {
    const { terms, counts } = held(this.early);
    return { terms, counts: new Uint32Array(counts.block, counts.at, counts.length) };
  }

  get shingles(): Uint32Array {
    const { block, at, length } = held(this.compared).shingles;
    return new Uint32Array(block, at, length);
  }

  get wordSequence(): WordSequence {
    const { words, exact } = held(this.compared);
    return new PackedWords(words.block, words.at, words.length, exact);
  }

  /** Puts other numbers in the place of the document's own, whose words in order stay. */
  replace(
    language: string | undefined,
    vector: Float32Array,
    terms: string,
    packCounts: (room: Numbers) => Numbers,
    packShingles: (room: Numbers) => Numbers,
  ): void {
    const early = held(this.early);
    const compared = held(this.compared);
    this.language = language;
    this.vector.set(vector);
    this.early = { ...early, terms, counts: packCounts(early.counts) };
    this.compared = { ...compared, shingles: packShingles(compared.shingles) };
  }

  releaseEarly(): void {
    this.early = undefined;
  }

  release(): void {
    this.early = this.compared = undefined;
  }
}

/** Makes its arrays when they are looked at. Hashes stay the same array, by which the aligner knows the text that it has seen last. */
class PackedWords implements WordSequence {
  private seen: Uint32Array | undefined;

  constructor(
    private readonly block: ArrayBuffer,
    private readonly at: number,
    private readonly words: number,
    readonly exact: number,
  ) {}

  get hashes(): Uint32Array {
    return (this.seen ??= new Uint32Array(this.block, this.at, this.words));
  }

  get starts(): Uint32Array {
    return new Uint32Array(this.block, this.at + 4 * this.words, this.words);
  }

  get lengths(): Uint16Array {
    return new Uint16Array(this.block, this.at + 8 * this.words, this.words);
  }

  get marks(): Uint8Array {
    return new Uint8Array(this.block, this.at + 8 * this.words + aligned(2 * this.words), this.words);
  }
}

function held<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('read after it was released');
  return part;
}
