import Papa from 'papaparse';
import { notice } from '../../../report/notice.ts';
import { UnreadableDocument } from '../document-location.ts';
import { type Problem, problem } from '../problem.ts';

/** A row that holds a text. */
export interface TableRow {
  readonly text: string;
  /** What the row is called: its id where the table has one, else `row 12`, counted as a spreadsheet does, with the header as row 1. */
  readonly name: string;
}

/** The rows of a table that hold a text, and what was noticed. */
export interface TableTexts {
  readonly rows: readonly TableRow[];
  readonly warnings: readonly Problem[];
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
export function csvRows(source: string, column: string, delimiter = ''): TableTexts {
  // What Excel writes for itself, in a line that it does not show.
  const [said = '', separator = delimiter] = /^sep=(.)\r?\n/.exec(source) ?? [];
  // The delimiter is told by the number of columns, which an empty last line would spoil.
  const { cells: data, quotes } = cellsOf(source.slice(said.length).trimEnd(), separator);
  const [first, ...others] = data;
  const hasHeader = first !== undefined && others.length > 0 && looksLikeHeader(first, others);
  const header = hasHeader ? first.map((cell) => cell.trim()) : [];
  const { rows, joined } = hasHeader ? withoutSurplus(others, header.length) : { rows: data, joined: 0 };
  const texts = textsOf({ header, rows, firstRow: hasHeader ? 2 : 1 }, column);
  return { rows: texts.rows, warnings: [...quotesWarning(quotes), ...surplusWarning(joined), ...texts.warnings] };
}

/** Lines that a cell in quotation marks may go over, where marks are damaged. */
const MOST_LINES = 200;

/** The cells of each row, and how many rows have quotation marks that stand for themselves. */
function cellsOf(source: string, delimiter: string): { cells: string[][]; quotes: number } {
  const whole = Papa.parse<string[]>(source, { delimiter, skipEmptyLines: false });
  const isBroken = whole.errors.some(({ type }) => type === 'Quotes');
  if (isHeldTogetherByCommas(whole.data, whole.meta.delimiter, source))
    return { cells: source.split(/\r\n|\n|\r/).map((line) => [line]), quotes: 0 };
  if (!isBroken) return { cells: whole.data, quotes: 0 };
  const lines = source.split(/\r\n|\n|\r/);
  const own = whole.meta.delimiter;
  const width = lines[0]?.split(own).length ?? 1;
  const cells: string[][] = [];
  let quotes = 0;
  for (let i = 0; i < lines.length;) {
    let taken = 0;
    for (let end = i + 1; end <= Math.min(lines.length, i + MOST_LINES) && taken === 0; end++) {
      const { data, errors } = Papa.parse<string[]>(lines.slice(i, end).join('\n'), { delimiter: own });
      if (errors.some(({ type }) => type === 'Quotes')) {
        // A mark that does not end its cell where it closes is one of the text.
        if (errors.some(({ code }) => code === 'InvalidQuotes')) break;
        continue;
      }
      if (data.length !== 1 || (end > i + 1 && data[0]!.length !== width)) break;
      cells.push(data[0]!);
      taken = end - i;
    }
    if (taken === 0) {
      cells.push(lines[i]!.split(own));
      quotes++;
      taken = 1;
    }
    i += taken;
  }
  return { cells, quotes };
}

/** Whether the commas are those of sentences: a file of one text a line, without quotation marks, whose lines fall into different numbers of parts. */
function isHeldTogetherByCommas(data: readonly (readonly string[])[], delimiter: string, source: string): boolean {
  if (delimiter === '\t' || delimiter === '|' || /^"|[,;]"/m.test(source)) return false;
  const rows = data.filter((row) => row.some((cell) => cell.trim() !== ''));
  const cuts = rows.flatMap((row) => row.slice(1));
  if (cuts.length === 0) return false;
  const apart = cuts.filter((cell) => /^\s/.test(cell)).length;
  const widths = new Set(rows.slice(1).map((row) => row.length));
  return (
    (data[0]?.length === 1 || widths.size > 1) &&
    apart >= 0.8 * cuts.length &&
    (data[0]?.length === 1 || rows.every((row) => row.slice(1).every((cell) => /^\s/.test(cell))))
  );
}

/** Rows with more cells than there are columns have commas in their text: the longest of their cells takes what is too much. */
function withoutSurplus(
  rows: readonly (readonly string[])[],
  columns: number,
): { rows: readonly (readonly string[])[]; joined: number } {
  const right = rows.filter((row) => row.length === columns);
  const surplus = rows.filter((row) => row.length > columns && columns > 0);
  if (surplus.length === 0) return { rows, joined: 0 };
  const longest = longestColumn(right.length > 0 ? right : surplus.map((row) => row.slice(0, columns)));
  const at = right.length > 0 ? longest : columns - 1;
  let joined = 0;
  const mended = rows.map((row) => {
    const extra = row.length - columns;
    if (extra <= 0 || row.slice(columns).every((cell) => cell.trim() === '')) return row;
    joined++;
    return [...row.slice(0, at), row.slice(at, at + extra + 1).join(','), ...row.slice(at + extra + 1)];
  });
  return { rows: mended, joined };
}

const quotesWarning = (rows: number): Problem[] =>
  rows === 0 ? [] : [problem('damaged-rows', notice('table-quotation-marks', { count: rows }))];
const surplusWarning = (rows: number): Problem[] =>
  rows === 0 ? [] : [problem('damaged-rows', notice('table-surplus-cells', { count: rows }))];

/** Levels of a JSON value that are looked into. */
const DEEPEST = 6;

/**
 * The texts of JSON lines: objects, lists or plain strings, one a line; or of one list of them. What lies inside of others is read by its way there: `data.text`, `messages[].content`.
 *
 * @throws {@link UnreadableDocument} when no line is any of these, or there is no such column
 */
export function jsonLinesRows(source: string, column: string): TableTexts {
  const header: string[] = [];
  const places = new Map<string, number>();
  const place = (name: string) => {
    const known = places.get(name) ?? header.push(name) - 1;
    places.set(name, known);
    return known;
  };
  const { values, damaged } = valuesOf(source.replace(/^\ufeff/, ''));
  const rows = values.map((value) => {
    const row: string[] = [];
    if (value !== undefined) for (const [name, text] of fieldsOf(value)) row[place(name)] = text;
    return Array.from(row, (cell: string | undefined) => cell ?? '');
  });
  const texts = textsOf({ header, rows, firstRow: 1 }, column);
  return { rows: texts.rows, warnings: [...linesWarning(damaged), ...texts.warnings] };
}

/** The value of each line, `undefined` for an empty one and for one that is no JSON, whose number is given. */
function valuesOf(source: string): { values: readonly unknown[]; damaged: readonly number[] } {
  const lines = source.split('\n');
  const damaged: number[] = [];
  const values = lines.map((line, i) => {
    if (line.trim() === '') return undefined;
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'string' || (typeof value === 'object' && value !== null)) return value;
    } catch {
      // It is counted.
    }
    damaged.push(i + 1);
    return undefined;
  });
  const read = values.filter((value) => value !== undefined).length;
  if (damaged.length === 0)
    return {
      values:
        values.length === 1 && Array.isArray(values[0]) && typeof values[0][0] === 'object'
          ? (values[0] as unknown[])
          : values,
      damaged,
    };
  const list = /^\s*\[/.test(source) ? listIn(source) : undefined;
  if (list) return { values: list, damaged: [] };
  if (read <= damaged.length)
    throw new UnreadableDocument(
      problem('damaged', notice('table-not-json', { line: damaged[0]!, example: '{"text": "…"}' })),
    );
  return { values, damaged };
}

