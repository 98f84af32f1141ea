import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AnalyzeRequest } from '../protocol/analyzer.ts';
import { safePath, templatesNotUploaded, UnusableName, UploadNames } from '../protocol/upload-names.ts';
import { type Notice, notice, reasonOf, told } from '../report/notice.ts';
import type { AnalysisOptions, SourceDescription, Warning } from '../report/report.ts';
import { insidePath } from '../storage/inside-source.ts';
import { AnalyzerError } from '../process/host/client.ts';
import type { SourceFiles } from '../process/host/upload-files.ts';
import type { UploadFile } from './multipart.ts';

/** A source as it goes to a server. */
export interface PreparedUpload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadFile[];
  readonly bytes: number;
  /** Names there, and paths here, of files that cannot be called the same on every system. */
  readonly renamed: readonly [string, string][];
  readonly warnings: readonly Warning[];
  /** What does not come along. */
  readonly notes: readonly Notice[];
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
      unread.push({ code: 'unreadable', ...told(notice('file-not-uploaded', { path: inside })) });
      continue;
    }
    const name = names.distinct(safeName(top + inside));
    if (name !== top + inside) renamed.push([name.slice(top.length), inside]);
    files.push({ name, file });
    bytes += size;
  }
  if (files.length === 0) throw new AnalyzerError('no-documents', notice('nothing-to-read', { source: source.name }));
  const { baseline, machineSamples, ...given } = options;
  const there =
    given.reading &&
    readingThere(
      given.reading,
      source,
      files.map(({ name }) => name.slice(top.length)),
      renamed,
    );
  const sent = { ...given, ...(there && { reading: there.reading }) };
  return {
    fields: { options: JSON.stringify(sent), name: source.name },
    files,
    bytes,
    renamed,
    warnings: [...warnings, ...unread, ...(there?.warnings ?? [])],
    notes: [
      ...(baseline === undefined ? [] : [notice('baseline-stays-here')]),
      ...(machineSamples === undefined ? [] : [notice('samples-stay-here')]),
      ...(unread.length === 0 ? [] : [notice('files-not-uploaded', { count: unread.length })]),
    ],
  };
}

async function listing(source: AnalyzeRequest['source'], { reading }: AnalysisOptions): Promise<SourceFiles> {
  try {
    // With what matches paths: most windows upload nothing.
    const { sourceFiles } = await import('../process/host/upload-files.ts');
    return await sourceFiles(source, reading);
  } catch (error) {
    throw new AnalyzerError('source-unreadable', reasonOf(error));
  }
}

/** A root of a file system has no name. */
const nameOfFolder = (folder: string) => safeName(path.basename(folder) || TOP);

function safeName(name: string): string {
  try {
    return safePath(name);
  } catch (error) {
    throw error instanceof UnusableName ? new AnalyzerError('source-unreadable', error.notice) : error;
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

/**
 * How the server is to read: templates by the paths that they have there, and no globs where files are called otherwise, since what came through them is all that is there. A template that is not in the source is
 * a warning, as in a local analysis: a setting may name those of other batches.
 *
 * @param files paths inside the source, as they are called there
 * @param renamed of files that are called otherwise there, what they are called there and here
 */
function readingThere(
  reading: Reading,
  { kind, paths }: SourceDescription,
  files: readonly string[],
  renamed: readonly (readonly [string, string])[],
): { readonly reading: Reading; readonly warnings: readonly Warning[] } {
  const there = new Map(renamed.map(([name, here]) => [here, name]));
  const given = reading.ignore.map((template) => {
    const inside = insidePath(
      path.isAbsolute(template)
        ? path
            .relative(paths[0] ?? '', template)
            .split(path.sep)
            .join('/')
        : template,
    );
    if (inside === undefined) throw new AnalyzerError('invalid-options', notice('template-not-uploaded', { template }));
    return there.get(inside) ?? inside;
  });
  const missing = kind === 'zip' ? [] : templatesNotUploaded(given, files);
  const warnings = missing.map((template): Warning => ({
    code: 'template-not-found',
    ...told(notice('template-not-found', { template })),
  }));
  return {
    reading: {
      ...reading,
      ignore: given.filter((template) => !missing.includes(template)),
      ...(renamed.length > 0 && { include: [], exclude: [] }),
    },
    warnings,
  };
}
