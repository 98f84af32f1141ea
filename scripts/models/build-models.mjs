// Puts the built models into models/, beside the committed ones, unless they are there already. Every file's SHA-256 is checked.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 of what the pinned package must give. */
const EXPECTED = {
  'encoder-int8.onnx': '1fdaa285424278243d9290316dba88f404c09378b29360442fb0dd92b13cdbb7',
  'tokenizer.json': 'b1233ecddc363b2f890c964a5542f7b0c0a0fd87e43e87eb4a92795d6024796c',
  'similarity.onnx': '99346a44b98771df36776ea532bd1bccca280543e41e6a9af4e98d9c2840d6bc',
  'gemm.onnx': '384714b09f8d3c17c2c3f03381ddfc81a758d871c74cb1bf0e5e38b948fec052',
};

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const isThere = (folder, name) =>
  existsSync(path.join(folder, name)) && sha256(readFileSync(path.join(folder, name))) === EXPECTED[name];

/** Builds what is missing or changed in `folder`; throws when the result is not what is expected. */
export async function buildModels(folder) {
  mkdirSync(folder, { recursive: true });
  const missing = Object.keys(EXPECTED).filter((name) => !isThere(folder, name));
  if (missing.length > 0) {
    const { buildEncoder, buildTokenizer } = await import('./encoder.mjs');
    const { buildGemm, buildSimilarity } = await import('./gemm.mjs');
    const builders = {
      'encoder-int8.onnx': () => buildEncoder(true),
      'tokenizer.json': buildTokenizer,
      'gemm.onnx': buildGemm,
      'similarity.onnx': buildSimilarity,
    };
    for (const name of missing) {
      const data = builders[name]();
      if (sha256(data) !== EXPECTED[name])
        throw new Error(
          `models/${name} came out with SHA-256 ${sha256(data)} instead of ${EXPECTED[name]}. Run npm ci and build again; if it stays so, a pinned package has changed.`,
        );
      writeFileSync(path.join(folder, name), data);
    }
  }
}
