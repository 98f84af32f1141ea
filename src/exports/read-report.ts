import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { clipped, terminalLine } from '../report/outside-text.ts';
import type { Report } from '../report/report.ts';

/** A file is no report that can be shown; `message` says why and what to do, for people. */
export class UnreadableReport extends Error {
  /** What a report says is quoted in one line of bounded length. */
  constructor(message: string) {
    super(terminalLine(message, 1000));
  }
}

/**
 * Reads a report that was exported as JSON.
 *
 * @throws {@link UnreadableReport} when the file is no report of this version; the file system's error when it cannot be read
 */
export async function readReport(file: string): Promise<Report> {
  const name = path.basename(file);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STRING_TOO_LONG') throw error;
    throw new UnreadableReport(
      `${name} is larger than the 512 MB that can be opened at once. Analyse its source in parts, or look at the CSV export.`,
    );
  });
  return parseReport(text, name);
}

/**
 * Makes a report of the text of a JSON export, by the published schema.
 *
 * @param name of the file, for messages
 * @throws {@link UnreadableReport}
 */
export async function parseReport(text: string, name: string): Promise<Report> {
  let value: unknown;
  try {
    // Some editors save a mark of the byte order, which is not JSON.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UnreadableReport(
      `${name} is not JSON, or it is cut off. Choose a report that was exported as JSON (….analysis.json).`,
    );
  }
  const version =
    typeof value === 'object' && value !== null && 'schemaVersion' in value && 'job' in value && 'documents' in value
      ? value.schemaVersion
      : undefined;
  if (version === undefined)
    throw new UnreadableReport(
      `${name} is no report of Ghost-Writer. Choose one that was exported as JSON (….analysis.json).`,
    );
  if (typeof version !== 'number' || version < 1)
    throw new UnreadableReport(
      `${name} has a version that never was (${clipped(JSON.stringify(version), 40)}): it is damaged. Export the report again.`,
    );
  if (version > 1)
    throw new UnreadableReport(
      `${name} was made by a newer version of Ghost-Writer (its format is version ${version}; this one reads version 1). Update Ghost-Writer to open it.`,
    );
  const { schemaIssue } = await import('./report-schema.ts');
  const issue = schemaIssue(value);
  if (issue)
    throw new UnreadableReport(
      `${name} is damaged, or a newer version of Ghost-Writer made it: ${issue.path} is not what a report has there (${issue.message}). Export the report again, or update Ghost-Writer.`,
    );
  return value as Report;
}
