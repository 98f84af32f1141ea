import type { Problem } from './document-location.ts';

/** A document has more bytes than the limit allows. */
export function tooLarge(documentBytes: number): Problem {
  return { code: 'too-large', message: `The document is larger than ${Number((documentBytes / 1024 ** 2).toFixed(2))} MB (ghostwriter.limits.documentSize). Split it, or raise that limit, and run the analysis again.` };
}
