// Builds everything that runs: models/ (the encoder, from its pinned package) and dist/ (six bundles, the parsers of formats, native files, notices).
//   node esbuild.mjs [--target linux-x64|linux-arm64|darwin-x64|darwin-arm64|win32-x64|win32-arm64]
//   node esbuild.mjs --npm FOLDER   the command line's bundles there, for every platform: npm brings the ONNX runtime
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { copyCharacterMaps, lazyEntryPoints, lazyFormats, pdfWithoutCanvas } from './scripts/lazy-formats.mjs';
import { buildModels } from './scripts/models/build-models.mjs';
import { copyNativeFiles, onnxruntimeBesideBundle } from './scripts/native-files.mjs';
import { writeNotices } from './scripts/third-party-notices.mjs';

const { values } = parseArgs({ options: { target: { type: 'string', default: `${process.platform}-${process.arch}` }, npm: { type: 'string' } } });
const root = import.meta.dirname;
const dist = path.resolve(values.npm ?? path.join(root, 'dist'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const common = { bundle: true, minify: true, sourcemap: false, metafile: true, logLevel: 'warning', legalComments: 'none', charset: 'utf8', absWorkingDir: root, define: { ENGINE_VERSION: JSON.stringify(version) } };
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', outdir: dist, plugins: [...(values.npm ? [] : [onnxruntimeBesideBundle]), lazyFormats, pdfWithoutCanvas], external: ['vscode', ...(values.npm ? ['onnxruntime-node'] : [])] };

rmSync(dist, { recursive: true, force: true });
await buildModels(path.join(root, 'models'));
const results = await Promise.all([
  ...(values.npm ? [] : [build({ ...node, entryPoints: { extension: 'src/extension/extension.ts' } })]),
  build({ ...node, entryPoints: { worker: 'src/worker/worker.ts', thread: 'src/worker/thread.ts', parser: 'src/worker/parser.ts' } }),
  // PDF.js would find itself by the address of its module, which a bundle has not.
  build({ ...node, entryPoints: lazyEntryPoints(), define: { ...common.define, 'import.meta.url': '"file:///"' } }),
  build({ ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } }),
  build({ ...common, entryPoints: { webview: 'src/webview/main.ts' }, platform: 'browser', target: 'es2022', format: 'esm', outdir: dist }),
  build({ ...common, entryPoints: { 'report-page': 'src/webview/report-page.ts' }, platform: 'browser', target: 'es2022', format: 'iife', outdir: dist }),
]);
if (!values.npm) copyNativeFiles(values.target, dist);
copyCharacterMaps(dist);
writeNotices(results.map((r) => r.metafile), dist);
