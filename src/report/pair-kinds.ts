import type { CopiedKind, PairKind } from './report.ts';

/** Kinds of pairs that are copies, closest first. */
export const COPIED_KINDS: readonly CopiedKind[] = ['identical', 'near-duplicate', 'partly-copied'];

/** Whether a pair is a copy in whole or in part. */
export const isCopied = (kind: PairKind | undefined): kind is CopiedKind => kind !== undefined && kind !== 'same-topic';
