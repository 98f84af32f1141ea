export interface Finding {
  /** Such as `GHSA-xxxx-xxxx-xxxx`. */
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
  readonly range: string;
}
export interface Answer {
  readonly id: string;
  readonly package: string;
  readonly affected: 'no' | 'until fixed';
  readonly why: string;
  /** The last day that it holds, YYYY-MM-DD. */
  readonly until: string;
}
/** The findings of a report of `npm audit --json`; throws where it is none. */
export function findingsOf(report: unknown): Finding[];
/** What is wrong, a sentence each; empty where all is well. */
export function auditProblems(findings: readonly Finding[], answers: readonly Answer[], today: string): string[];
