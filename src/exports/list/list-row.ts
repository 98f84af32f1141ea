import * as l10n from '@vscode/l10n';
import { trickedText } from '../../report/document-words.ts';
import { verdictName } from '../../report/level-words.ts';
import { inLanguage, type Language } from '../../report/notice.ts';
import type { PeopleFormat } from '../../report/people-format.ts';
import type { Report, ReportDocument } from '../../report/report.ts';

/** Documents that are named beside a share, at most: those that hold most. */
const MOST_SOURCES = 3;

/** One column of the list. */
export interface ListColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  /** A share is a number, which can be sorted by; all else is text. */
  readonly share?: true;
  readonly cell: (document: ReportDocument) => string | number | undefined;
}

/** What stands between tags in one cell. */
export const TAG_SEPARATOR = '; ';

/** The columns of a list, for whoever has the class in front of them; `Group` is there where documents are grouped. */
export function listColumns(report: Report, format: PeopleFormat, language: Language): ListColumn[] {
  const paths = new Map(report.documents.map(({ id, path }) => [id, path]));
  const noticesOf = noticesIn(report, format, language);
  return [
    { title: l10n.t('Document'), width: 36, cell: ({ path }) => path },
    ...(report.documents.some(({ group }) => group !== undefined)
      ? [{ title: l10n.t('Group'), width: 18, cell: ({ group }: ReportDocument) => group }]
      : []),
    { title: l10n.t('Copied'), width: 9, share: true, cell: ({ shareCopied }) => shareCopied },
    {
      title: l10n.t('Copied: also in'),
      width: 36,
      cell: ({ sharedWith = [] }) =>
        sharedWith
          .slice(0, MOST_SOURCES)
          .map(({ id, share }) => `${paths.get(id) ?? id} (${format.percent(share)})`)
          .join('\n'),
    },
    {
      title: l10n.t('AI'),
      width: 13,
      cell: (d) => (d.status === 'skipped' ? l10n.t('Skipped') : verdictName(d)),
    },
    {
      title: l10n.t('AI range'),
      width: 14,
      cell: ({ aiInterval }) =>
        aiInterval && `${format.probability(aiInterval[0])} – ${format.probability(aiInterval[1])}`,
    },
    { title: l10n.t('Notices'), width: 32, cell: noticesOf },
    { title: tagsTitle(), width: 18, cell: ({ tags = [] }) => tags.join(TAG_SEPARATOR) },
    { title: notesTitle(), width: 40, cell: ({ note }) => note },
  ];
}

export const tagsTitle = (): string => l10n.t('Tags');
export const notesTitle = (): string => l10n.t('Notes');

/** Hidden text, why a document was skipped, and what the analysis noted about it. */
function noticesIn({ warnings }: Report, format: PeopleFormat, language: Language) {
  const byDocument = new Map<string, string[]>();
  for (const warning of warnings)
    if (warning.document !== undefined)
      byDocument.set(warning.document, [...(byDocument.get(warning.document) ?? []), inLanguage(warning, language)]);
  return (document: ReportDocument) => {
    const { id, status, reason = '', notice } = document;
    const skipped = status === 'skipped' ? inLanguage({ message: reason, ...(notice && { notice }) }, language) : '';
    const told = byDocument.get(id) ?? [];
    return [...new Set([skipped, trickedText(document, format), ...told])].filter(Boolean).join('\n');
  };
}
