import path from 'node:path';
import { anonymised } from '../exports/anonymise.ts';
import { gatherExcerpts } from '../exports/excerpts.ts';
import type { ExportOptions } from '../exports/export-options.ts';
import { readPageParts } from '../exports/html.ts';
import { readVectors } from '../exports/read-vectors.ts';
import { readBySha256 } from '../exports/pages/pages.ts';
import { saveAllBeside } from '../exports/save.ts';
import { terminalLine } from '../report/outside-text.ts';
import { writeNew } from '../storage/write-file.ts';
import type { Report, SourceDescription } from '../report/report.ts';
import type { Analyzer } from '../process/host/client.ts';
import type { ExportArguments } from './arguments.ts';

/**
 * Writes what was asked for and says where, a path a line on stdout.
 *
 * @param beside gives the name, and the place where no other is named
 * @param analyzer reads texts for excerpts; called only where they are asked for
 * @param folder absolute path of the analysis's own folder; absent where there is the report alone
 */
export async function writeExports(
  report: Report,
  beside: SourceDescription,
  { formats, out, byteOrderMark, anonymise, key, excerpts, pages }: ExportArguments,
  analyzer: () => Analyzer,
  folder?: string,
): Promise<void> {
  // First: an export whose key could not be written would have to be made again.
  if (key !== undefined)
    await writeNew(path.resolve(key), [`${JSON.stringify(anonymised(report).key, undefined, 1)}\n`], 0o600);
  const { source, options } = report.job;
  const read = async (inside: string) =>
    (await analyzer().readText({ source, path: inside, ...(options.reading && { reading: options.reading }) })).text;
  const vectors = folder !== undefined && formats.includes('parquet') ? await readVectors(folder) : undefined;
  let textsUnread = 0;
  const passages = excerpts
    ? await gatherExcerpts(
        report,
        ({ path: inside }) => read(inside),
        () => textsUnread++,
      )
    : undefined;
  if (textsUnread > 0)
    process.stderr.write(
      `note: ${textsUnread} of the texts could not be read, or have changed: their passages are missing, and the page says so.\n`,
    );
  const chosen: ExportOptions = {
    byteOrderMark,
    anonymise,
    page: () => readPageParts(__dirname),
    ...(vectors && { vectors }),
    ...(pages && { zip: pages.zip === true, pages: { ...pages, read: readBySha256(report, read) } }),
    ...(passages && { excerpts: passages, textsUnread }),
  };
  const files = await saveAllBeside(beside, formats, report, chosen, out && path.resolve(out));
  for (const file of [...(key === undefined ? [] : [path.resolve(key)]), ...files])
    process.stdout.write(`${process.stdout.isTTY ? terminalLine(file, 5000) : file}\n`);
}
