import type { Excerpts } from '../report/excerpts.ts';
import type { PageLanguage } from '../report/page-language.ts';
import type { Report } from '../report/report.ts';
import type { Vectors } from '../report/vectors-file.ts';
import { anonymised } from './anonymise.ts';
import type { PagesOptions } from './pages/pages.ts';
import { type ManifestDraft, manifestOf } from './manifest.ts';

/** What a page is built of, besides the report: the panel's own elements and their colours. */
export interface PageParts {
  /** Scripts that run one after the other. */
  readonly scripts: readonly string[];
  readonly style: string;
  /** The language that the page is in; English where it is absent. */
  readonly language?: PageLanguage;
}

/** What may be chosen about an export, besides its format. */
export interface ExportOptions {
  /** Whether a CSV begins with a byte order mark. */
  readonly byteOrderMark?: boolean;
  /** Whether names and paths are replaced by pseudonyms. */
  readonly anonymise?: boolean;
  /** Gives the built page's script and styles. */
  readonly page: () => Promise<PageParts>;
  /** Stretches of the texts that an HTML page shows; none when absent. */
  readonly excerpts?: Excerpts;
  /** Texts whose passages are missing from `excerpts`. */
  readonly textsUnread?: number;
  /** What a page for each document is made of; there are none without it. */
  readonly pages?: PagesOptions;
  /** The language of a list; English when absent. */
  readonly language?: PageLanguage;
  /** Name of the folder beside a list that has the pages which it leads to; it leads nowhere when absent. */
  readonly pagesFolder?: string;
  /** Whether those pages are packed into one ZIP instead of a folder. */
  readonly zip?: boolean;
  /** Absolute path of the folder that SARIF's paths are relative to; the working folder when absent. */
  readonly root?: string;
  /** The documents' vectors, a table of their own in Parquet. What is anonymised goes without: they tell what a text is about. */
  readonly vectors?: Vectors;
}

/** A report as it goes out. */
export interface Outgoing {
  readonly report: Report;
  readonly manifest: ManifestDraft;
  readonly vectors?: Vectors;
}

/** Makes a report ready to go out, with pseudonyms where they are asked for. */
export function prepared(
  report: Report,
  { anonymise = false, vectors }: Pick<ExportOptions, 'anonymise' | 'vectors'>,
): Outgoing {
  const outgoing = anonymise ? anonymised(report).report : report;
  // One that was read from an anonymised file has no names to replace.
  return {
    report: outgoing,
    manifest: manifestOf(outgoing, anonymise || report.manifest?.anonymised === true),
    ...(vectors && !anonymise && { vectors }),
  };
}
