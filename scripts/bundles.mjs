// What is bundled, and of that what is shipped: one table for the build, the notices, the bill of materials and the check of licences.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  lazyCommands,
  lazyEntryPoints,
  lazyExtensionParts,
  lazyFormats,
  lazyParts,
  pdfWithoutCanvas,
  sharedFormats,
} from './lazy-formats.mjs';
import { onnxruntimeBesideBundle } from './native-files.mjs';
import { packedLanguageModels } from './packed-data.mjs';
import { vscodeApi } from './vscode-api.mjs';

const root = path.join(import.meta.dirname, '..');

/** Other stores that BullMQ can work with, and colours for a log that nobody prints: they are asked for only where they are chosen. */
const NOT_IN_SERVER = ['pg', 'pg-native', 'pino-pretty', 'redis'];

/**
 * @param dist folder of the bundles
 * @param npm whether they are those of the npm package
 * @param dev whether they are to be debugged: with source maps, and not minified
 * @returns esbuild's options of each: of what is `shipped`, and of what is built `beside` it to be run here, which no VSIX has
 */
export function bundlesOf(dist, npm, dev = false) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const common = {
    bundle: true,
    minify: !dev,
    sourcemap: dev && 'linked',
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
    charset: 'utf8',
    absWorkingDir: root,
    define: { ENGINE_VERSION: JSON.stringify(version) },
  };
  const node = {
    ...common,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outdir: dist,
    plugins: [...(npm ? [] : [onnxruntimeBesideBundle]), lazyFormats, pdfWithoutCanvas],
    external: ['vscode', ...(npm ? ['onnxruntime-node'] : [])],
  };
  const extension = {
    ...node,
    plugins: [...node.plugins, vscodeApi],
    entryPoints: { extension: 'src/extension/extension.ts', ...lazyExtensionParts },
  };
  /** The command line, what one command of it needs, and the service with its pages. */
  const commandLine = [
    { ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
    { ...node, entryPoints: lazyCommands },
    { ...node, entryPoints: { server: 'src/server/main.ts' }, external: [...node.external, ...NOT_IN_SERVER] },
    {
      ...common,
      entryPoints: {
        'service-page': 'src/webview/service/service-page.ts',
        'service-host': 'src/webview/hosts/service.ts',
        'api-docs': 'src/webview/service/api-docs.ts',
      },
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      outdir: path.join(dist, 'web'),
    },
  ];
  const everywhere = [
    {
      ...node,
      entryPoints: {
        worker: 'src/process/child/main.ts',
        thread: 'src/process/threads/thread.ts',
        layout: 'src/process/threads/layout.ts',
        parser: 'src/process/threads/parser.ts',
        ...lazyParts,
      },
    },
    // PDF.js would find itself by the address of its module, which a bundle has not.
    {
      ...node,
      plugins: [...node.plugins, sharedFormats, packedLanguageModels],
      entryPoints: lazyEntryPoints(),
      define: { ...common.define, 'import.meta.url': '"file:///"' },
    },
    {
      ...common,
      entryPoints: { webview: 'src/webview/main.ts', changes: 'src/webview/changes/main.ts' },
      platform: 'browser',
      target: 'es2022',
      format: 'esm',
      outdir: dist,
    },
    {
      ...common,
      entryPoints: { 'report-page': 'src/webview/hosts/exported-page.ts' },
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      outdir: dist,
    },
  ];
  return npm
    ? { shipped: [...everywhere, ...commandLine], beside: [] }
    : { shipped: [extension, ...everywhere], beside: commandLine };
}
