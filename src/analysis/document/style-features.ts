import type { LinearModels } from './detector-model.ts';
import type { TokenStream } from './detector-tokens.ts';

/** Words whose shares are counted one by one: the most common ones of English, which say little of a subject. */
const COMMON_WORDS =
  'the of and to a in that is for it as with on was be by this are i from or at have an not which but they we he has their his you had were can more one all there been who will would if when what so about up out my her than them'.split(
    ' ',
  );

/** Groups of words whose shares are counted together. */
const WORD_GROUPS = {
  firstPerson: 'i me my mine myself',
  secondPerson: 'you your yours yourself',
  firstPersonPlural: 'we us our ours ourselves',
  thirdPerson: 'he she him her his hers they them their theirs',
  modals: 'can could may might must shall should will would',
  negations: 'not no never nothing nor none cannot neither',
  connectives:
    'however therefore moreover furthermore additionally consequently thus overall ultimately indeed notably',
  hedges: 'perhaps maybe possibly probably likely seems seem appear appears somewhat rather quite',
  intensifiers: 'very really so just pretty actually basically totally',
};

/** Groups of words that sentences may begin with. */
const OPENERS = {
  conjunction: 'and but so or',
  article: 'the',
  i: 'i',
  demonstrative: 'it this that these',
  pronoun: 'he she they we',
  preposition: 'in on at by for with as',
};

const MARKS = [',', ';', ':', '(', ')', '"', '?', '!', '.'];
const SUFFIXES = ['ly', 'ing', 'ed'];
const NOMINAL = ['tion', 'ity', 'ment', 'ness'];

const SENTENCE = [
  'mean',
  'deviation',
  'variation',
  'step',
  'shortest',
  'longest',
  'short',
  'long',
  'commas',
  'commaDeviation',
];
const WORD = ['letters', 'letterDeviation', 'from7', 'from10', 'upTo3', 'movingTypes', 'once', 'types'];
const RARITY = ['mean', 'deviation', 'quantile75', 'quantile90', 'above6', 'above8', 'unknown', 'ofLonger'];

/** What the numbers of {@link styleFeatures} are, in their order. */
export const STYLE_FEATURES: readonly string[] = [
  ...SENTENCE.map((name) => `sentence.${name}`),
  ...MARKS.map((mark) => `mark.${mark}`),
  ...WORD.map((name) => `word.${name}`),
  ...RARITY.map((name) => `rarity.${name}`),
  ...Object.keys(WORD_GROUPS).map((name) => `group.${name}`),
  ...COMMON_WORDS.map((word) => `common.${word}`),
  ...['contraction', ...SUFFIXES, 'nominal'].map((name) => `form.${name}`),
  ...Object.keys(OPENERS).map((name) => `opener.${name}`),
  'opener.types',
  'pair.repeated',
];

const tableOf = (lists: readonly string[]) =>
  new Map(lists.flatMap((list, i) => list.split(' ').map((word) => [word, i] as const)));
const GROUP_OF = tableOf(Object.values(WORD_GROUPS));
const COMMON_OF = new Map(COMMON_WORDS.map((word, i) => [word, i]));
const OPENER_OF = tableOf(Object.values(OPENERS));
const MARK_OF = new Map(MARKS.map((mark, i) => [mark, i]));

/** Words over which distinct ones are counted. */
const WINDOW = 50;

/**
 * How the tokens `from` … `to` − 1 are written, whatever they are about: the rhythm of the sentences, marks, lengths, variety and rarity of the words, function words, forms.
 * Stylometry's usual measures (Stamatatos 2009, "A survey of modern authorship attribution methods"). Shares are of the words, so that length by itself is none.
 *
 * @param models say how rare a word is
 * @returns as many numbers as {@link STYLE_FEATURES}; all 0 where there is no word
 */