function listIn(source: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(source);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function linesWarning(damaged: readonly number[]): Problem[] {
  if (damaged.length === 0) return [];
  const numbers = `${damaged.slice(0, 5).join(', ')}${damaged.length > 5 ? ' …' : ''}`;
  return [problem('damaged-rows', notice('table-lines-left-out', { count: damaged.length, lines: numbers }))];
}

/** The texts and numbers of a value by the way to them; those of a list together. */
function fieldsOf(value: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const visit = (at: unknown, name: string, depth: number): void => {
    if (typeof at === 'string' || typeof at === 'number')
      fields.set(
        name === '' ? 'text' : name,
        [fields.get(name), String(at)].filter((part) => part !== undefined).join('\n\n'),
      );
    else if (Array.isArray(at) && depth < DEEPEST)
      for (const [i, item] of at.entries()) visit(item, name === '' ? String(i) : `${name}[]`, depth + 1);
    else if (typeof at === 'object' && at !== null && depth < DEEPEST)
      for (const [key, item] of Object.entries(at)) visit(item, name === '' ? key : `${name}.${key}`, depth + 1);
  };
  visit(value, '', 0);
  return fields;
}

function textsOf({ header, rows, firstRow }: Table, column: string): TableTexts {
  const texts = column === '' ? longestColumn(rows) : namedColumn(header, rows, column);
  const id = header.findIndex((name, i) => i !== texts && ID.test(name) && isDistinct(rows, i));
  const found = rows.flatMap((row, i) => {
    const text = row[texts] ?? '';
    if (text.trim() === '') return [];
    const own = id < 0 ? '' : (row[id] ?? '').trim();
    return [{ text, name: own === '' ? `row ${firstRow + i}` : own }];
  });
  return { rows: found, warnings: column === '' ? chosenWarning(header, rows, texts) : [] };
}

/** Characters that the texts of a column have on average, at least, for it to be one of several that may be meant. */
const LONG = 60;

/** Says which column was read, where there are others, and which of them have texts too. */
function chosenWarning(header: readonly string[], rows: readonly (readonly string[])[], chosen: number): Problem[] {
  if (rows.every((row) => row.length <= 1)) return [];
  const nameOf = (i: number) => header[i] ?? String(i + 1);
  const lengths = meanLengths(rows);
  const others = lengths.flatMap((length, i) =>
    i !== chosen && length >= LONG && length >= 0.25 * lengths[chosen]! && !isConstant(rows, i) ? [nameOf(i)] : [],
  );
  const column = nameOf(chosen);
  return [
    problem(
      'column-chosen',
      others.length === 0
        ? notice('column-chosen', { column })
        : notice('column-chosen-among', {
            column,
            others: others
              .slice(0, 5)
              .map((name) => `“${name}”`)
              .join(', '),
          }),
    ),
  ];
}

function namedColumn(header: readonly string[], rows: readonly (readonly string[])[], column: string): number {
  const wanted = column.trim().toLowerCase();
  const named = header.findIndex((name) => name.toLowerCase() === wanted);
  if (named >= 0) return named;
  const number = /^[1-9]\d*$/.test(wanted) ? Number(wanted) : 0;
  if (number > 0 && rows.some((row) => row.length >= number)) return number - 1;
  const columns = `${header.slice(0, 12).join(', ')}${header.length > 12 ? ' …' : ''}`;
  throw new UnreadableDocument(
    problem(
      'unreadable',
      header.length > 0 ? notice('column-missing', { column, columns }) : notice('column-missing-unnamed', { column }),
    ),
  );
}

/** Characters that texts have on average, at least, to be taken for more than names. */
const LEAST_TEXT = 40;

/** The column with the longest texts on average, of those that differ from row to row: a question that is repeated is none. */
function longestColumn(rows: readonly (readonly string[])[]): number {
  const lengths = meanLengths(rows);
  // A damaged table may have millions of columns: too many for the arguments of Math.max, and to be looked at one by one.
  const longest = (among: (i: number) => boolean) =>
    lengths.reduce((best, length, i) => (length > (best < 0 ? 0 : lengths[best]!) && among(i) ? i : best), -1);
  const varied = longest((i) => !isConstant(rows, i));
  // Copies of one essay are texts all the same, where what differs is names.
  return varied >= 0 && lengths[varied]! >= LEAST_TEXT
    ? varied
    : Math.max(
        0,
        longest(() => true),
      );
}

/** Mean length of the texts of each column; numbers are none. */
function meanLengths(rows: readonly (readonly string[])[]): number[] {
  const lengths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) lengths[i] = (lengths[i] ?? 0) + (isNumber(cell) ? 0 : cell.trim().length);
  return Array.from(lengths, (length: number | undefined) => (length ?? 0) / Math.max(1, rows.length));
}

/** Whether a column has one value in most rows, of three or more. */
function isConstant(rows: readonly (readonly string[])[], column: number): boolean {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const row of rows) {
    const cell = (row[column] ?? '').trim();
    if (cell === '') continue;
    filled++;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return filled >= 3 && Math.max(...[...counts.values()].slice(0, 10_000)) > filled / 2;
}

/** Names are short, there is one for each column, and they differ from each other; what is below is longer, or of numbers. */
function looksLikeHeader(first: readonly string[], others: readonly (readonly string[])[]): boolean {
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => name === '' || name.length > 60 || isNumber(name)) || new Set(names).size < names.length)
    return false;
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
