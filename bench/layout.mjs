// How long the map takes, and how well it keeps groups apart.
//   node bench/layout.mjs [documents …, default 24 500 1500 10000 100000]
import { load, modelsFolder } from './product.mjs';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [24, 500, 1_500, 10_000, 100_000];
const WIDTH = 612;
const BLOBS = 10;
const { gaussian, layOut, RowProducts, seededRandom } = await load(
  'analysis/corpus/layout',
  'analysis/corpus/random',
  'analysis/corpus/row-products',
);
const products = await RowProducts.load(modelsFolder, 2);

console.log('documents | seconds | of them computing | own');
for (const n of sizes) {
  const normal = gaussian(seededRandom(1));
  const centres = Array.from({ length: BLOBS }, () => Float32Array.from({ length: WIDTH }, normal));
  const data = new Float32Array(n * WIDTH);
  for (let i = 0; i < n; i++) {
    const row = centres[i % BLOBS].map((v) => v + 2 * normal());
    const length = Math.hypot(...row);
    data.set(
      row.map((v) => v / length),
      i * WIDTH,
    );
  }
  const start = performance.now();
  const before = process.cpuUsage();
  const places = await layOut({ rows: n, width: WIDTH, data }, 1, products);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const looked = Array.from({ length: Math.min(n, 1_000) }, (_, k) => Math.floor((k * n) / Math.min(n, 1_000)));
  const own = looked.filter((i) => {
    let nearest = -1;
    let least = Infinity;
    for (let j = 0; j < n; j++) {
      const distance = (places[2 * i] - places[2 * j]) ** 2 + (places[2 * i + 1] - places[2 * j + 1]) ** 2;
      if (j !== i && distance < least) [nearest, least] = [j, distance];
    }
    return nearest % BLOBS === i % BLOBS;
  });
  console.log(
    `${n} | ${seconds.toFixed(1)} | ${((user + system) / 1e6).toFixed(1)} | ${((100 * own.length) / looked.length).toFixed(0)} %`,
  );
}
await products.release();
