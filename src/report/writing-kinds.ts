/** The kinds of writing that the detector tells apart. `abstract` is academic writing. */
export const WRITING_KINDS = [
  'abstract',
  'answer',
  'encyclopedia',
  'essay',
  'guide',
  'news',
  'opinion',
  'review',
  'speech',
  'story',
  'web',
] as const;

export type WritingKind = (typeof WRITING_KINDS)[number];
