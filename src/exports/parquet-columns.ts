export type Value = string | Uint8Array | number | boolean | null | undefined;

/** A column of a table, by what it takes from a row. */
export interface Column<Row> {
  readonly name: string;
  readonly type: 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN';
  readonly of: (row: Row) => Value;
  /** Whether every row has a value: that is then not said of each. */
  readonly required?: boolean;
  /** Whether most rows have a value of their own: a dictionary of them would only be looked for. */
  readonly unlike?: boolean;
}

/** A column with the values of a group of rows. */
export interface ColumnValues {
  readonly name: string;
  readonly type: Column<never>['type'];
  readonly nullable: boolean;
  readonly data: Value[] | Float64Array | Int32Array;
  readonly statistics: boolean;
  readonly encoding?: 'PLAIN';
}

const column =
  (type: Column<never>['type']) =>
  <Row>(name: string, of: (row: Row) => Value): Column<Row> => ({ name, type, of });
export const text = column('STRING');
export const integer = column('INT32');
export const flag = column('BOOLEAN');
export const real = <Row>(name: string, of: (row: Row) => Value): Column<Row> => unlike(column('DOUBLE')(name, of));

/** A column that has a value in every row. */
export const always = <Row>(of: Column<Row>): Column<Row> => ({ ...of, required: true });

/** A column whose values are seldom the same. */
export function unlike<Row>(of: Column<Row>): Column<Row> {
  return { ...of, unlike: true };
}

/**
 * Groups of rows as columns. There are millions of segments: rows are let go of at once, and numbers lie in memory that is used for one group after the other,
 * so a group counts only until the next is asked for.
 */
export function* columnGroups<Row>(
  rows: Iterable<Row>,
  columns: readonly Column<Row>[],
  size: number,
): Generator<ColumnValues[]> {
  const filled = columns.map((of) => new FilledColumn(of, size));
  let count = 0;
  for (const row of rows) {
    for (const one of filled) one.set(count, row);
    if (++count < size) continue;
    yield filled.map((one) => one.source(count));
    count = 0;
  }
  if (count > 0) yield filled.map((one) => one.source(count));
}

/** The columns without a row, for the schema. */
export const emptyColumns = <Row>(columns: readonly Column<Row>[]): ColumnValues[] =>
  columns.map((of) => new FilledColumn(of, 0).source(0));

class FilledColumn<Row> {
  private readonly numbers: Float64Array | Int32Array | undefined;
  private readonly values: Value[] = [];
  /** Places without a value, where the values are numbers. */
  private readonly missing = new Set<number>();

  constructor(
    private readonly column: Column<Row>,
    size: number,
  ) {
    this.numbers =
      column.type === 'DOUBLE' ? new Float64Array(size) : column.type === 'INT32' ? new Int32Array(size) : undefined;
  }

  set(place: number, row: Row): void {
    const value = this.column.of(row);
    if (!this.numbers) this.values[place] = value ?? null;
    else if (typeof value === 'number') this.numbers[place] = value;
    else this.missing.add(place);
  }

  source(count: number): ColumnValues {
    const { name, type, required = false, unlike: plain = false } = this.column;
    const source: ColumnValues = {
      name,
      type,
      nullable: !required,
      data: this.data(count),
      statistics: type !== 'DOUBLE',
      ...(plain && { encoding: 'PLAIN' as const }),
    };
    this.missing.clear();
    return source;
  }

  private data(count: number): ColumnValues['data'] {
    if (!this.numbers) return this.values.slice(0, count);
    if (this.missing.size === 0) return this.numbers.subarray(0, count);
    return Array.from(this.numbers.subarray(0, count), (value, place) => (this.missing.has(place) ? null : value));
  }
}
