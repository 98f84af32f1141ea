// ml-kmeans against the tiles, from the same start.   node bench/k-means.mjs
import { load, modelsFolder } from './product.mjs';

const { RowProducts, gaussian, lloydSmall, lloydTiled, plusPlus, seededRandom } = await load(
  'analysis/corpus/k-means',
  'analysis/corpus/random',
  'analysis/corpus/row-products',
);
const products = await RowProducts.load(modelsFolder, 1);
const WIDTH = 256,
  CLUSTERS = 20;
for (const rows of [200, 500, 2000, 10_000]) {
  const normal = gaussian(seededRandom(rows));
  const centres = Float32Array.from({ length: CLUSTERS * WIDTH }, normal);
  const data = Float32Array.from(
    { length: rows * WIDTH },
    (_, i) => centres[(Math.floor(i / WIDTH) % CLUSTERS) * WIDTH + (i % WIDTH)] + 2 * normal(),
  );
  const matrix = { rows, width: WIDTH, data };
  let start = performance.now();
  const initial = await plusPlus(matrix, CLUSTERS, seededRandom(1), products);
  const seeding = performance.now() - start;
  const results = [];
  for (const lloyd of [lloydSmall, lloydTiled]) {
    start = performance.now();
    const { inertia } = await lloyd(matrix, initial, products);
    results.push({ ms: performance.now() - start, inertia });
  }
  const [small, tiled] = results;
  console.log(
    `${rows} × ${WIDTH}, k = ${CLUSTERS}: seeding ${seeding.toFixed(0)} ms · ml-kmeans ${small.ms.toFixed(0)} ms · tiles ${tiled.ms.toFixed(0)} ms · inertia ${((small.inertia / tiled.inertia - 1) * 100).toFixed(3)} % apart`,
  );
}
await products.release();
