import { type Notice, told } from '../../report/notice.ts';
import type { WarningCode } from '../../report/report.ts';

/** Why a document was skipped, or what was noticed about it. */
export interface Problem {
  readonly code: WarningCode;
  /** Words that it is about, where they are counted. */
  readonly words?: number;
  /** The notice in English. */
  readonly message: string;
  readonly notice: Notice;
}

/** @param words that it is about, where they are counted */
export const problem = (code: WarningCode, said: Notice, words?: number): Problem => ({
  code,
  ...(words !== undefined && { words }),
  ...told(said),
});
