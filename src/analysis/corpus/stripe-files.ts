// What goes between the processes that compare stripes of all pairs: as values of V8's structured clone, whose typed arrays are the bytes they are.
import { deserialize, serialize } from 'node:v8';
import type { Comparison, StripeFindings } from './neighbours.ts';
import { SimilarityModel } from './similarity.ts';

/** All that comparing documents takes. 100,000 documents are some 220 MB. */
export function encodeComparison({ model: { vectors, terms }, ...rest }: Comparison): Buffer {
  return serialize({ ...rest, order: Uint32Array.from(rest.order), vectors, matrix: terms.matrix });
}

/** The terms themselves are not needed to compare what holds them. */
export function decodeComparison(file: Buffer): Comparison {
  const { vectors, matrix, order, ...rest } = deserialize(file) as Omit<Comparison, 'model' | 'order'> & {
    readonly vectors: SimilarityModel['vectors'];
    readonly matrix: SimilarityModel['terms']['matrix'];
    readonly order: Uint32Array;
  };
  return {
    ...rest,
    order: Array.from(order),
    model: new SimilarityModel(vectors, {
      matrix,
      vocabulary: [],
      counts: new Uint32Array(0),
      documentFrequency: new Uint32Array(0),
    }),
  };
}

export const encodeFindings = (findings: StripeFindings): Buffer => serialize(findings);

/** @throws where the file is damaged */
export const decodeFindings = (file: Buffer): StripeFindings => deserialize(file) as StripeFindings;
