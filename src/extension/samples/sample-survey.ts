import * as vscode from 'vscode';
import type { SurveySamplesResponse } from '../../protocol/analyzer.ts';
import { LARGE_FROM } from '../../protocol/large-report.ts';
import type { LeftOutSample } from '../../protocol/machine-samples.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { analysisOptions } from '../settings.ts';

/** Analyses, newest first, whose documents are known to be no samples. */
const LOOKED_AT = 5;

/** Which texts of a folder can be samples, as the next analysis will see it: read by the background process. */
export class SampleSurvey {
  constructor(
    private readonly reader: TextReader,
    private readonly jobs: Jobs,
  ) {}

  /** Rejects with a message for people where the folder is gone. */
  async of(folder: string): Promise<SurveySamplesResponse> {
    const { baseline, reading } = analysisOptions();
    return this.reader.surveySamples({
      folder,
      documents: await this.documents(),
      ...(reading && { reading }),
      ...(baseline !== undefined && { baseline }),
    });
  }

  /** Paths of the documents of the latest analyses by the SHA-256 of their texts. */
  async documents(): Promise<Readonly<Record<string, string>>> {
    const latest = this.jobs
      .list()
      .filter(({ status, summary }) => status === 'completed' && (summary?.documents ?? LARGE_FROM) < LARGE_FROM)
      .slice(0, LOOKED_AT);
    // A report that cannot be read knows no documents.
    const reports = await Promise.all(latest.map(({ id }) => this.jobs.reports.outline(id).catch(() => undefined)));
    return Object.fromEntries(
      reports.flatMap(
        (report) =>
          report?.documents.flatMap((d) =>
            'sha256' in d && typeof d.sha256 === 'string' ? [[d.sha256, d.path] as const] : [],
          ) ?? [],
      ),
    );
  }
}

/** Why a text is no sample, as a clause about it. */
export function sampleFlawText({ why, like = '' }: Pick<LeftOutSample, 'why' | 'like'>): string {
  switch (why) {
    case 'unreadable':
      return vscode.l10n.t('cannot be read, or is empty');
    case 'too-short':
      return vscode.l10n.t('too short: under 50 words');
    case 'not-english':
      return vscode.l10n.t('not in English');
    case 'not-prose':
      return vscode.l10n.t('code, a table or a list rather than prose');
    case 'unlike-training':
      return vscode.l10n.t('holds too many learned words to be judged');
    case 'assignment':
      return vscode.l10n.t('holds the assignment, and hardly an answer');
    case 'duplicate':
      return vscode.l10n.t('the same text as {0}', like);
    case 'baseline':
      return vscode.l10n.t('the same text as {0} of the baseline of people', like);
    case 'document':
      return vscode.l10n.t("a student's text: the same as the document {0}", like);
  }
}
