import Papa from 'papaparse';
import { UnreadableDocument } from '../document-location.ts';

/** A row that holds a text. */
export interface TableRow {
  readonly text: string;
  /** What the row is called: its id where the table has one, else `row 12`, counted as a spreadsheet does, with the header as row 1. */
  readonly name: string;
}

/** Rows by column. */
interface Table {
  /** Names of the columns; empty where the first row is one like the others. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Number of the first row, for people. */
  readonly firstRow: number;
}

/** What a column that tells the rows apart is called. */
const ID = /^(?:.*[_\s-])?(?:id|uuid|guid|key)$|^(?:file|file\s?name|document|name|student|slug)$/i;

/**
 * The texts of comma-, semicolon- or tab-separated values.
 *
 * @param column name of the column with the texts, or its number from 1; empty for the one with the longest texts
 * @param delimiter found by the rows themselves where it is empty
 * @throws {@link UnreadableDocument} when there is no such column
 */
export function csvRows(source: string, column: string, delimiter = ''): TableRow[] {
  // What Excel writes for itself, in a line that it does not show.
  const [said = '', separator = delimiter] = /^sep=(.)\r?\n/.exec(source) ?? [];
  // The delimiter is told by the number of columns, which an empty last line would spoil.
  const { data } = Papa.parse<string[]>(source.slice(said.length).trimEnd(), { delimiter: separator, skipEmptyLines: false });
  const [first, ...others] = data;
  const hasHeader = first !== undefined && others.length > 0 && looksLikeHeader(first, others);
  return textsOf({ header: hasHeader ? first.map((cell) => cell.trim()) : [], rows: hasHeader ? others : data, firstRow: hasHeader ? 2 : 1 }, column);
}

/**
 * The texts of JSON lines: objects, lists or plain strings, one a line.
 *
 * @throws {@link UnreadableDocument} when a line is none of these, or there is no such column
 */
export function jsonLinesRows(source: string, column: string): TableRow[] {
  const header: string[] = [];
  const places = new Map<string, number>();
  const place = (name: string) => {
    const known = places.get(name) ?? header.push(name) - 1;
    places.set(name, known);
    return known;
  };
  const rows = source.split('\n').map((line, i) => {
    const row: string[] = [];
    if (line.trim() === '') return row;
    for (const [name, value] of fieldsOf(line, i + 1)) if (typeof value === 'string' || typeof value === 'number') row[place(name)] = String(value);
    return Array.from(row, (cell: string | undefined) => cell ?? '');
  });
  return textsOf({ header, rows, firstRow: 1 }, column);
}

function fieldsOf(line: string, number: number): (readonly [string, unknown])[] {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'string') return [['text', value]];
    if (typeof value === 'object' && value !== null) return Object.entries(value);
  } catch {
    // The message below says it.
  }
  throw new UnreadableDocument({ code: 'damaged', message: `Line ${number} is not JSON. Each line must be one object, such as {"text": "…"}.` });
}

function textsOf({ header, rows, firstRow }: Table, column: string): TableRow[] {
  const texts = column === '' ? longestColumn(rows) : namedColumn(header, rows, column);
  const id = header.findIndex((name, i) => i !== texts && ID.test(name) && isDistinct(rows, i));
  return rows.flatMap((row, i) => {
    const text = row[texts] ?? '';
    if (text.trim() === '') return [];
    const own = id < 0 ? '' : (row[id] ?? '').trim();
    return [{ text, name: own === '' ? `row ${firstRow + i}` : own }];
  });
}

function namedColumn(header: readonly string[], rows: readonly (readonly string[])[], column: string): number {
  const wanted = column.trim().toLowerCase();
  const named = header.findIndex((name) => name.toLowerCase() === wanted);
  if (named >= 0) return named;
  const number = /^[1-9]\d*$/.test(wanted) ? Number(wanted) : 0;
  if (number > 0 && rows.some((row) => row.length >= number)) return number - 1;
  const known = header.length > 0 ? `its columns are ${header.slice(0, 12).join(', ')}${header.length > 12 ? ' …' : ''}` : 'its columns have no names';
  throw new UnreadableDocument({ code: 'unreadable', message: `The table has no column “${column}” (ghostwriter.textColumn); ${known}. Name one of them, or its number.` });
}

/** The column with the longest texts on average. */
function longestColumn(rows: readonly (readonly string[])[]): number {
  const lengths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) lengths[i] = (lengths[i] ?? 0) + (isNumber(cell) ? 0 : cell.trim().length);
  // A damaged table may have millions of columns: too many for the arguments of Math.max.
  return lengths.reduce((longest, length, i) => (length > (lengths[longest] ?? 0) ? i : longest), 0);
}

/** Names are short, there is one for each column, and they differ from each other; what is below is longer, or of numbers. */
function looksLikeHeader(first: readonly string[], others: readonly (readonly string[])[]): boolean {
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => name === '' || name.length > 60 || isNumber(name)) || new Set(names).size < names.length) return false;
  const texts = longestColumn(others);
  const filled = others.map((row) => row[texts] ?? '').filter((cell) => cell.trim() !== '');
  const mean = filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length);
  return mean > 2 * (names[texts]?.length ?? 0);
}

const isNumber = (cell: string) => cell.trim() !== '' && Number.isFinite(Number(cell));

function isDistinct(rows: readonly (readonly string[])[], column: number): boolean {
  const seen = new Set<string>();
  for (const row of rows) {
    const cell = (row[column] ?? '').trim();
    if (cell === '') continue;
    if (cell.length > 80 || seen.has(cell)) return false;
    seen.add(cell);
  }
  return seen.size > 0;
}
