import { Parser } from 'htmlparser2';
import { TextFlow } from './text-flow.ts';

/** Elements whose content is no text of the document. */
const LEFT_OUT = new Set(['head', 'script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'canvas', 'audio', 'video', 'select', 'datalist', 'button', 'nav', 'rp', 'rt']);

/** Elements that stand apart from what is around them. */
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main ol p section summary table ul'.split(' '),
);
const LINES = new Set(['br', 'li', 'option', 'td', 'th', 'tr']);

type Attributes = Readonly<Record<string, string>>;

/**
 * The text of an HTML page: paragraphs apart, list items and table cells in lines of their own. Scripts, styles, navigation, program listings and
 * what is hidden are left out.
 *
 * @param most UTF-16 code units that are needed
 * @param leaveOut further elements whose content is left out
 */
export function htmlText(source: string, most = Infinity, leaveOut: (name: string, attributes: Attributes) => boolean = () => false): string {
  const flow = new TextFlow(most);
  /** Elements that are open below the first that is left out; 0 outside. */
  let skipped = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (skipped > 0) skipped++;
        else if (LEFT_OUT.has(name) || isHidden(attributes) || leaveOut(name, attributes)) skipped = 1;
        else if (name === 'pre') flow.beginPreformatted();
        else if (BLOCKS.has(name)) flow.paragraph();
        else if (LINES.has(name)) flow.line();
      },
      ontext(text) {
        if (skipped === 0) flow.text(text);
        if (flow.isFull) parser.pause();
      },
      onclosetag(name) {
        if (skipped > 0) skipped--;
        else if (name === 'pre') flow.endPreformatted();
        else if (BLOCKS.has(name)) flow.paragraph();
        else if (name !== 'br' && LINES.has(name)) flow.line();
      },
    },
    { decodeEntities: true },
  );
  parser.end(source);
  return flow.toString();
}

const isHidden = ({ hidden, style = '' }: Attributes) => hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])/i.test(style);

/** The encoding that a page names for itself, in the first kilobyte as browsers look for it. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  return /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1] ?? /<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1];
}
