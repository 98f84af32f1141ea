// Builds everything that runs: models/ (the encoder, from its pinned package) and dist/ (its bundles, the parsers of formats, native files, notices).
//   node esbuild.mjs [--target linux-x64|linux-arm64|darwin-x64|darwin-arm64|win32-x64|win32-arm64]
//   node esbuild.mjs --dev [--watch]   with source maps and not minified; again whenever a file changes
//   node esbuild.mjs --npm FOLDER   the command line's bundles there, for every platform: npm brings the ONNX runtime
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { bundlesOf } from './scripts/bundles.mjs';
import { buildModels } from './scripts/models/build-models.mjs';
import { copyNativeFiles } from './scripts/native-files.mjs';
import { packCharacterMaps } from './scripts/packed-data.mjs';
import { packagesIn } from './scripts/shipped.mjs';
import { writeNotices } from './scripts/third-party-notices.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: `${process.platform}-${process.arch}` },
    npm: { type: 'string' },
    dev: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});
if (values.watch && !values.dev) {
  console.error('--watch goes with --dev.');
  process.exit(1);
}
const root = import.meta.dirname;
const npm = values.npm !== undefined;
const dist = path.resolve(values.npm ?? path.join(root, 'dist'));

rmSync(dist, { recursive: true, force: true });
await buildModels(path.join(root, 'models'));
const { shipped, beside } = bundlesOf(dist, npm, values.dev);
const contexts = await Promise.all([...shipped, ...beside].map((options) => context(options)));
const results = await Promise.all(contexts.map((bundles) => bundles.rebuild()));
if (!npm) copyNativeFiles(values.target, dist);
packCharacterMaps(dist);
writeNotices(packagesIn(results.slice(0, shipped.length).map((r) => r.metafile)), dist, npm);

if (values.watch) {
  await Promise.all(contexts.map((bundles) => bundles.watch()));
  console.log('Built. A file of src/ that changes is built again; Ctrl+C ends this.');
} else {
  await Promise.all(contexts.map((bundles) => bundles.dispose()));
}
