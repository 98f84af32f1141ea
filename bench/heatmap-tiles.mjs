// How long a tile of the heatmap takes, and how large the rows are that it is made of: made-up documents, their terms by Zipf's law.
//   node bench/heatmap-tiles.mjs [documents, default 100000] [distinct terms a document, default 130]
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from './product.mjs';

const { encodeSimilarityRows, SimilarityModel, tfIdf, HeatmapTiles, SIMILARITY_FILE, TILE_CELLS } = await load(
  'analysis/corpus/similarity-rows',
  'analysis/corpus/similarity',
  'analysis/corpus/tf-idf',
  'process/child/queries/heatmap-tiles',
  'protocol/analyzer',
);
const documents = Number(process.argv[2] ?? 100_000);
const perDocument = Number(process.argv[3] ?? 130);
const WIDTH = 256;
const VOCABULARY = 60_000;

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const vectors = new Float32Array(documents * WIDTH).map(() => (random() - 0.4) / 8);
const termCounts = Array.from({ length: documents }, () => {
  const terms = new Set();
  while (terms.size < perDocument) terms.add(`t${Math.floor(VOCABULARY ** random())}`);
  return { terms: [...terms].join('\n'), counts: new Uint32Array(terms.size).fill(1) };
});
const model = new SimilarityModel({ rows: documents, width: WIDTH, data: vectors }, tfIdf(termCounts));
const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-'));
const processor = async (run) => {
  const [before, start] = [process.cpuUsage(), performance.now()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 1000).toFixed(0)} ms of a core, ${(performance.now() - start).toFixed(0)} ms by the clock`;
};
try {
  console.log(
    'rows written:',
    await processor(() =>
      writeFileSync(
        path.join(folder, SIMILARITY_FILE),
        encodeSimilarityRows(
          model,
          Array.from({ length: documents }, (_, i) => i),
        ),
      ),
    ),
  );
  console.log(
    `${(statSync(path.join(folder, SIMILARITY_FILE)).size / 1e6).toFixed(0)} MB for ${documents.toLocaleString('en')} documents`,
  );
  const tiles = new HeatmapTiles();
  const tile = (level, row, column) => processor(() => tiles.tile({ jobFolder: folder, level, row, column }));
  await tile(0, 1, 2);
  for (let level = 0; TILE_CELLS * 2 ** level < documents; level++)
    console.log(
      `level ${level} (${2 ** level} documents a cell): first ${await tile(level, 0, 1)}; beside it ${TILE_CELLS * 2 ** (level + 1) < documents ? await tile(level, 0, 2) : '—'}`,
    );
  tiles.close();
} finally {
  rmSync(folder, { recursive: true });
}
