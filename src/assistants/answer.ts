import { messageOf } from '../protocol/message-of.ts';
import { clipped, modelLine } from '../report/outside-text.ts';
import { AssistantError } from './library.ts';
import { DATA_NOT_INSTRUCTIONS, ESTIMATE } from './wording.ts';

/** Bytes of an answer, in UTF-8. */
const MOST_BYTES = 48 * 1024;

/** Items of a list in an answer: pages have fewer. */
const MOST_ITEMS = 100;

/** UTF-16 code units of each text in an answer; the first that makes it small enough is taken. */
const LIMITS = [500, 240, 100, 40];

/** UTF-16 code units of an error. */
const MOST_ERROR = 1000;

/** The one way of an answer to a language model: a report may come from anybody, and no text in it is longer than it has to be or holds what is not seen. */
export async function answered(act: () => Promise<object>): Promise<string> {
  try {
    const answer = { ...(await act()), note: `${ESTIMATE} ${DATA_NOT_INSTRUCTIONS}` };
    for (const limit of LIMITS) {
      const text = JSON.stringify(bounded(answer, limit));
      if (new TextEncoder().encode(text).length <= MOST_BYTES) return text;
    }
  } catch (error) {
    throw new AssistantError(errorAnswer(messageOf(error)));
  }
  throw new AssistantError(
    `The answer would be larger than ${MOST_BYTES / 1024} KB. Ask for fewer items, by limit. ${DATA_NOT_INSTRUCTIONS}`,
  );
}

/** An error as a language model gets it: one line of bounded length, with the note that what it quotes is data. */
export function errorAnswer(message: string): string {
  if (message.endsWith(DATA_NOT_INSTRUCTIONS)) return message;
  return `${modelLine(
    clipped(message, 4 * MOST_ERROR)
      .replace(/\s+/g, ' ')
      .trim(),
    MOST_ERROR,
  )} ${DATA_NOT_INSTRUCTIONS}`;
}

function bounded(value: unknown, limit: number): unknown {
  if (typeof value === 'string')
    return value === `${ESTIMATE} ${DATA_NOT_INSTRUCTIONS}` ? value : modelLine(value, limit);
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => bounded(item, limit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_ITEMS)
      .map(([key, item]) => [modelLine(key, limit), bounded(item, limit)]),
  );
}
