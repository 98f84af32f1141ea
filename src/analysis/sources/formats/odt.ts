import { Parser } from 'htmlparser2';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import { OfficePackage, passwordProtected } from './office-package.ts';
import { TextFlow } from './text-flow.ts';

/** What is in a document and no text of it: deleted text, comments, generated lists, forms, drawings' descriptions, reading aids. */
const LEFT_OUT = new Set([
  'text:tracked-changes',
  'office:annotation',
  'office:annotation-end',
  'office:forms',
  'text:note-citation',
  'text:table-of-content',
  'text:alphabetical-index',
  'text:illustration-index',
  'text:sequence-decls',
  'text:variable-decls',
  'text:ruby-text',
  'svg:title',
  'svg:desc',
]);

const BLOCKS = new Set(['text:p', 'text:h', 'text:list', 'table:table', 'draw:text-box']);

/**
 * The text of an OpenDocument text (ODF 1.3, part 3): body, with footnotes and endnotes behind it. Deletions that were tracked are left out.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export function odtText(bytes: Uint8Array, limits: ReadingLimits): string {
  const parts = new OfficePackage(bytes, limits);
  if (parts.has('META-INF/manifest.xml') && /<(?:\w+:)?encryption-data\b/.test(parts.readText('META-INF/manifest.xml'))) throw passwordProtected();
  const body = new TextFlow(limits.characters);
  const notes = new TextFlow(limits.characters);
  let flow = body;
  let inBody = false;
  let skipped = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'office:text') inBody = true;
        if (skipped > 0) skipped++;
        else if (LEFT_OUT.has(name)) skipped = 1;
        else if (name === 'text:note') {
          flow = notes;
          notes.paragraph();
        } else if (BLOCKS.has(name)) flow.paragraph();
        else if (name === 'table:table-cell' || name === 'text:line-break') flow.line();
        else if (name === 'text:tab') flow.text(' ');
        else if (name === 'text:s') flow.text(' '.repeat(Math.min(100, Number(attributes['text:c'] ?? 1) || 1)));
      },
      ontext(text) {
        if (inBody && skipped === 0) flow.text(text);
      },
      onclosetag(name) {
        if (skipped > 0) skipped--;
        else if (name === 'text:note') flow = body;
        else if (BLOCKS.has(name)) flow.paragraph();
        if (name === 'office:text') inBody = false;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(parts.readText('content.xml'));
  return [body.toString(), notes.toString()].filter((text) => text !== '').join('\n\n');
}
