import * as l10n from '@vscode/l10n';
import { html, nothing } from 'lit';
import type { ReportJob } from '../../report/report.ts';
import { meaningOf } from '../../report/score-wording.ts';
import type { Formatter } from '../format.ts';
import type { ShownDocument } from '../shown-document.ts';

/** What a figure means, what its interval is and what the detector cannot know, for those who want to read it. */
export function scoreMeaning(document: ShownDocument, job: ReportJob | undefined, format: Formatter) {
  const paragraphs = meaningOf(document, job, format);
  if (paragraphs.length === 0) return nothing;
  return html`<details>
    <summary>${l10n.t('What the figure means')}</summary>
    ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
  </details>`;
}
