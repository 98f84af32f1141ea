// Builds everything that runs: models/ (the encoder, from its pinned package) and dist/ (its bundles, the parsers of formats, native files, notices).
//   node esbuild.mjs [--target linux-x64|linux-arm64|darwin-x64|darwin-arm64|win32-x64|win32-arm64]
//   node esbuild.mjs --npm FOLDER   the command line's bundles there, for every platform: npm brings the ONNX runtime
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { lazyCommands, lazyEntryPoints, lazyExtensionParts, lazyFormats, lazyParts, pdfWithoutCanvas, sharedFormats } from './scripts/lazy-formats.mjs';
import { buildModels } from './scripts/models/build-models.mjs';
import { copyNativeFiles, onnxruntimeBesideBundle } from './scripts/native-files.mjs';
import { packCharacterMaps, packedLanguageModels } from './scripts/packed-data.mjs';
import { writeNotices } from './scripts/third-party-notices.mjs';
import { vscodeApi } from './scripts/vscode-api.mjs';

const { values } = parseArgs({ options: { target: { type: 'string', default: `${process.platform}-${process.arch}` }, npm: { type: 'string' } } });
const root = import.meta.dirname;
const dist = path.resolve(values.npm ?? path.join(root, 'dist'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Other stores that BullMQ can work with, and colours for a log that nobody prints: they are asked for only where they are chosen. */
const NOT_IN_SERVER = ['pg', 'pg-native', 'pino-pretty', 'redis'];

const common = { bundle: true, minify: true, sourcemap: false, metafile: true, logLevel: 'warning', legalComments: 'none', charset: 'utf8', absWorkingDir: root, define: { ENGINE_VERSION: JSON.stringify(version) } };
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', outdir: dist, plugins: [...(values.npm ? [] : [onnxruntimeBesideBundle]), lazyFormats, pdfWithoutCanvas], external: ['vscode', ...(values.npm ? ['onnxruntime-node'] : [])] };

rmSync(dist, { recursive: true, force: true });
await buildModels(path.join(root, 'models'));
const commands = build({ ...node, entryPoints: lazyCommands });
/** The service: its code for Node and its pages. They are in the npm package alone. */
const service = [
  build({ ...node, entryPoints: { server: 'src/server/main.ts' }, external: [...node.external, ...NOT_IN_SERVER] }),
  build({ ...common, entryPoints: { 'service-page': 'src/webview/service/service-page.ts', 'service-host': 'src/webview/service/service-host.ts', 'api-docs': 'src/webview/service/api-docs.ts' }, platform: 'browser', target: 'es2022', format: 'iife', outdir: path.join(dist, 'web') }),
];
const results = await Promise.all([
  ...(values.npm ? [] : [build({ ...node, plugins: [...node.plugins, vscodeApi], entryPoints: { extension: 'src/extension/extension.ts', ...lazyExtensionParts } })]),
  build({ ...node, entryPoints: { worker: 'src/worker/worker.ts', thread: 'src/worker/thread.ts', layout: 'src/worker/layout.ts', parser: 'src/worker/parser.ts', ...lazyParts } }),
  // PDF.js would find itself by the address of its module, which a bundle has not.
  build({ ...node, plugins: [...node.plugins, sharedFormats, packedLanguageModels], entryPoints: lazyEntryPoints(), define: { ...common.define, 'import.meta.url': '"file:///"' } }),
  build({ ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } }),
  // Not in a VSIX, nor in its notices.
  ...(values.npm ? [commands] : []),
  build({ ...common, entryPoints: { webview: 'src/webview/main.ts', changes: 'src/webview/changes/main.ts' }, platform: 'browser', target: 'es2022', format: 'esm', outdir: dist }),
  build({ ...common, entryPoints: { 'report-page': 'src/webview/report-page.ts' }, platform: 'browser', target: 'es2022', format: 'iife', outdir: dist }),
]);
await commands;
if (!values.npm) copyNativeFiles(values.target, dist);
packCharacterMaps(dist);
const ofService = await Promise.all(service);
writeNotices([...results, ...(values.npm ? ofService : [])].map((r) => r.metafile), dist);
