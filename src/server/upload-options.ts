import path from 'node:path';
import { templatesNotUploaded } from '../protocol/upload-names.ts';
import { DEFAULT_READING, groupedWhere, type ReadingLimits } from '../report/reading-options.ts';
import { clipped } from '../report/outside-text.ts';
import type { AnalysisOptions, SourceDescription } from '../report/report.ts';
import { insidePath } from '../storage/inside-source.ts';
import { UploadOptionsSchema } from './api-schemas.ts';
import { Problem } from './problem.ts';

/**
 * The options of an upload, within the limits of the server.
 *
 * @param text the field `options`, JSON
 * @throws {@link Problem} 400
 */
export function optionsFrom(text: string | undefined, most: ReadingLimits): AnalysisOptions {
  let given: unknown = {};
  try {
    if (text !== undefined && text.trim() !== '') given = JSON.parse(text);
  } catch {
    throw new Problem(400, 'bad-options', 'The field options is not JSON.');
  }
  const { data, error } = UploadOptionsSchema.safeParse(given);
  if (!data)
    throw new Problem(
      400,
      'bad-options',
      `The field options is wrong at ${error.issues[0]?.path.join('.') || 'its beginning'}: ${error.issues[0]?.message ?? 'unknown'}.`,
    );
  const { limits, ...others } = data.reading;
  // A template is one of the uploaded files: any other path would be one of this machine.
  const ignore = others.ignore?.map((template) => {
    const inside = insidePath(template);
    if (inside === undefined)
      throw new Problem(
        400,
        'bad-options',
        'reading.ignore takes paths inside the upload alone: relative, with / between names, without .. and without an empty name.',
      );
    return inside;
  });
  const within = Object.fromEntries(
    Object.entries(most).map(([name, limit]) => [
      name,
      Math.min(limit as number, limits?.[name as keyof ReadingLimits] ?? Infinity),
    ]),
  ) as unknown as ReadingLimits;
  const reading = {
    ...DEFAULT_READING,
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
    ...(ignore && { ignore }),
    limits: within,
  };
  return { ...data, reading: groupedWhere(data.acrossGroups, reading) };
}

/**
 * Sees to it that templates are uploaded files. What is in an archive shows when it is listed.
 *
 * @param folder absolute path of the folder of the upload
 * @param files paths of the files inside it
 * @throws {@link Problem} 400
 */
export function checkTemplates(
  { reading }: AnalysisOptions,
  { kind, paths }: SourceDescription,
  folder: string,
  files: readonly string[],
): void {
  if (kind !== 'folder') return;
  const root = paths[0] ?? folder;
  const [missing] = templatesNotUploaded(
    reading?.ignore ?? [],
    files.map((file) => path.relative(root, path.join(folder, file)).split(path.sep).join('/')),
  );
  if (missing !== undefined)
    throw new Problem(
      400,
      'bad-options',
      `reading.ignore names ${JSON.stringify(clipped(missing, 200))}, which is none of the uploaded files. Upload it too, or leave it out.`,
    );
}
