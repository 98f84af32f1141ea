import { shareOfFunctionWords, SURELY_ENGLISH } from './english-prose.ts';
import { wordsOf } from './words.ts';

/** Stretches of a text that are looked at: its beginning, its middle and its end, so that an abstract or a quotation in another language does not decide. */
const STRETCHES = 3;

/** UTF-16 code units of each. */
const STRETCH = 1_000;

/** Words from which on the share of English function words tells English by itself, which most texts need no tables for. */
const LEAST_WORDS = 25;

/**
 * The language that most of a text is written in.
 *
 * @returns its tag (BCP 47: two letters, or three where there are no two); `undefined` where the text is too short or too mixed to tell, or of a language that is not known
 */
export async function languageOf(text: string): Promise<string | undefined> {
  const votes = new Map<string, number>();
  for (const stretch of stretchesOf(text.replace(/\s+/g, ' ').trim())) {
    const language = await languageOfStretch(stretch);
    if (language !== undefined) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  // The first of equals: it is the one of the earlier stretch.
  return [...votes].reduce<[string, number] | undefined>(
    (best, vote) => (best === undefined || vote[1] > best[1] ? vote : best),
    undefined,
  )?.[0];
}

function stretchesOf(text: string): string[] {
  if (text.length <= STRETCH) return text === '' ? [] : [text];
  const count = Math.min(STRETCHES, Math.ceil(text.length / STRETCH));
  return Array.from({ length: count }, (_, i) => {
    const start = Math.round((i * (text.length - STRETCH)) / (count - 1));
    return text.slice(start, start + STRETCH);
  });
}

async function languageOfStretch(stretch: string): Promise<string | undefined> {
  const words = wordsOf(stretch);
  if (words.length >= LEAST_WORDS && shareOfFunctionWords(words) >= SURELY_ENGLISH) return 'en';
  // A quarter of a second and 30 MB that an English batch does without.
  const { detectedLanguage } = await import('./language-tables.ts');
  return detectedLanguage(stretch);
}
