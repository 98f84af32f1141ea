import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import { clipped, withoutUnseen } from '../report/outside-text.ts';
import { safePath, UnusableName, UploadNames } from '../protocol/upload-names.ts';
import type { ReadingLimits } from '../report/reading-options.ts';
import type { SourceDescription } from '../report/report.ts';
import { Problem } from './problem.ts';

/** What came in: the texts as a source, and the fields beside them. */
export interface Upload {
  readonly source: SourceDescription;
  readonly fields: Readonly<Record<string, string>>;
  /** Paths of the files inside the folder. */
  readonly files: readonly string[];
  readonly bytes: number;
}

export interface UploadListeners {
  readonly begin: () => Promise<void>;
  readonly onField: (name: string, value: string) => void;
}

/**
 * Writes what is uploaded into a folder, as it comes. Bytes are counted on their way and not believed from a header: what goes beyond a limit ends the upload there. What was written till then
 * is for the caller to delete.
 *
 * @param folder absolute path, exists once `begin` has been called
 * @param begin called before the first file
 * @param onField called for each field as it comes: what it throws ends the upload there
 * @throws {@link Problem} for what cannot be taken; the stream's error when the client went away
 */
export async function receiveUpload(
  parts: AsyncIterable<Multipart>,
  folder: string,
  limits: ReadingLimits,
  { begin, onField }: UploadListeners,
): Promise<Upload> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  const files: string[] = [];
  const names = new UploadNames();
  let total = 0;
  for await (const part of parts) {
    if (part.type === 'field') {
      if (!FIELDS.includes(part.fieldname))
        throw new Problem(
          400,
          'unknown-field',
          `The field ${JSON.stringify(clipped(part.fieldname, 100))} is none that an upload has. Beside the files it has ${FIELDS.join(' and ')}.`,
        );
      if (part.fieldname in fields)
        throw new Problem(400, 'repeated-field', `The field ${part.fieldname} comes twice. Send it once.`);
      if (part.valueTruncated) throw new Problem(413, 'field-too-large', `The field ${part.fieldname} is too large.`);
      // A field that says it is JSON comes parsed.
      const value = typeof part.value === 'string' ? part.value : JSON.stringify(part.value);
      fields[part.fieldname] = value;
      onField(part.fieldname, value);
      continue;
    }
    if (FIELDS.includes(part.fieldname))
      throw new Problem(
        400,
        'field-is-file',
        `The field ${part.fieldname} came as a file. Send it as a field, without a file's name (with curl: -F '${part.fieldname}=<FILE').`,
      );
    if (files.length >= limits.entries)
      throw new Problem(
        413,
        'too-many-files',
        `There are more than ${limits.entries} files. Upload them as several batches.`,
      );
    const inside = nameFor(part.filename, names);
    const archive = /\.zip$/i.test(inside);
    if (files.length === 0) await begin();
    const target = path.join(folder, ...inside.split('/'));
    const most = archive ? limits.totalBytes : limits.documentBytes;
    const count = (bytes: number, ofFile: number) => {
      total += bytes;
      if (ofFile > most)
        throw new Problem(
          413,
          'file-too-large',
          `${inside} is larger than ${inMegabytes(most)}, which is as much as ${archive ? 'an archive' : 'a document'} may be. Leave it out, or ask for a higher limit.`,
        );
      if (total > limits.totalBytes)
        throw new Problem(
          413,
          'upload-too-large',
          `The upload is larger than ${inMegabytes(limits.totalBytes)}, which is as much as a batch may be. Upload it as several batches.`,
        );
    };
    try {
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(part.file as Readable, new Counted(count), createWriteStream(target, { flags: 'wx' }));
    } catch (error) {
      throw NAME_ERRORS.has((error as NodeJS.ErrnoException).code ?? '')
        ? new Problem(
            400,
            'bad-name',
            `The name ${JSON.stringify(clipped(inside, 100))} cannot be written on the server. Rename the file, or its folders.`,
          )
        : error;
    }
    files.push(inside);
  }
  if (files.length === 0)
    throw new Problem(400, 'no-files', 'There is no file in the upload. Send files or a ZIP as multipart/form-data.');
  return { source: sourceOf(folder, files, titleOf(fields['name'])), fields, files, bytes: total };
}

/** What an upload has beside its files. */
const FIELDS: readonly string[] = ['name', 'options'];

/** What a file system says of a name that it does not take, or that another one is in the way of: a path too long, characters that it does not know, a name that it takes for another. */
const NAME_ERRORS = new Set(['ENAMETOOLONG', 'EILSEQ', 'EINVAL', 'EEXIST', 'ENOTDIR', 'EISDIR']);

/** Passes bytes on and counts them. */
class Counted extends Transform {
  private passed = 0;

  constructor(private readonly count: (bytes: number, soFar: number) => void) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      this.passed += chunk.length;
      this.count(chunk.length, this.passed);
      done(null, chunk);
    } catch (error) {
      done(error as Error);
    }
  }
}

/** A name that cannot be kept is the client's matter. */
function nameFor(given: string, names: UploadNames): string {
  try {
    return names.distinct(safePath(given));
  } catch (error) {
    throw error instanceof UnusableName ? new Problem(400, 'bad-name', error.message) : error;
  }
}

/** One archive is a ZIP; anything else is a folder: the one that all files are in, where there is one. */
function sourceOf(folder: string, files: readonly string[], name: string | undefined): SourceDescription {
  const [first] = files;
  if (first !== undefined && files.length === 1 && /\.zip$/i.test(first))
    return {
      kind: 'zip',
      name: name ?? titleOf(path.posix.basename(first)) ?? '1 archive',
      paths: [path.join(folder, ...first.split('/'))],
    };
  const top = first?.split('/')[0] ?? '';
  const within = files.every((file) => file.startsWith(`${top}/`));
  const root = within ? path.join(folder, top) : folder;
  return {
    kind: 'folder',
    name:
      name ??
      (within || files.length === 1 ? titleOf(top) : undefined) ??
      (files.length === 1 ? '1 file' : `${files.length} files`),
    paths: [root],
  };
}

/** What a batch is called in titles and in the names of its exports: one line that is no path, with nothing in it that is not seen. */
function titleOf(given: string | undefined): string | undefined {
  const parts = withoutUnseen(given ?? '')
    .split(/[/\\]/)
    .map((part) => part.trim());
  const title = parts
    .filter((part) => !/^\.*$/.test(part))
    .join('_')
    .replace(/^[. ]+/, '');
  return clipped(title, 200).trim() || undefined;
}

const inMegabytes = (bytes: number) => `${(bytes / 1024 ** 2).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
