import type { LinearModels } from './detector-model.ts';
import type { TokenStream } from './detector-tokens.ts';

/** 1 + ln count for the counts that there mostly are. */
const SUBLINEAR = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(count));

/**
 * The known n-grams of one text, each once, with all that scoring any stretch of it takes: so that the large tables, of which hardly two numbers lie in one line of the processor's cache,
 * are looked into once for a text and not again for each of its stretches. A stretch's scores are those of `gramVector`, to the bit.
 */
export class TextGrams {
  /** Number of the n-gram that begins at each token, unigrams and bigrams; −1 for those that are not known. */
  private readonly grams: readonly [Int32Array, Int32Array];
  private readonly idf: Float64Array;
  /** n-grams × columns, row by row. */
  private readonly rows: Float64Array;
  private readonly counts: Uint32Array;
  private readonly touched: Uint32Array;
  private readonly weights: Float32Array;

  constructor(
    { grams }: TokenStream,
    private readonly models: LinearModels,
  ) {
    const { columns } = models;
    const most = 2 * grams[0].length;
    const places = new Int32Array(most);
    const numbers = new NumberTable(most);
    let count = 0;
    const numbered = (starting: Uint32Array) => {
      const own = new Int32Array(starting.length).fill(-1);
      for (let i = 0; i < own.length; i++) {
        const place = models.placeOf(starting[i]!);
        if (place < 0) continue;
        const number = (own[i] = numbers.of(place));
        if (number === count) places[count++] = place;
      }
      return own;
    };
    this.grams = [numbered(grams[0]), numbered(grams[1])];
    this.idf = new Float64Array(count);
    this.rows = new Float64Array(count * columns);
    for (let i = 0; i < count; i++) {
      this.idf[i] = models.frequencyAt(places[i]!);
      for (let c = 0; c < columns; c++) this.rows[i * columns + c] = models.weightAt(places[i]!, c);
    }
    this.counts = new Uint32Array(count);
    this.touched = new Uint32Array(count);
    this.weights = new Float32Array(count);
  }

  /** The scores of the tokens `from` … `to` − 1 by the first `count` columns of the models. */
  scores(from: number, to: number, count = this.models.columns): Float64Array {
    const { idf, rows, counts, touched, weights } = this;
    const { columns } = this.models;
    let distinct = 0;
    for (let n = 0; n < 2; n++) {
      const starting = this.grams[n]!;
      for (let i = from; i + n < to; i++) {
        const gram = starting[i]!;
        if (gram >= 0 && counts[gram]!++ === 0) touched[distinct++] = gram;
      }
    }
    let squares = 0;
    for (let t = 0; t < distinct; t++) {
      const gram = touched[t]!;
      const times = counts[gram]!;
      const weight = (SUBLINEAR[times] ?? 1 + Math.log(times)) * idf[gram]!;
      counts[gram] = 0;
      weights[t] = weight;
      squares += weight * weight;
    }
    const sums = this.models.biases(count);
    const scale = 1 / Math.sqrt(squares);
    for (let t = 0; t < distinct; t++) {
      const weight = Math.fround(weights[t]! * scale);
      const row = touched[t]! * columns;
      for (let c = 0; c < count; c++) sums[c]! += weight * rows[row + c]!;
    }
    return sums;
  }
}

/** Numbers things in the order in which they first come: open addressing, in as much memory as the text needs. */
class NumberTable {
  private readonly slots: Int32Array;
  private readonly keys: Int32Array;
  private readonly shift: number;
  private size = 0;

  constructor(most: number) {
    const bits = Math.max(4, 33 - Math.clz32(most));
    this.slots = new Int32Array(1 << bits);
    this.keys = new Int32Array(1 << bits);
    this.shift = 32 - bits;
  }

  of(key: number): number {
    for (let slot = Math.imul(key, 0x9e3779b1) >>> this.shift; ; slot = (slot + 1) & (this.slots.length - 1)) {
      const number = this.slots[slot]!;
      if (number === 0) {
        this.keys[slot] = key;
        this.slots[slot] = ++this.size;
        return this.size - 1;
      }
      if (this.keys[slot] === key) return number - 1;
    }
  }
}
