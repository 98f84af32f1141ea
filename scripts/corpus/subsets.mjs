// Batches made of the labelled corpora: whole, some classes, few texts, uneven classes, and mixtures of corpora. Drawn by a seed.
import { product } from './data.mjs';
import { groupedBy } from './metrics.mjs';

/** The batches that rules were chosen on have seed 1; those that are reported apart have others. */
export function batchesOf(corpora, seed) {
  const random = product.seededRandom(seed);
  const shuffled = (list) =>
    list
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  const draw = (name, classes, most = Infinity, least = most) => {
    const byLabel = groupedBy(corpora[name], ({ label }) => label);
    return shuffled([...byLabel.keys()])
      .slice(0, classes)
      .flatMap((label) =>
        shuffled(byLabel.get(label)).slice(0, least === most ? most : Math.round(least + random() * (most - least))),
      );
  };
  return [
    ['BBC, 2 sections', draw('bbc', 2, 200)],
    ['BBC, 3 sections', draw('bbc', 3, 200)],
    ['BBC, 4 sections', draw('bbc', 4, 200)],
    ['BBC, 5 sections of 40', draw('bbc', 5, 40)],
    ['BBC, 5 sections of 12', draw('bbc', 5, 12)],
    ['BBC, uneven', draw('bbc', 5, 300, 30)],
    ['AG News, 2 classes', draw('agnews', 2, 300)],
    ['AG News, 3 classes', draw('agnews', 3, 300)],
    ['AG News, 4 classes of 250', draw('agnews', 4, 250)],
    ['AG News, 4 classes of 50', draw('agnews', 4, 50)],
    ['AG News, uneven', draw('agnews', 4, 600, 60)],
    ['Banking77, 5 intents', draw('banking', 5)],
    ['Banking77, 10 intents', draw('banking', 10)],
    ['Banking77, 20 intents', draw('banking', 20)],
    ['Banking77, 40 intents', draw('banking', 40)],
    ['Banking77, 20 intents, uneven', draw('banking', 20, 40, 10)],
    ['Banking77, 77 intents of 25', draw('banking', 77, 25)],
    ['Essays, 3 prompts', draw('essays', 3)],
    ['Essays, 5 prompts', draw('essays', 5)],
    ['Essays, 10 prompts', draw('essays', 10)],
    ['Essays, 20 prompts', draw('essays', 20)],
    ['Domains, 4', draw('domains', 4, 250)],
    ['Domains, 3 of 60', draw('domains', 3, 60)],
    ['Genres, 6', draw('genres', 6)],
    ['BBC 3 × 60 + Banking77 5', [...draw('bbc', 3, 60), ...draw('banking', 5)]],
    ['AG News 4 × 50 + essays 5', [...draw('agnews', 4, 50), ...draw('essays', 5)]],
    ['BBC 5 × 40 + essays 10', [...draw('bbc', 5, 40), ...draw('essays', 10)]],
  ];
}
