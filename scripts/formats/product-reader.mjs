// The product's own reading of a file, in its thread that can be ended.
import path from 'node:path';
import { load } from '../../bench/product.mjs';

/** { formatOf, read, close }; `read(file)` gives { format, text, warnings } or { format, problem }, `text` being what counts: without markup. */
export async function reader() {
  const { ParserThread, DEFAULT_READING, UnreadableDocument, comparedText, formatOf } = await load(
    'process/threads/parser-thread',
    'report/reading-options',
    'report/formats',
    'analysis/sources/document-location',
    'analysis/document/compared-text',
  );
  const thread = new ParserThread(path.join(import.meta.dirname, '../../dist/parser.js'));
  const reading = {
    ...DEFAULT_READING,
    limits: {
      ...DEFAULT_READING.limits,
      characters: 20_000_000,
      documentBytes: 200 * 1024 ** 2,
      secondsPerDocument: 60,
    },
  };
  const named = (file) => file.replace(/\.latex$/i, '.tex');
  return {
    formatOf: (file) => formatOf(named(file)),
    async read(file) {
      const name = named(file);
      const format = formatOf(name);
      try {
        const [document] = await thread.parse({ path: name, location: { kind: 'file', file } }, reading);
        return { format, text: comparedText(document).text, shown: document.text, warnings: document.warnings };
      } catch (error) {
        if (error instanceof UnreadableDocument) return { format, problem: error.problem };
        throw error;
      }
    },
    close: () => thread.close(),
  };
}
