import path from 'node:path';
import { comparedText } from '../analysis/document/compared-text.ts';
import type { Detector } from '../analysis/document/detector.ts';
import type { Template } from '../analysis/document/template.ts';
import { AnalysisFailure } from '../analysis/failure.ts';
import { sha256 } from '../analysis/models.ts';
import type { JudgedText } from '../analysis/samples/machine-samples.ts';
import { wordingOf } from '../analysis/samples/wording.ts';
import { UnreadableDocument } from '../analysis/sources/document-location.ts';
import { listDocuments } from '../analysis/sources/list-documents.ts';
import { type Parse, readDocument } from '../analysis/sources/read-document.ts';
import type { ReadingOptions } from '../report/reading-options.ts';
import { throwIfCancelled } from './cancellation.ts';

/** What texts are read and judged with. */
export interface Judging {
  /** Loaded when the first text is judged. */
  readonly detector: () => Detector;
  readonly reading: ReadingOptions;
  readonly parse: Parse;
  /** Passages that do not count: an answer to an assignment may repeat it, as a document may. */
  readonly template?: Template;
  readonly signal: AbortSignal;
}

/** The texts of a folder, as far as they can be judged, and how many cannot. */
export interface JudgedFolder {
  readonly texts: readonly JudgedText[];
  /** Texts that cannot be read, or that the detector declines. */
  readonly leftOut: number;
}

/**
 * Reads and judges the texts of a folder that the batch is measured against.
 *
 * @param unusable what is said where it cannot be used, given why
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function judgeFolder(folder: string, unusable: (why: string) => string, { detector, reading, parse, template, signal }: Judging): Promise<JudgedFolder> {
  const { documents } = await listDocuments({ kind: 'folder', name: path.basename(folder), paths: [folder] }, { ...reading, include: [], exclude: [] }, parse).catch((error: unknown) => {
    if (!(error instanceof AnalysisFailure)) throw error;
    throw new AnalysisFailure(error.code, unusable(error.message));
  });
  const texts: JudgedText[] = [];
  for (const document of documents) {
    throwIfCancelled(signal);
    try {
      const { text } = comparedText(await readDocument(document, reading, parse), template);
      const { logOdds } = detector().score(text, []);
      if (logOdds) texts.push({ sha256: sha256(text), wording: wordingOf(text), logOdds: logOdds.value });
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
    }
  }
  return { texts, leftOut: documents.length - texts.length };
}
