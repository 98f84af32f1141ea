import type { Outgoing } from './export-options.ts';

/** A page that lacks passages says so, as a report says what was skipped. */
export function withoutPassages(outgoing: Outgoing, texts: number): Outgoing {
  if (texts === 0) return outgoing;
  const message = `The passages of ${texts} of the texts are missing from this page: these could not be read, or have changed since they were analysed. Put them back, or run the analysis again, and export the page anew.`;
  return { ...outgoing, report: { ...outgoing.report, warnings: [...outgoing.report.warnings, { code: 'unreadable', message }] } };
}
