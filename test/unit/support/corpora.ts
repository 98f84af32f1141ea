import type { CorpusDocument } from '../../../src/analysis/corpus/analyze-corpus.ts';
import { gaussian, seededRandom } from '../../../src/analysis/corpus/random.ts';
import { SimilarityModel } from '../../../src/analysis/corpus/similarity.ts';
import { tfIdf } from '../../../src/analysis/corpus/tf-idf.ts';
import { shinglesOf } from '../../../src/analysis/document/shingles.ts';
import { termCounts } from '../../../src/analysis/document/terms.ts';
import { wordSequence } from '../../../src/analysis/document/word-sequence.ts';
import { sha256 } from '../../../src/analysis/models.ts';
import { dense, unit } from './matrices.ts';

const WIDTH = 512;

/** A document whose vector is near its topic's direction; a copy of another one when it has its words and noise. */
function documentOf(text: string, topic: readonly number[], noise: () => number): CorpusDocument {
  return {
    sha256: sha256(text),
    vector: Float32Array.from(unit(topic.map((v) => v + 0.7 * noise()))),
    termCounts: termCounts(text),
    shingles: shinglesOf(text),
    wordSequence: wordSequence(text),
  };
}

/** Documents of some topics, invented: every topic has its own words and direction, and all share some words. */
export function inventedCorpus(count: number, topics = 3, seed = 1): CorpusDocument[] {
  const random = seededRandom(seed);
  const normal = gaussian(random);
  const directions = Array.from({ length: topics }, () => Array.from({ length: WIDTH }, normal));
  const word = (topic: number) =>
    random() < 0.7
      ? `topic${'abcdefghijklmnopqrst'.charAt(topic)}word${letters(random() * 40)}`
      : `shared${letters(random() * 60)}`;
  return Array.from({ length: count }, (_, d) =>
    documentOf(Array.from({ length: 40 }, () => word(d % topics)).join(' '), directions[d % topics]!, normal),
  );
}

const letters = (value: number) =>
  Math.floor(value)
    .toString(26)
    .replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)));

/** The similarity of such a corpus. */
export function similarityModel(documents: readonly CorpusDocument[]): SimilarityModel {
  return new SimilarityModel(
    dense(documents.map((d) => Array.from(d.vector))),
    tfIdf(documents.map((d) => d.termCounts)),
  );
}
