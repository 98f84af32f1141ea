import path from 'node:path';
import { comparedText } from '../../../analysis/document/compared-text.ts';
import type { Detector } from '../../../analysis/document/detector.ts';
import type { Template } from '../../../analysis/document/template.ts';
import { AnalysisFailure } from '../../../analysis/failure.ts';
import { sha256 } from '../../../analysis/models.ts';
import type { JudgedText } from '../../../analysis/samples/machine-samples.ts';
import { wordingOf } from '../../../analysis/samples/wording.ts';
import { UnreadableDocument } from '../../../analysis/sources/document-location.ts';
import { listDocuments } from '../../../analysis/sources/list-documents.ts';
import { type Parse, readDocument } from '../../../analysis/sources/read-document.ts';
import type { Notice } from '../../../report/notice.ts';
import type { ReadingOptions } from '../../../report/reading-options.ts';
import type { DeclineReason } from '../../../report/report.ts';
import { throwIfCancelled } from '../../../analysis/cancellation.ts';

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

/** A text of a folder that can be judged. */
export interface NamedText extends JudgedText {
  /** Its path inside the folder. */
  readonly name: string;
  /** SHA-256 of the text as it is shown, by which it is known again among the documents of a report. */
  readonly shown: string;
  /** Whether most of its words come from a template or from the assignment. */
  readonly assigned: boolean;
}

/** A text that cannot be judged. */
export interface UnjudgedText {
  readonly name: string;
  readonly why: 'unreadable' | DeclineReason;
  readonly assigned: boolean;
}

/** The texts of a folder. */
export interface JudgedFolder {
  readonly texts: readonly NamedText[];
  readonly unjudged: readonly UnjudgedText[];
}

/**
 * Reads and judges the texts of a folder that the batch is measured against.
 *
 * @param unusable what is said where it cannot be used, given why
 * @param assignment what the texts answer, where that is known: it counts in them like any other words
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function judgeFolder(
  folder: string,
  unusable: (why: Notice) => Notice,
  { detector, reading, parse, template, signal }: Judging,
  assignment?: Template,
): Promise<JudgedFolder> {
  const { documents } = await listDocuments(
    { kind: 'folder', name: path.basename(folder), paths: [folder] },
    { ...reading, include: [], exclude: [] },
    parse,
  ).catch((error: unknown) => {
    if (!(error instanceof AnalysisFailure)) throw error;
    throw new AnalysisFailure(error.code, unusable(error.notice));
  });
  const texts: NamedText[] = [];
  const unjudged: UnjudgedText[] = [];
  for (const document of documents) {
    throwIfCancelled(signal);
    try {
      const read = await readDocument(document, reading, parse);
      const { own: text, words, ignoredWords } = comparedText(read, template);
      const named = {
        name: document.path,
        assigned:
          mostly(ignoredWords, words) ||
          (assignment !== undefined && mostly(comparedText(read, assignment).ignoredWords, words)),
      };
      const { logOdds, declined = 'too-short' } = detector().score(text, []);
      if (logOdds)
        texts.push({
          ...named,
          shown: sha256(read.text),
          sha256: sha256(text),
          wording: wordingOf(text),
          logOdds: logOdds.value,
        });
      else unjudged.push({ ...named, why: declined });
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      unjudged.push({ name: document.path, why: 'unreadable', assigned: false });
    }
  }
  return { texts, unjudged };
}

const mostly = (part: number, words: number) => words > 0 && part > words / 2;
