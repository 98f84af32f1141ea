import { TERM_END, type TermCounts } from '../../../src/analysis/document/terms.ts';

/** Term counts of a document, from its words: `bee bee hive` holds `bee` twice. */
export function counted(words: string): TermCounts {
  const counts = new Map<string, number>();
  for (const word of words.split(' ').filter((w) => w !== '')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { terms: [...counts.keys()].join(TERM_END), counts: Uint32Array.from(counts.values()) };
}
