import * as l10n from '@vscode/l10n';
import { trickedText } from '../../report/document-words.ts';
import { verdictName } from '../../report/level-words.ts';
import { inLanguage, type Language } from '../../report/notice.ts';
import type { PeopleFormat } from '../../report/people-format.ts';
import type { Report } from '../../report/report.ts';
import { escaped } from '../html-text.ts';

/**
 * The list of all pages, for whoever has the folder: it has everybody's name.
 *
 * @param pages file names of the documents' pages, by `id`
 */
export function* indexContents(
  { job, documents }: Report,
  pages: ReadonlyMap<string, string>,
  format: PeopleFormat,
  language: Language,
): Generator<string> {
  yield `<h1>${escaped(job.source.name)}</h1>
<p class="meta">${escaped(l10n.t('{0}, analysed {1}', format.documents(documents.length), format.date(job.finishedAt)))}</p>
<p>${escaped(l10n.t('One page for each text. This list names everybody: hand out single pages, not this one.'))} ${escaped(l10n.t('An AI probability is an estimate, never proof: it can be wrong about any single text.'))}</p>
<table>
<thead><tr><th>${escaped(l10n.t('Document'))}</th><th>${escaped(l10n.t('AI'))}</th><th class="number">${escaped(l10n.t('Share copied'))}</th><th>${escaped(l10n.t('Notices'))}</th></tr></thead>
<tbody>
`;
  for (const document of documents) {
    const page = pages.get(document.id);
    const { status, path, aiInterval, shareCopied, reason = '', notice } = document;
    const name = page === undefined ? escaped(path) : `<a href="${encodeURIComponent(page)}">${escaped(path)}</a>`;
    const skipped = status === 'skipped';
    const ai = skipped
      ? l10n.t('Skipped')
      : `${verdictName(document)}${aiInterval ? `, ${format.between(aiInterval)}` : ''}`;
    const told = skipped
      ? inLanguage({ message: reason, ...(notice && { notice }) }, language)
      : trickedText(document, format);
    yield `<tr><td>${name}</td><td>${escaped(ai)}</td><td class="number">${shareCopied === undefined ? '' : escaped(format.percent(shareCopied))}</td><td>${escaped(told)}</td></tr>\n`;
  }
  yield '</tbody>\n</table>\n';
}
