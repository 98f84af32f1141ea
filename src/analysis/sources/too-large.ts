import { notice } from '../../report/notice.ts';
import { type Problem, problem } from './problem.ts';

/** A document has more bytes than the limit allows. */
export const tooLarge = (documentBytes: number): Problem =>
  problem('too-large', notice('document-too-large', { megabytes: Number((documentBytes / 1024 ** 2).toFixed(2)) }));