export function styleFeatures(
  { tokens, lengths, grams }: TokenStream,
  from: number,
  to: number,
  models: Pick<LinearModels, 'placeOf' | 'frequencyAt'>,
): Float32Array {
  const features: number[] = [];
  const words: string[] = [];
  const letters: number[] = [];
  const rarity: number[] = [];
  const marks = new Float64Array(MARKS.length);
  const sentences: number[] = [];
  const commas: number[] = [];
  const openers: string[] = [];
  let inSentence = 0;
  let commasInSentence = 0;
  const endSentence = () => {
    if (inSentence > 0) {
      sentences.push(inSentence);
      commas.push(commasInSentence);
    }
    inSentence = commasInSentence = 0;
  };
  for (let i = from; i < to; i++) {
    const token = tokens[i]!;
    if (lengths[i] === 0) {
      marks[MARK_OF.get(token)!]!++;
      if (token === ',') commasInSentence++;
      else if (token === '.' || token === '?' || token === '!') endSentence();
      continue;
    }
    if (inSentence++ === 0) openers.push(token);
    words.push(token);
    letters.push(lengths[i]!);
    const place = models.placeOf(grams[0][i]!);
    rarity.push(place < 0 ? UNKNOWN : models.frequencyAt(place) - 1);
  }
  endSentence();
  const n = words.length;
  if (n === 0) return new Float32Array(STYLE_FEATURES.length);

  const mean = meanOf(sentences);
  const deviation = deviationOf(sentences, mean);
  const steps = sentences.slice(1).map((length, i) => Math.abs(length - sentences[i]!));
  features.push(
    mean,
    deviation,
    deviation / mean,
    steps.length > 0 ? meanOf(steps) / mean : 0,
    least(sentences),
    most(sentences),
  );
  features.push(
    shareOf(sentences, (s) => s < 8),
    shareOf(sentences, (s) => s > 30),
    meanOf(commas),
    deviationOf(commas, meanOf(commas)),
  );
  for (const count of marks) features.push(count / n);

  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const meanLetters = meanOf(letters);
  features.push(
    meanLetters,
    deviationOf(letters, meanLetters),
    shareOf(letters, (l) => l >= 7),
    shareOf(letters, (l) => l >= 10),
    shareOf(letters, (l) => l <= 3),
  );
  let once = 0;
  for (const count of counts.values()) if (count === 1) once++;
  features.push(movingTypes(words), once / counts.size, counts.size / n ** 0.7);

  const sorted = Float64Array.from(rarity).sort();
  const meanRarity = meanOf(rarity);
  const longer = rarity.filter((_, i) => letters[i]! >= 4);
  features.push(
    meanRarity,
    deviationOf(rarity, meanRarity),
    sorted[Math.floor(0.75 * n)]!,
    sorted[Math.floor(0.9 * n)]!,
  );
  features.push(
    shareOf(rarity, (r) => r > 6),
    shareOf(rarity, (r) => r > 8),
    shareOf(rarity, (r) => r === UNKNOWN),
    longer.length > 0 ? meanOf(longer) : 0,
  );

  const groups = new Float64Array(Object.keys(WORD_GROUPS).length);
  const common = new Float64Array(COMMON_WORDS.length);
  const forms = new Float64Array(SUFFIXES.length + 2);
  for (const [word, count] of counts) {
    const group = GROUP_OF.get(word);
    if (group !== undefined) groups[group]! += count / n;
    const place = COMMON_OF.get(word);
    if (place !== undefined) common[place] = count / n;
    if (word.includes("'")) forms[0]! += count / n;
    for (const [i, suffix] of SUFFIXES.entries()) if (word.endsWith(suffix)) forms[1 + i]! += count / n;
    if (NOMINAL.some((suffix) => word.endsWith(suffix))) forms[1 + SUFFIXES.length]! += count / n;
  }
  const begun = new Float64Array(Object.keys(OPENERS).length);
  for (const opener of openers) {
    const kind = OPENER_OF.get(opener);
    if (kind !== undefined) begun[kind]! += 1 / openers.length;
  }
  features.push(...groups, ...common, ...forms, ...begun, new Set(openers).size / openers.length, repeatedPairs(words));
  return Float32Array.from(features);
}

/** Most words of a stretch whose style is judged as one: variety and repetition depend on length. */
const STRETCH = 400;

/** The tokens `from` … `to` − 1 as stretches of about as many words, at most {@link STRETCH} each. */
export function styleStretches(
  { lengths }: TokenStream,
  from: number,
  to: number,
): { readonly from: number; readonly to: number; readonly words: number }[] {
  const words: number[] = [];
  for (let i = from; i < to; i++) if (lengths[i]! > 0) words.push(i);
  const count = Math.max(1, Math.ceil(words.length / STRETCH));
  const first = (k: number) => Math.round((k * words.length) / count);
  return Array.from({ length: count }, (_, k) => ({
    from: k === 0 ? from : words[first(k)]!,
    to: k === count - 1 ? to : words[first(k + 1)]!,
    words: first(k + 1) - first(k),
  }));
}

/** Rarity of a word that is not known: rarer than all that are. */
const UNKNOWN = 12;

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviationOf = (values: readonly number[], mean: number) =>
  Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
const shareOf = (values: readonly number[], matches: (value: number) => boolean) =>
  values.reduce((sum, v) => sum + (matches(v) ? 1 : 0), 0) / values.length;
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);

/** Mean share of distinct words in stretches of fifty (Covington and McFall 2010, every tenth stretch). */
function movingTypes(words: readonly string[]): number {
  if (words.length < WINDOW) return new Set(words).size / words.length;
  let sum = 0;
  let stretches = 0;
  for (let i = 0; i + WINDOW <= words.length; i += 10, stretches++)
    sum += new Set(words.slice(i, i + WINDOW)).size / WINDOW;
  return sum / stretches;
}

/** Share of the pairs of words that have stood before. */
function repeatedPairs(words: readonly string[]): number {
  if (words.length < 2) return 0;
  const pairs = new Set<string>();
  for (let i = 1; i < words.length; i++) pairs.add(`${words[i - 1]} ${words[i]}`);
  return 1 - pairs.size / (words.length - 1);
}
