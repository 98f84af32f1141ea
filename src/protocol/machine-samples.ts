import type { DeclineReason } from '../report/report.ts';

/** Holds the assignment that the samples in its folder answer. By its dot no analysis takes it for a document. */
export const ASSIGNMENT_FILE = '.assignment.txt';

/** Why a text of the folder of machine samples is no sample: it cannot be read or judged, is the assignment, or is the same as another sample, a text of the baseline or a document of the batch. */
export type SampleFlaw = 'unreadable' | DeclineReason | 'assignment' | 'duplicate' | 'baseline' | 'document';

/** A text in the folder of machine samples that is not used as one. */
export interface LeftOutSample {
  /** Path inside the folder. */
  readonly name: string;
  readonly why: SampleFlaw;
  /** What it is the same as: another sample, a text of the baseline or a document. */
  readonly like?: string;
}
