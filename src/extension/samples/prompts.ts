/** How an answer is asked for: as a student in a hurry would, and as one who wants it not to be noticed. */
export const STYLES = ['asked', 'plain', 'unnoticed', 'polished'] as const;
export type Style = (typeof STYLES)[number];

/** What samples are made of. Nothing of the batch is in it. */
export interface Assignment {
  readonly text: string;
  /** Who would answer it: "a student of grade 9". */
  readonly writer: string;
  /** Words of an answer. */
  readonly words: number;
}

/** One answer that is to be written. */
export interface SamplePlan {
  readonly style: Style;
  readonly words: number;
}

/** Lengths of the answers, as parts of the usual one: a class varies. */
const LENGTHS = [1, 0.75, 1.25, 0.9, 1.1];

/** Styles and lengths of so many answers, evenly spread. */
export const plansFor = (count: number, words: number): SamplePlan[] => Array.from({ length: count }, (_, i) => ({ style: STYLES[i % STYLES.length]!, words: Math.max(60, Math.round(words * LENGTHS[Math.floor(i / STYLES.length) % LENGTHS.length]!)) }));

/** Requests that a plan takes: a text is polished once it is there. */
export const requestsOf = (plans: readonly SamplePlan[]) => plans.reduce((sum, { style }) => sum + (style === 'polished' ? 2 : 1), 0);

const ONLY = 'Give the text alone: no title, no heading, no list, no remark before or after it.';

/** What a language model is asked, one request after the other; each may hold the answer to the one before. */
export function promptsFor({ text, writer }: Assignment, { style, words }: SamplePlan): readonly ((before: string) => string)[] {
  const task = `This is an assignment:\n\n${text.trim()}\n\n`;
  const length = `Write about ${words} words.`;
  switch (style) {
    case 'asked':
      return [() => `${task}Write an answer to it. ${length} ${ONLY}`];
    case 'plain':
      return [() => `${task}Write an answer as ${writer} would, in plain words of that level. ${length} ${ONLY}`];
    case 'unnoticed':
      return [() => `${task}Write an answer as ${writer} would hand it in. It must not sound like AI: vary the sentences, use plain and personal words, leave small unevennesses, and avoid the phrases that language models like. ${length} ${ONLY}`];
    case 'polished':
      return [() => `${task}Write a clumsy first draft of an answer by ${writer}, with slips, repetitions and unfinished thoughts. ${length} ${ONLY}`, (draft) => `Polish this draft: mend its language and its order, and keep what it says. ${ONLY}\n\n${draft}`];
  }
}

/** One prompt to paste elsewhere, for as many answers. */
export function promptToPaste(assignment: Assignment, count: number): string {
  return `This is an assignment:\n\n${assignment.text.trim()}\n\nWrite ${count} different answers to it, one after the other, each of about ${assignment.words} words: some as you would write them, some in the plain words of ${assignment.writer}, some that must not sound like AI, and some like a clumsy draft by ${assignment.writer} that was polished. Give the texts alone, without titles, headings and lists, with a line of three equals signs (===) between them.`;
}

/** The answers in a text that was pasted: those between lines of equals signs. */
export const answersIn = (text: string): string[] => text.split(/^\s*={3,}\s*$/m).map((answer) => answer.trim()).filter((answer) => answer !== '');

/** Fewest words of an answer that is kept: shorter ones are refusals, and cannot be judged. */
const LEAST_WORDS = 50;

/** An answer as it is kept; `undefined` for one that is too short. */
export function keptAnswer(answer: string): string | undefined {
  const text = answer.replace(/^\s*```\w*\n?|\n?```\s*$/g, '').trim();
  return text.split(/\s+/).length < LEAST_WORDS ? undefined : `${text}\n`;
}
