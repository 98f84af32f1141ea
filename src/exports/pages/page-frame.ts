import { createHash } from 'node:crypto';
import { escaped } from '../html-text.ts';
import { PAGE_STYLE } from './page-style.ts';

/** What surrounds the contents of a page. */
export interface PageFrame {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Of the program that writes it. */
  readonly version: string;
}

/** A page that needs nothing but a browser, and no script: its policy (CSP) lets nothing in, and runs nothing. */
export function* framed({ title, language, version }: PageFrame, contents: Iterable<string>): Generator<string> {
  yield `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="generator" content="Ghost-Writer Batch Analysis ${escaped(version)}">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
`;
  yield* contents;
  yield '</main>\n</body>\n</html>\n';
}

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');
