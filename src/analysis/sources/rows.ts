import { messageOf } from '../../protocol/message-of.ts';
import type { ReadingOptions } from '../../report/reading-options.ts';
import { type ListedDocument, type Listing, UnreadableDocument } from './document-location.ts';
import { type Problem, problem } from './problem.ts';
import { notice } from '../../report/notice.ts';
import { formatOf, isTable } from '../../report/formats.ts';
import { printableName } from './printable-name.ts';
import type { Parse } from './read-document.ts';

/** Characters of all rows of a source together: they are kept in memory from the listing on. */
const MAX_CHARACTERS = 200_000_000;

/** Lists the rows of tables in place of the files that hold them. A table that cannot be read stays one document, refused. */
export async function withRows(
  documents: readonly ListedDocument[],
  reading: ReadingOptions,
  parse: Parse,
): Promise<Listing> {
  const listed: ListedDocument[] = [];
  const warnings: Problem[] = [];
  let characters = 0;
  let rows = 0;
  for (const document of documents) {
    const { path, location } = document;
    if (location.kind === 'row' || location.kind === 'refused' || !isTable(formatOf(path))) {
      listed.push(document);
      continue;
    }
    const { entries } = reading.limits;
    for (const row of await rowsOf(document, reading, parse)) {
      if (row.location.kind === 'row') {
        const { tableWarnings = [] } = row.location.document;
        warnings.push(
          ...tableWarnings.map((said) => problem(said.code, notice('about-table', { path, notice: said.notice }))),
        );
        characters += row.location.document.text.length;
        rows++;
      }
      if (rows > entries || characters > MAX_CHARACTERS) {
        const at = { row: rows - 1, path };
        warnings.push(
          problem(
            'too-large',
            rows > entries
              ? notice('tables-too-many-rows', { most: entries, ...at })
              : notice('tables-too-large', { most: MAX_CHARACTERS, ...at }),
          ),
        );
        return {
          documents: [
            ...listed,
            ...documents.slice(documents.indexOf(document) + 1).filter((d) => !isTable(formatOf(d.path))),
          ],
          warnings,
        };
      }
      listed.push(withoutTableWarnings(row));
    }
  }
  return { documents: listed, warnings };
}

/** They are said once, of the table. */
function withoutTableWarnings(row: ListedDocument): ListedDocument {
  if (row.location.kind !== 'row') return row;
  const { tableWarnings: _, ...document } = row.location.document;
  return { ...row, location: { kind: 'row', document } };
}

async function rowsOf(table: ListedDocument, reading: ReadingOptions, parse: Parse): Promise<ListedDocument[]> {
  try {
    const documents = await parse(table, reading);
    return documents.map((document) => ({
      path: `${table.path}/${rowName(document.part ?? '')}`,
      location: { kind: 'row', document },
    }));
  } catch (error) {
    const why =
      error instanceof UnreadableDocument
        ? error.problem
        : problem('damaged', notice('table-unreadable', { error: messageOf(error) }));
    return [{ path: table.path, location: { kind: 'refused', problem: why } }];
  }
}

/** A row's name as the last part of a path. */
const rowName = (name: string) => printableName(name.replace(/[/\\]/g, '-'));
