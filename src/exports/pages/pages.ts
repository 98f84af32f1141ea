import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { PageLanguage } from '../../report/page-language.ts';
import type { Report, ReportDocument, Warning } from '../../report/report.ts';
import { documentContents } from './document-page.ts';
import { indexContents } from './index-page.ts';
import { inLanguageOf, wordsOf } from './in-language.ts';
import { Matches } from './matches.ts';
import { letterOf, OtherNames, pageNames } from './names.ts';
import { framed } from './page-frame.ts';

/** Gives a document's text as it was analysed, by the SHA-256 of that; rejects where it cannot be read any more. */
export type ReadBySha256 = (sha256: string) => Promise<string>;

/**
 * Reads texts by their hashes, for pages that may have pseudonyms in place of names.
 *
 * @param report with the names of the source
 * @param read gives the text of a path inside the source
 */
export function readBySha256(
  { documents }: Pick<Report, 'documents'>,
  read: (inside: string) => Promise<string>,
): ReadBySha256 {
  const paths = new Map(documents.map(({ sha256, path }) => [sha256, path]));
  return async (sha256) => {
    const path = paths.get(sha256);
    if (path === undefined) throw new Error('No document has this text.');
    return read(path);
  };
}

/** What may be chosen about pages. */
export interface PagesOptions {
  readonly read: ReadBySha256;
  /** Whether a page names the other documents that share passages with its own. */
  readonly showNames?: boolean;
  /** Whether tags and notes stay out. */
  readonly withoutNotes?: boolean;
  /** The language that they are in; English where it is absent. */
  readonly language?: PageLanguage;
  /** `id`s of the documents that get one; all when absent. */
  readonly only?: ReadonlySet<string>;
}

/** A page, made when it is asked for: one of thousands is in memory at a time. */
export interface Page {
  /** File name. */
  readonly name: string;
  /** `id` of the document that it is about; absent for the list of all. */
  readonly id?: string;
  readonly pieces: () => Promise<Iterable<string>>;
}

/**
 * A page for each document that was analysed, and one that lists them all. None of them needs anything but a browser.
 *
 * @param report as it goes out, with pseudonyms where they are asked for
 */
export function documentPages(report: Report, options: PagesOptions): Page[] {
  const { only, language: chosen } = options;
  const tag = chosen?.tag ?? 'en';
  const { format, language } = wordsOf(chosen);
  const analysed = report.documents.filter(({ status }) => status === 'analyzed');
  const names = pageNames(analysed);
  const matches = new Matches(report);
  const warnings = warningsOf(report);
  /** Of the others; empty where they stay unnamed. */
  const paths = new Map(options.showNames ? report.documents.map(({ id, path }) => [id, path]) : []);
  let others: OtherNames | undefined;
  const frame = (title: string) => ({
    title: `${title} – Ghost-Writer`,
    language: tag,
    version: report.job.engine.version,
  });

  const page = (document: ReportDocument): Page => ({
    name: names.get(document.id)!,
    id: document.id,
    pieces: async () => {
      const sources = matches.of(document);
      const text = await textOf(document, options.read);
      const withheld = (text: string) =>
        options.showNames || text === ''
          ? text
          : (others ??= new OtherNames(report.documents)).withheld(text, document.id, l10n.t('[another text]'));
      const { tags = [], note = '' } = options.withoutNotes ? {} : document;
      return inLanguageOf(chosen, () => [
        ...framed(
          frame(document.path.split('/').at(-1) ?? document.path),
          documentContents({
            report,
            document,
            text,
            sources,
            nameOf: (id, place) => paths.get(id) ?? l10n.t('another text ({0})', letterOf(place)),
            warnings: warnings.get(document.id) ?? [],
            tags: tags.map(withheld),
            note: withheld(note),
            format,
            language,
          }),
        ),
      ]);
    },
  });
  const wanted = only ? analysed.filter(({ id }) => only.has(id)) : analysed;
  return [
    ...(only
      ? []
      : [
          {
            name: 'index.html',
            pieces: () =>
              Promise.resolve(
                inLanguageOf(chosen, () => [
                  ...framed(frame(report.job.source.name), indexContents(report, names, format, language)),
                ]),
              ),
          },
        ]),
    ...wanted.map(page),
  ];
}

async function textOf({ sha256 }: ReportDocument, read: ReadBySha256): Promise<string | undefined> {
  if (sha256 === undefined) return undefined;
  const text = await read(sha256).catch(() => undefined);
  return text !== undefined && createHash('sha256').update(text).digest('hex') === sha256 ? text : undefined;
}

function warningsOf({ warnings }: Report): Map<string, Warning[]> {
  const byDocument = new Map<string, Warning[]>();
  for (const warning of warnings)
    if (warning.document !== undefined)
      byDocument.set(warning.document, [...(byDocument.get(warning.document) ?? []), warning]);
  return byDocument;
}
