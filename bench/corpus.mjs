// A batch of any size for benchmarks of speed: English words under Zipf's law, topics, sentences and paragraphs, planted near-copies. The same
// numbers give the same texts. It says nothing about quality: that is measured on real texts.
//   node bench/corpus.mjs FOLDER [documents, default 1000] [characters, default 1500] [topics, default 20] [seed, default 1]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load, modelsFolder } from './product.mjs';

/** Share of the documents that are near-copies of an earlier one, and of a copy's words that are exchanged. */
const COPIES = 0.02,
  EXCHANGED = 0.04;

/** Shares of a text's words: grammar, its topic, and everything else. */
const GRAMMAR = 0.45,
  TOPICAL = 0.25;

/** Words that a topic calls its own. */
const TOPIC_WORDS = 300;

/**
 * Makes texts, one after the other.
 *
 * @param {{ documents: number, characters: number, topics?: number, seed?: number }} options characters: mean length of a text
 * @returns {Promise<Iterable<{ text: string, topic: number, copyOf?: number }>>} copyOf: number of the document that it is a near-copy of
 */
export async function corpus({ documents, characters, topics = 20, seed = 1 }) {
  const { FUNCTION_WORDS, seededRandom } = await load('analysis/document/function-words', 'analysis/corpus/random');
  const random = seededRandom(seed);
  const grammar = zipfian(
    [...FUNCTION_WORDS].filter((w) => /^[a-z]+$/.test(w)),
    1,
    random,
  );
  const common = shuffled(englishWords(FUNCTION_WORDS), random);
  // The long tail: a batch meets ever new words (Heaps' law). Two words in one have English letters, and take the tokenizer some thought.
  const tail = Array.from(
    { length: 200_000 },
    () => common[Math.floor(random() * common.length)] + common[Math.floor(random() * common.length)],
  );
  const everything = zipfian([...common, ...tail], 1.15, random);
  const ofTopic = Array.from({ length: topics }, () =>
    zipfian(shuffled(common, random).slice(0, TOPIC_WORDS), 0.8, random),
  );
  return (function* () {
    /** Words of some earlier documents, for copies. */
    const kept = [];
    for (let d = 0; d < documents; d++) {
      const source = kept.length > 0 && random() < COPIES ? kept[Math.floor(random() * kept.length)] : undefined;
      const topic = source?.topic ?? Math.floor(random() * topics);
      const word = () => {
        const share = random();
        return share < GRAMMAR ? grammar() : share < GRAMMAR + TOPICAL ? ofTopic[topic]() : everything();
      };
      const length = Math.round((characters / 6.6) * (0.6 + 0.8 * random()));
      const words = source
        ? source.words.map((w) => (random() < EXCHANGED ? word() : w))
        : Array.from({ length }, word);
      if (!source && kept.length < 2000) kept.push({ d, topic, words });
      yield { text: prose(words, random), topic, ...(source && { copyOf: source.d }) };
    }
  })();
}

/** Writes such a batch as files, a thousand a folder; `truth.json` beside the folder says which are copies. */
export async function writeCorpus(folder, options) {
  const copies = [];
  let d = 0;
  for (const { text, copyOf } of await corpus(options)) {
    if (d % 1000 === 0) mkdirSync(path.join(folder, `part-${d / 1000}`), { recursive: true });
    writeFileSync(path.join(folder, nameOf(d)), text);
    if (copyOf !== undefined) copies.push([nameOf(copyOf), nameOf(d)]);
    d++;
  }
  writeFileSync(`${folder}.truth.json`, JSON.stringify({ ...options, copies }));
}

const nameOf = (d) => `part-${Math.floor(d / 1000)}/text-${String(d).padStart(6, '0')}.txt`;

/** The whole words among the pieces of the tokenizer, which the build makes. */
function englishWords(grammar) {
  const { model } = JSON.parse(readFileSync(path.join(modelsFolder, 'tokenizer.json'), 'utf8'));
  return model.vocab
    .map(([piece]) => piece)
    .filter((piece) => /^▁[a-z]{3,}$/.test(piece))
    .map((piece) => piece.slice(1))
    .filter((word) => !grammar.has(word));
}

/** Draws from a list: the word of rank r with a probability in proportion to (r + 2.7)^−s (Mandelbrot 1953). */
function zipfian(words, s, random) {
  const sums = new Float64Array(words.length);
  for (let r = 0, sum = 0; r < words.length; r++) sums[r] = sum += (r + 3.7) ** -s;
  return () => {
    const at = random() * sums[sums.length - 1];
    let low = 0,
      high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle] < at) low = middle + 1;
      else high = middle;
    }
    return words[low];
  };
}

function shuffled(list, random) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** Sentences of 6 to 24 words, commas, paragraphs of about five sentences. */
function prose(words, random) {
  const sentences = [];
  for (let at = 0; at < words.length;) {
    const length = 6 + Math.floor(random() * 19);
    const sentence = words
      .slice(at, (at += length))
      .map((w, i) => (i > 2 && random() < 0.06 ? `${w},` : w))
      .join(' ')
      .replace(/,$/, '');
    sentences.push(`${sentence[0].toUpperCase()}${sentence.slice(1)}.${random() < 0.2 ? '\n\n' : ' '}`);
  }
  return sentences.join('').trimEnd();
}

if (process.argv[1] === import.meta.filename) {
  const [folder, documents = 1000, characters = 1500, topics = 20, seed = 1] = process.argv.slice(2);
  if (!folder) {
    console.error('Usage: node bench/corpus.mjs FOLDER [documents] [characters] [topics] [seed]');
    process.exit(2);
  }
  await writeCorpus(folder, {
    documents: Number(documents),
    characters: Number(characters),
    topics: Number(topics),
    seed: Number(seed),
  });
}
