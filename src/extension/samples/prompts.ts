/** How an answer is asked for: as a student in a hurry would, and as one who wants it not to be noticed. */
export const STYLES = ['asked', 'plain', 'unnoticed', 'polished'] as const;
export type Style = (typeof STYLES)[number];

/** What samples are made of. Nothing of the batch is in it. */
export interface Assignment {
  readonly text: string;
  /** Who would answer it: "a student of grade 9". */
  readonly writer: string;
  /** Words that the answers have, one length after the other. */
  readonly lengths: readonly number[];
}

/** One answer that is to be written. */
export interface SamplePlan {
  readonly style: Style;
  readonly words: number;
}

/** Styles and lengths of so many answers, evenly spread. */
export const plansFor = (count: number, lengths: readonly number[]): SamplePlan[] =>
  Array.from({ length: count }, (_, i) => ({
    style: STYLES[i % STYLES.length]!,
    words: lengths[Math.floor(i / STYLES.length) % lengths.length]!,
  }));

/** Requests that a plan takes: a text is polished once it is there. */
export const requestsOf = (plans: readonly SamplePlan[]) =>
  plans.reduce((sum, { style }) => sum + (style === 'polished' ? 2 : 1), 0);

const ONLY = 'Give the text alone: no title, no heading, no list, no remark before or after it.';

/** What a language model is asked, one request after the other; each may hold the answer to the one before. */
export function promptsFor(
  { text, writer }: Pick<Assignment, 'text' | 'writer'>,
  { style, words }: SamplePlan,
): readonly ((before: string) => string)[] {
  const task = `This is an assignment:\n\n${text.trim()}\n\n`;
  const length = `Write about ${words} words.`;
  switch (style) {
    case 'asked':
      return [() => `${task}Write an answer to it. ${length} ${ONLY}`];
    case 'plain':
      return [() => `${task}Write an answer as ${writer} would, in plain words of that level. ${length} ${ONLY}`];
    case 'unnoticed':
      return [
        () =>
          `${task}Write an answer as ${writer} would hand it in. It must not sound like AI: vary the sentences, use plain and personal words, leave small unevennesses, and avoid the phrases that language models like. ${length} ${ONLY}`,
      ];
    case 'polished':
      return [
        () =>
          `${task}Write a clumsy first draft of an answer by ${writer}, with slips, repetitions and unfinished thoughts. ${length} ${ONLY}`,
        (draft) => `Polish this draft: mend its language and its order, and keep what it says. ${ONLY}\n\n${draft}`,
      ];
  }
}

/** One prompt to paste elsewhere, for as many answers. */
export function promptToPaste({ text, writer, lengths }: Assignment, count: number): string {
  return `This is an assignment:\n\n${text.trim()}\n\nWrite ${count} different answers to it, one after the other, each of ${Math.min(...lengths)} to ${Math.max(...lengths)} words: some as you would write them, some in the plain words of ${writer}, some that must not sound like AI, and some like a clumsy draft by ${writer} that was polished. Give the texts alone, without titles, headings and lists, with a line of three equals signs (===) between them.`;
}
