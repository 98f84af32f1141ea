// Which sources are left out together: ten folds, each of which leaves other sources of the same registers to learn from.

const FOLDS = [
  ['detectrl/arxiv', 'ewt', 'blog_carpentries'],
  ['detectrl/xsum', 'openstax'],
  ['detectrl/writing_prompt', 'cochrane', 'blog_ropensci'],
  ['detectrl/yelp', 'theses', 'plos'],
  ['outfox', 'acl_intro'],
  ['l2r', 'state_union'],
  ['biscope/review', 'biscope/story', 'biscope/abstract', 'blog_18f'],
  ['imbd/news', 'imbd/story', 'imbd/wikipedia', 'imbd/medical-qa', 'nyuad_students'],
  ['wiki_llama31', 'debate_comments', 'slop_forensics'],
  ['hellobench', 'empathic', 'handbooks', 'onestop'],
];

export const FOLD_COUNT = FOLDS.length;

const foldOfGroup = new Map(FOLDS.flatMap((groups, fold) => groups.map((group) => [group, fold])));

/**
 * The fold in which a text of the training sources is judged by models that saw nothing of its source. What a model wrote on the subject of somebody's text goes with
 * that text's source; what has its subject from a source that is not trained on goes by its prompt.
 *
 * @param hash32 of a text
 * @throws where a source has no fold
 */
export function foldOf({ group, about, prompt }, hash32) {
  const fold =
    foldOfGroup.get(about ?? group) ?? (about === undefined ? undefined : hash32(`fold ${prompt}`) % FOLD_COUNT);
  if (fold === undefined) throw new Error(`${group} has no fold: name it in scripts/detector/folds.mjs.`);
  return fold;
}
