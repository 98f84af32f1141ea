// Which register a text is of. Within a register people's and machines' texts weigh the same, so that the register says nothing of the writer.

const BY_SOURCE = {
  acl_intro: 'academic',
  plos: 'academic',
  cochrane: 'academic',
  theses: 'academic',
  micusp_train: 'academic',
  disapere: 'academic',
  'ca-abstracts': 'academic',
  openstax: 'guide',
  handbooks: 'guide',
  leaflets: 'guide',
  onestop: 'news',
  natsci_editorials: 'opinion',
  debate_comments: 'opinion',
  party_platforms: 'speech',
  state_union: 'speech',
  ted: 'speech',
  blog_18f: 'web',
  blog_carpentries: 'web',
  blog_ropensci: 'web',
  ewt: 'web',
  outfox: 'essay',
  argugpt: 'essay',
  asap: 'essay',
  empathic: 'essay',
  nyuad_students: 'answer',
  liang: 'essay',
  slop_forensics: 'story',
  wiki_llama31: 'encyclopedia',
  clear: 'guide',
  cefr_texts: 'guide',
  lamp_creative: 'story',
};

const BY_DOMAIN = [
  [
    /abstract|arxiv|academicresearch|paper|thesis|science|medical-(?:plain|abstract)|peer-review|author-response|learned/i,
    'academic',
  ],
  [/essay|argumentative/i, 'essay'],
  [
    /\bstory|^story|^keyword|^writing_prompt|fiction|literature|writing_prompt|creative|poetry|screenplay|roleplaying|adventure|romance|mystery|humor/i,
    'story',
  ],
  [/xsum|news|sports|reportage/i, 'news'],
  [/review|yelp|product|food|entertainment|travel/i, 'review'],
  [/wikipedia|bio$|voyage|history/i, 'encyclopedia'],
  [/speech|politic/i, 'speech'],
  [/editorial|comment|debate|opinion|religio|artculture/i, 'opinion'],
  [/qa|answer|assistant|squad|summary|student/i, 'answer'],
  [/mail|blog|online|web|letter|personal|social/i, 'web'],
  [
    /textbook|handbook|policy|guide|legal|education|code|technical|government|business|finance|environment|health|leaflet|info|lesson|whow|hobbies|lore/i,
    'guide',
  ],
];

/** One of ten registers, by the source where all of it is of one, else by the stated domain. */
export function registerOf(source, domain = '') {
  return BY_SOURCE[source] ?? BY_DOMAIN.find(([pattern]) => pattern.test(domain))?.[1] ?? 'web';
}
