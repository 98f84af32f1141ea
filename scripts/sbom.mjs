// Writes the bill of materials (CycloneDX 1.6, ECMA-424) of what is shipped: the packages whose code is in a bundle, the ONNX runtime's native files and the models.
//   npm run sbom [-- --out build/sbom.cdx.json] [-- --npm]   with --npm that of the npm package, which has the service besides
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { lazyCommands, lazyEntryPoints, lazyFormats, pdfWithoutCanvas } from './lazy-formats.mjs';
import { packagesIn } from './third-party-notices.mjs';

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: 'build/sbom.cdx.json' }, npm: { type: 'boolean', default: false } } });
const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const own = read('package.json');
const lock = read('package-lock.json').packages;

const entries = { extension: 'src/extension/extension.ts', worker: 'src/worker/worker.ts', thread: 'src/worker/thread.ts', parser: 'src/worker/parser.ts', cli: 'src/cli/main.ts', ...(values.npm && { server: 'src/server/main.ts' }), ...lazyCommands, ...lazyEntryPoints() };
const pages = { webview: 'src/webview/main.ts', 'report-page': 'src/webview/report-page.ts', ...(values.npm && { 'service-page': 'src/webview/service/service-page.ts', 'service-host': 'src/webview/service/service-host.ts', 'api-docs': 'src/webview/service/api-docs.ts' }) };
const common = { bundle: true, write: false, metafile: true, logLevel: 'error', absWorkingDir: root, outdir: 'build/sbom' };
const results = await Promise.all([
  build({ ...common, entryPoints: entries, platform: 'node', format: 'cjs', plugins: [lazyFormats, pdfWithoutCanvas], external: ['vscode', '*.node', 'pg', 'pg-native', 'pino-pretty', 'redis'], define: { 'import.meta.url': '"file:///"' } }),
  build({ ...common, entryPoints: pages, platform: 'browser', format: 'esm' }),
]);

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
/** An SPDX id where it is one, an expression where several are joined. */
const licence = (text) => (/\s(OR|AND|WITH)\s|\(/.test(text) ? { expression: text } : { license: /^[\w.+-]+$/.test(text) ? { id: text } : { name: text } });
const components = packagesIn(results.map((r) => r.metafile)).map(({ folder, name, version, licence: text }) => {
  const integrity = /^sha512-(.+)$/.exec(lock[folder]?.integrity ?? '')?.[1];
  return {
    type: 'library',
    'bom-ref': purl(name, version),
    name,
    version,
    purl: purl(name, version),
    licenses: [licence(text)],
    ...(integrity && { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity, 'base64').toString('hex') }] }),
  };
});
const models = ['encoder-int8.onnx', 'tokenizer.json', 'static-encoder.bin', 'gemm.onnx', 'similarity.onnx', 'detector.bin', 'detector.json'].map((name) => ({
  type: 'machine-learning-model',
  'bom-ref': `model:${name}`,
  name,
  version: own.version,
  hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(readFileSync(path.join(root, 'models', name))).digest('hex') }],
}));
const application = { type: 'application', 'bom-ref': purl(own.name, own.version), name: own.name, version: own.version, purl: purl(own.name, own.version), licenses: [licence(own.license)] };
const all = [...components, ...models];
const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: application },
  components: all,
  dependencies: [{ ref: application['bom-ref'], dependsOn: all.map((c) => c['bom-ref']) }],
};
const out = path.resolve(root, values.out);
mkdirSync(path.dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify(bom, undefined, 1)}\n`);
console.log(`${path.relative(root, out)} (${components.length} packages, ${models.length} models)`);
