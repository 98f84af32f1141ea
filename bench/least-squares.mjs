// A model that is a sum of terms with factors to be found: y ≈ Σ factor · term(x).

/**
 * Finds factors that are not below 0 by least squares: those that would be are left out, as a cost below nothing means nothing (the active-set idea of Lawson & Hanson 1974, for a few terms).
 *
 * @param {number[][]} rows n×p, row-major: the terms of each measurement
 * @param {number[]} values n measurements
 * @returns {{ factors: number[], residuals: number[], rootMeanSquare: number, r2: number }} residuals: measured − modelled
 */
export function fit(rows, values) {
  let used = rows[0].map((_, j) => j);
  for (;;) {
    const solution = solved(
      used.map((a) => used.map((b) => rows.reduce((sum, row) => sum + row[a] * row[b], 0))),
      used.map((a) => rows.reduce((sum, row, i) => sum + row[a] * values[i], 0)),
    );
    const lowest = solution.indexOf(Math.min(...solution));
    if (solution[lowest] < 0) {
      used = used.filter((_, k) => k !== lowest);
      continue;
    }
    const factors = rows[0].map((_, j) => (used.includes(j) ? solution[used.indexOf(j)] : 0));
    const residuals = values.map((value, i) => value - rows[i].reduce((sum, term, j) => sum + term * factors[j], 0));
    const squares = residuals.reduce((sum, r) => sum + r * r, 0);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    return {
      factors,
      residuals,
      rootMeanSquare: Math.sqrt(squares / values.length),
      r2: 1 - squares / values.reduce((sum, v) => sum + (v - mean) ** 2, 0),
    };
  }
}

/** Solves a small system by Gaussian elimination with pivots. */
function solved(matrix, right) {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row, k) => (Math.abs(row[column]) > Math.abs(rows[best][column]) ? column + k : best), column);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (const [i, row] of rows.entries())
      if (i !== column && rows[column][column] !== 0) {
        const share = row[column] / rows[column][column];
        for (let k = column; k < row.length; k++) row[k] -= share * rows[column][k];
      }
  }
  return rows.map((row, i) => (row[i] === 0 ? 0 : row.at(-1) / row[i]));
}
