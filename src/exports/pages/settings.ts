import * as l10n from '@vscode/l10n';
import { LEFT_OUT_KINDS, leftOutName } from '../../report/left-out.ts';
import type { PeopleFormat } from '../../report/people-format.ts';
import type { Report, ReportDocument } from '../../report/report.ts';
import { lastPartOf } from '../../report/score-wording.ts';

/** Half of all texts, where a report does not say what was assumed. */
const EVEN = 0.5;

/** What a page says about how it came about, each with its name. Paths and globs of the user's stay out: they may name others. */
export function settingsOf(
  { job, summary }: Report,
  document: ReportDocument,
  format: PeopleFormat,
): (readonly [name: string, value: string])[] {
  const { options, engine, baseline, machineSamples } = job;
  const { leaveOut = LEFT_OUT_KINDS, reading } = options;
  const templates = reading?.ignore.length ?? 0;
  return [
    [l10n.t('Program'), `Ghost-Writer Batch Analysis ${engine.version}`],
    [l10n.t('Compared'), l10n.t('{0} of the batch {1}', format.documents(summary.analyzed), job.source.name)],
    [l10n.t('Parts that are judged'), options.granularity === 'sentence' ? l10n.t('sentences') : l10n.t('paragraphs')],
    [l10n.t('Assumed share of machine-written texts'), format.percent(options.prior ?? EVEN)],
    [
      l10n.t('Baseline'),
      baseline ? `${lastPartOf(baseline.folder)} (${format.texts(baseline.texts)})` : l10n.t('none'),
    ],
    [
      l10n.t('Machine samples'),
      machineSamples ? `${lastPartOf(machineSamples.folder)} (${format.texts(machineSamples.texts)})` : l10n.t('none'),
    ],
    [l10n.t('Counts for no copy'), leaveOut.length > 0 ? leaveOut.map(leftOutName).join(', ') : l10n.t('nothing')],
    ...(templates > 0
      ? [[l10n.t('Templates'), format.counted(templates, l10n.t('{0} is ignored'), l10n.t('{0} are ignored'))] as const]
      : []),
    ...(document.sha256 === undefined ? [] : [[l10n.t('SHA-256 of the text'), document.sha256] as const]),
  ];
}
