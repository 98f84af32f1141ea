import { extractText } from '../../../src/analysis/sources/extract-text.ts';
import { UnreadableDocument } from '../../../src/analysis/sources/document-location.ts';
import type { Problem } from '../../../src/analysis/sources/problem.ts';
import type { ExtractedDocument } from '../../../src/analysis/sources/extracted-document.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../../src/report/reading-options.ts';
import { comparedText } from '../../../src/analysis/document/compared-text.ts';

const bytesOf = (content: string | Uint8Array) => (typeof content === 'string' ? Buffer.from(content) : content);

/** The one document in a file of this name. */
export async function extract(
  name: string,
  content: string | Uint8Array,
  reading: Partial<ReadingOptions> = {},
): Promise<ExtractedDocument> {
  const [document] = await extractText(bytesOf(content), name, { ...DEFAULT_READING, ...reading });
  return document!;
}

/** All of them. */
export const extractAll = (name: string, content: string | Uint8Array, reading: Partial<ReadingOptions> = {}) =>
  extractText(bytesOf(content), name, { ...DEFAULT_READING, ...reading });

/** Why a file of this name cannot be read. */
export async function problemOf(
  name: string,
  content: string | Uint8Array,
  reading: Partial<ReadingOptions> = {},
): Promise<Problem> {
  try {
    await extract(name, content, reading);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.problem;
    throw error;
  }
  throw new Error(`${name} was read.`);
}

/** The words of a text that count, one space between them. */
export async function wordsThatCount(name: string, content: string): Promise<string> {
  return comparedText(await extract(name, content))
    .text.replace(/\s+/g, ' ')
    .trim();
}
