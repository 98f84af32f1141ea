import type { Report } from '../report/report.ts';

/**
 * A report, or some parts of it, as JSON: the same object that `JSON.parse` gives back, with one array element a line so that the file can be read,
 * searched and compared.
 *
 * @returns the file's text in pieces, none larger than one array element
 */
export function* exportJson(report: Partial<Report>): Generator<string> {
  yield '{\n';
  yield* members(report, '  ');
  yield '\n}\n';
}

/** The parts that grow with the batch go line by line; everything else on one line. */
const GROWING = new Set(['documents', 'clusters', 'duplicateGroups', 'warnings', 'similarity', 'matrix', 'pairs', 'mean', 'max', 'overview']);

function* members(object: object, indent: string): Generator<string> {
  let separator = '';
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${indent}${JSON.stringify(name)}: `;
    separator = ',\n';
    if (!GROWING.has(name) || typeof value !== 'object' || value === null) yield JSON.stringify(value);
    else if (Array.isArray(value)) yield* elements(value, indent);
    else {
      yield '{\n';
      yield* members(value, `${indent}  `);
      yield `\n${indent}}`;
    }
  }
}

function* elements(array: readonly unknown[], indent: string): Generator<string> {
  if (array.length === 0) {
    yield '[]';
    return;
  }
  yield '[\n';
  for (const [i, element] of array.entries()) yield `${indent}  ${JSON.stringify(element)}${i < array.length - 1 ? ',' : ''}\n`;
  yield `${indent}]`;
}
