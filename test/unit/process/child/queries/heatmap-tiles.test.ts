import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { TERM_END } from '../../../../../src/analysis/document/terms.ts';
import { encodeSimilarityRows } from '../../../../../src/analysis/corpus/similarity-rows.ts';
import { SimilarityModel } from '../../../../../src/analysis/corpus/similarity.ts';
import { tfIdf } from '../../../../../src/analysis/corpus/tf-idf.ts';
import { TILE_CELLS } from '../../../../../src/protocol/analyzer.ts';
import { SIMILARITY_FILE } from '../../../../../src/report/report-file.ts';
import { HeatmapTiles } from '../../../../../src/process/child/queries/heatmap-tiles.ts';
import { analyzer, analyzeRequest, folderOfTexts, folderSource, readReport } from '../../../support/analysis.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const WIDTH = 16;
/** The same numbers each time. */
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;

/** Documents of few terms among many, some alike. */
function model(documents: number): SimilarityModel {
  const data = new Float32Array(documents * WIDTH);
  for (let d = 0; d < documents; d++) {
    let squares = 0;
    for (let j = 0; j < WIDTH; j++) squares += (data[d * WIDTH + j] = random() - 0.2) ** 2;
    for (let j = 0; j < WIDTH; j++) data[d * WIDTH + j]! /= Math.sqrt(squares);
  }
  const terms = tfIdf(
    Array.from({ length: documents }, (_, d) => {
      const counts = new Map<string, number>();
      for (let k = 0; k < 30; k++) {
        const term = `t${Math.floor(random() ** 2 * 900) + (d % 3) * 40}`;
        counts.set(term, (counts.get(term) ?? 0) + 1);
      }
      return { terms: [...counts.keys()].join(TERM_END), counts: Uint32Array.from(counts.values()) };
    }),
  );
  return new SimilarityModel({ rows: documents, width: WIDTH, data }, terms);
}

const documents = 300;
const known = model(documents);
/** Any order that is not that of the documents. */
const order = Array.from({ length: documents }, (_, i) => (i * 7) % documents);

/** A job's folder with the rows, and what reads them. */
function tiles() {
  const jobFolder = temporaryFolder();
  writeFileSync(path.join(jobFolder, SIMILARITY_FILE), encodeSimilarityRows(known, order));
  const own = new HeatmapTiles();
  onTestFinished(() => own.close());
  return (level: number, row: number, column: number) => own.tile({ jobFolder, level, row, column });
}

test('a tile of single pairs holds the similarity of each, in the order of the heatmap', async () => {
  const { rows, columns, values } = await tiles()(0, 1, 2);
  expect([rows, columns]).toEqual([TILE_CELLS, documents - 2 * TILE_CELLS]);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      expect(
        Math.abs(
          values[i * columns + j]! / 255 - known.between(order[TILE_CELLS + i]!, order[2 * TILE_CELLS + j]!).similarity,
        ),
      ).toBeLessThan(0.005);
});

test('a tile on the diagonal is symmetric, and a document is like itself', async () => {
  const { rows, values } = await tiles()(0, 0, 0);
  for (let i = 0; i < rows; i++) {
    expect(values[i * rows + i]).toBe(255);
    for (let j = 0; j < rows; j++) expect(values[i * rows + j]).toBe(values[j * rows + i]);
  }
});

test.each([1, 2, 3])(
  'at level %d a cell is the mean of its block, without any document beside itself',
  async (level) => {
    const per = 2 ** level;
    const { rows, columns, values } = await tiles()(level, 0, 0);
    expect(rows).toBe(Math.min(TILE_CELLS, Math.ceil(documents / per)));
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [5, 20],
      [rows - 1, 3],
      [rows - 1, rows - 1],
    ] as const) {
      const block = (cell: number) => order.slice(cell * per, (cell + 1) * per);
      // Negative cosines count as they are here.
      const cosine = (a: number, b: number) =>
        known.vectors.data
          .subarray(a * WIDTH, (a + 1) * WIDTH)
          .reduce((sum, v, k) => sum + v * known.vectors.data[b * WIDTH + k]!, 0);
      const pairs = block(i).flatMap((a) =>
        block(j).flatMap((b) => (a === b ? [] : [(cosine(a, b) + known.between(a, b).wording) / 2])),
      );
      const mean = pairs.length === 0 ? 1 : pairs.reduce((x, y) => x + y, 0) / pairs.length;
      expect(Math.abs(values[i * columns + j]! / 255 - mean), `cell ${i}, ${j}`).toBeLessThan(0.005);
    }
  },
);

test('an analysis that is too large for a whole matrix leaves its rows: tiles say of listed pairs what the report does', async () => {
  const process = analyzer();
  const request = analyzeRequest(folderSource(folderOfTexts(520)), {
    options: { granularity: 'sentence', clusters: 'auto', threshold: 0.85, seed: 1, encoder: 'fast' },
  });
  const { similarity } = readReport((await process.analyze(request)).reportPath);
  const rowOf = new Map(similarity.order.map((id, row) => [id, row]));
  for (const { a, b, similarity: listed } of similarity.pairs.slice(0, 20)) {
    const [i, j] = [rowOf.get(a)!, rowOf.get(b)!];
    const { columns, values } = await process.tile({
      jobFolder: request.jobFolder,
      level: 0,
      row: Math.floor(i / TILE_CELLS),
      column: Math.floor(j / TILE_CELLS),
    });
    expect(Math.abs(values[(i % TILE_CELLS) * columns + (j % TILE_CELLS)]! / 255 - listed)).toBeLessThan(0.006);
  }
});

test('an analysis without its rows, or with damaged ones, says what to do', async () => {
  const empty = temporaryFolder();
  await expect(new HeatmapTiles().tile({ jobFolder: empty, level: 0, row: 0, column: 0 })).rejects.toMatchObject({
    code: 'no-vectors',
    message: expect.stringContaining('Run it again.') as string,
  });
  writeFileSync(path.join(empty, SIMILARITY_FILE), encodeSimilarityRows(known, order).subarray(0, -5));
  await expect(new HeatmapTiles().tile({ jobFolder: empty, level: 0, row: 0, column: 0 })).rejects.toMatchObject({
    code: 'no-vectors',
  });
});
