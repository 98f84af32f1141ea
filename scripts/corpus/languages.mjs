// Topics in languages that the encoder does not know, with the number of clusters given and found, beside scikit-learn's.
import { fastDocumentsOf, product, rows } from './data.mjs';
import { scikitLearn } from './scikit-learn.mjs';
import { decimals, figuresOf, log, mean, table } from './topics.mjs';

/** Texts of each batch at most. */
const MOST = 250;

/** A batch in each language, long texts where there are any; nothing was chosen for one of them. */
const BATCHES = [
  ['Arabic, news', 'ar-sanad'],
  ['Chinese, headlines', 'zh-thucnews'],
  ['Dutch, questions in parliament', 'nl-dekamer'],
  ['French, news', 'fr-masakhanews'],
  ['German, news', 'de-10kgnad'],
  ['Hindi, news', 'hi-bbc'],
  ['Italian, sentences', 'it-sib200'],
  ['Korean, sentences', 'ko-sib200'],
  ['Polish, sentences', 'pl-8tags'],
  ['Portuguese, news', 'pt-noticias500'],
  ['Russian, news', 'ru-tgcontest'],
  ['Spanish, news', 'es-fakenewscorpus'],
  ['Swahili, news', 'sw-masakhanews'],
];

/** @returns { section, figures } */
export async function evaluateLanguages() {
  const figures = [];
  for (const [name, file] of BATCHES) {
    const random = product.seededRandom(1);
    const drawn = rows(`multilingual/${file}.jsonl.gz`)
      .map((row) => ({ row, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, MOST)
      .map(({ row }) => row);
    const documents = await fastDocumentsOf(file, drawn);
    const told = documents.filter(({ language }, i) => language === drawn[i].lang).length;
    figures.push({ ...(await figuresOf(name, documents)), told: told / documents.length });
  }
  log('scikit-learn');
  const { version, batches } = scikitLearn({
    batches: figures.map(({ texts, k }) => ({ texts, k, otherLanguage: true })),
    pairs: [],
  });
  for (const [i, f] of figures.entries())
    f.sklearn = Object.fromEntries(Object.entries(batches[i]).map(([way, clusters]) => [way, f.measured(clusters).v]));
  const best = ({ sklearn }) => Math.max(sklearn.words, sklearn.characters);
  const ahead = figures.filter((f) => f.given.v >= best(f)).length;
  const section = `## Topics in other languages

Languages that the encoder (here the fast one) does not know: topics are found by the letters of words ([0073](decisions/0073-languages-that-the-encoder-does-not-know.md)). At most ${MOST} texts of each; V-measure against the labels, outliers count as one more cluster.
scikit-learn ${version}: sublinear TF-IDF of words and of characters (3 to 5 within words), each by its SVD of rank 100 (rows normalised) and k-means with the number of clusters given. *Language told*: share of the texts whose language was found, each by itself.

${table(
  ['batch', 'texts', 'labels', 'V, k given', 'scikit-learn, words', 'characters', 'k found', 'V', 'language told'],
  figures.map((f) => [
    f.name,
    f.documents,
    f.k,
    f.given.v >= best(f) ? `**${decimals(f.given.v)}**` : decimals(f.given.v),
    decimals(f.sklearn.words),
    decimals(f.sklearn.characters),
    f.auto.k,
    decimals(f.auto.v),
    `${(100 * f.told).toFixed(1)} %`,
  ]),
)}

Mean V with k given: ${decimals(mean(figures.map((f) => f.given.v)))}; the better of scikit-learn's two for each batch, in hindsight: ${decimals(mean(figures.map(best)))}. Not behind either in ${ahead} of ${figures.length}.
`;
  return { section, figures };
}
