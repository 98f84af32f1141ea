import { notice, told } from '../report/notice.ts';
import type { Outgoing } from './export-options.ts';

/** A page that lacks passages says so, as a report says what was skipped. */
export function withoutPassages(outgoing: Outgoing, texts: number): Outgoing {
  if (texts === 0) return outgoing;
  return {
    ...outgoing,
    report: {
      ...outgoing.report,
      warnings: [...outgoing.report.warnings, { code: 'unreadable', ...told(notice('passages-missing', { texts })) }],
    },
  };
}
