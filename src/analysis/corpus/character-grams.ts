import type { SparseRows, TfIdf } from './tf-idf.ts';

/** Letters in a row that are counted: so many tell stems and endings apart, which make many forms of one word in most languages. */
const LETTERS = [3, 4];

/** Syllables of Hangul in a row: two hold about as much. */
const SYLLABLES = 2;

/** Stands before and behind a word. */
const EDGE = ' ';

const HAN = /^\p{sc=Han}+$/u;
const HANGUL = /^\p{sc=Hangul}+$/u;

/**
 * The documents of a batch by the letters of their words: as TF-IDF counts terms, what is counted here is runs of three and four letters, two syllables of Hangul, or one and two ideographs. Forms of one word
 * share most of them, so that documents are compared without knowing anything of their language (Cavnar and Trenkle 1994; McNamee and Mayfield 2004, "Character n-gram tokenization").
 */
export class CharacterGrams {
  /** For each term where its grams begin, and their numbers. */
  private readonly starts: Uint32Array;
  private readonly grams: Uint32Array;
  /** By numbers of grams. */
  private readonly idf: Float64Array;
  private readonly counts: Uint32Array;
  private readonly columnOf: Int32Array;
  private readonly columnCount: number;
  private latest: readonly number[] = [];

  /**
   * @param documents all that may be asked for
   * @param learntFrom those of them that tell how common grams are
   * @param most columns at most: of the grams that two of those hold, the ones that most of them do
   */
  constructor(
    private readonly terms: Pick<TfIdf, 'matrix' | 'counts' | 'vocabulary'>,
    documents: readonly number[],
    learntFrom: readonly number[],
    most: number,
  ) {
    const { starts, columns } = terms.matrix;
    const held = new Uint8Array(terms.vocabulary.length);
    for (const d of documents) for (let k = starts[d]!; k < starts[d + 1]!; k++) held[columns[k]!] = 1;
    const numbers = new Map<string, number>();
    const ofTerms: number[] = [];
    this.starts = new Uint32Array(terms.vocabulary.length + 1);
    for (const [t, term] of terms.vocabulary.entries()) {
      if (held[t] === 1)
        for (const gram of gramsOf(term)) {
          let number = numbers.get(gram);
          if (number === undefined) numbers.set(gram, (number = numbers.size));
          ofTerms.push(number);
        }
      this.starts[t + 1] = ofTerms.length;
    }
    this.grams = Uint32Array.from(ofTerms);
    this.counts = new Uint32Array(numbers.size);
    const frequency = new Uint32Array(numbers.size);
    for (const d of learntFrom) for (const gram of this.counted(d)) frequency[gram]!++;
    this.idf = Float64Array.from(frequency, (df) => Math.log((1 + learntFrom.length) / (1 + df)) + 1);
    const kept = Array.from(frequency.keys()).filter((g) => frequency[g]! >= 2);
    kept.sort((g, h) => frequency[h]! - frequency[g]! || g - h).splice(most);
    this.columnOf = new Int32Array(numbers.size).fill(-1);
    for (const [column, g] of kept.entries()) this.columnOf[g] = column;
    this.columnCount = kept.length;
  }

  /** (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1) of the grams that have a column in some documents, rows of length 1 or 0. Columns ascend within a row. */
  rows(documents: readonly number[]): SparseRows {
    const starts = new Uint32Array(documents.length + 1);
    const found = documents.map((document, row) => {
      const weighted = this.weighted(document);
      starts[row + 1] = starts[row]! + weighted.length;
      return weighted;
    });
    const columns = new Uint32Array(starts[documents.length]!);
    const values = new Float32Array(columns.length);
    for (const [row, weighted] of found.entries()) {
      const length = Math.sqrt(weighted.reduce((squares, { weight }) => squares + weight * weight, 0));
      for (const [k, { column, weight }] of weighted.entries()) {
        columns[starts[row]! + k] = column;
        values[starts[row]! + k] = weight / length;
      }
    }
    return { rows: documents.length, columnCount: this.columnCount, starts, columns, values };
  }

  /** The grams of a document that have a column, by their columns. */
  private weighted(document: number): { readonly column: number; readonly weight: number }[] {
    const { counts, idf, columnOf } = this;
    return this.counted(document)
      .filter((gram) => columnOf[gram]! >= 0)
      .map((gram) => ({ column: columnOf[gram]!, weight: (1 + Math.log(counts[gram]!)) * idf[gram]! }))
      .sort((a, b) => a.column - b.column);
  }

  /** The grams of a document, each once; how often each stands in it is in {@link counts} until the next document is asked for. */
  private counted(document: number): readonly number[] {
    const { matrix, counts: occurrences } = this.terms;
    for (const gram of this.latest) this.counts[gram] = 0;
    const seen: number[] = [];
    for (let k = matrix.starts[document]!; k < matrix.starts[document + 1]!; k++) {
      const term = matrix.columns[k]!;
      for (let i = this.starts[term]!; i < this.starts[term + 1]!; i++) {
        const gram = this.grams[i]!;
        if (this.counts[gram] === 0) seen.push(gram);
        this.counts[gram]! += occurrences[k]!;
      }
    }
    return (this.latest = seen);
  }
}

function gramsOf(term: string): string[] {
  const letters = Array.from(term);
  if (HAN.test(term)) return [...letters, ...runs(letters, 2)];
  const within = [EDGE, ...letters, EDGE];
  return HANGUL.test(term) ? runs(within, SYLLABLES) : LETTERS.flatMap((length) => runs(within, length));
}

/** All runs of so many. */
function runs(letters: readonly string[], length: number): string[] {
  return Array.from({ length: Math.max(0, letters.length - length + 1) }, (_, at) =>
    letters.slice(at, at + length).join(''),
  );
}
