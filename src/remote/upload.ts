import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AnalyzeRequest } from '../protocol/analyzer.ts';
import { messageOf } from '../protocol/message-of.ts';
import { safePath, UnusableName, UploadNames } from '../protocol/upload-names.ts';
import type { AnalysisOptions, Warning } from '../report/report.ts';
import { AnalyzerError } from '../worker/client.ts';
import type { SourceFiles } from '../worker/upload-files.ts';
import type { UploadFile } from './multipart.ts';

/** A source as it goes to a server. */
export interface PreparedUpload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadFile[];
  readonly bytes: number;
  /** Names there, and paths here, of files that cannot be called the same on every system. */
  readonly renamed: readonly [string, string][];
  readonly warnings: readonly Warning[];
  /** What does not come along, as sentences. */
  readonly notes: readonly string[];
}

/** Folder that files lie in on the server which lie in none here. */
const TOP = 'files';

/**
 * Lists what is to be sent, and sends nothing.
 *
 * @throws {@link AnalyzerError}
 */
export async function prepareUpload({ source, options }: AnalyzeRequest): Promise<PreparedUpload> {
  const { files: listed, warnings } = await listing(source, options);
  const names = new UploadNames();
  const top = source.kind === 'zip' ? '' : `${source.kind === 'folder' ? nameOfFolder(source.paths[0] ?? '') : TOP}/`;
  const files: UploadFile[] = [];
  const renamed: [string, string][] = [];
  const unread: Warning[] = [];
  let bytes = 0;
  for (const { path: inside, file } of listed) {
    const size = await sizeOf(file);
    if (size === undefined) {
      unread.push({ code: 'unreadable', message: `${inside} could not be read and was not uploaded. Check its permissions and run the analysis again.` });
      continue;
    }
    const name = names.distinct(safeName(top + inside));
    if (name !== top + inside) renamed.push([name.slice(top.length), inside]);
    files.push({ name, file });
    bytes += size;
  }
  if (files.length === 0) throw new AnalyzerError('no-documents', `${source.name} holds no file of a format that is read. Choose a folder or a ZIP with texts in it.`);
  const { baseline, ...given } = options;
  const sent = { ...given, ...(given.reading && { reading: readingThere(given.reading, source.paths[0] ?? '', renamed.length > 0) }) };
  return {
    fields: { options: JSON.stringify(sent), name: source.name },
    files,
    bytes,
    renamed,
    warnings: [...warnings, ...unread],
    notes: [
      ...(baseline === undefined ? [] : ['The baseline folder (ghostwriter.detector.baseline) stays on this machine, and levels were not measured against it.']),
      ...(unread.length === 0 ? [] : [`${unread.length} ${unread.length === 1 ? 'file' : 'files'} could not be read and did not come along.`]),
    ],
  };
}

async function listing(source: AnalyzeRequest['source'], { reading }: AnalysisOptions): Promise<SourceFiles> {
  try {
    // With what matches paths: most windows upload nothing.
    const { sourceFiles } = await import('../worker/upload-files.ts');
    return await sourceFiles(source, reading);
  } catch (error) {
    throw new AnalyzerError('source-unreadable', messageOf(error));
  }
}

/** A root of a file system has no name. */
const nameOfFolder = (folder: string) => safeName(path.basename(folder) || TOP);

function safeName(name: string): string {
  try {
    return safePath(name);
  } catch (error) {
    throw error instanceof UnusableName ? new AnalyzerError('source-unreadable', error.message) : error;
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    await access(file, constants.R_OK);
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}

type Reading = NonNullable<AnalysisOptions['reading']>;

/** How the server is to read: templates by their paths inside the source, and no globs where files are called otherwise, since what came through them is all that is there. */
function readingThere(reading: Reading, root: string, renamed: boolean): Reading {
  const ignore = reading.ignore.map((template) => {
    if (!path.isAbsolute(template)) return template;
    const inside = path.relative(root, template);
    if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) throw new AnalyzerError('invalid-options', `The template ${template} (ghostwriter.baseline.ignore) does not lie in what is uploaded. Copy it there, or take it out of the setting.`);
    return inside.split(path.sep).join('/');
  });
  return { ...reading, ignore, ...(renamed && { include: [], exclude: [] }) };
}
