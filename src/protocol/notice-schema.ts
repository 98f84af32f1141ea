import * as z from 'zod/mini';
import type { Notice } from '../report/notice.ts';

/** A notice from a file or from a server: whether this version knows it shows when it is said. */
export const NoticeSchema: z.ZodMiniType<Notice> = z.lazy(() =>
  z.object({
    code: z.string(),
    args: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), NoticeSchema, z.array(NoticeSchema)]))),
  }),
);
