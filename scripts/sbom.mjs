// Writes the bill of materials (CycloneDX 1.6, ECMA-424) of what is shipped: the packages whose code is in a bundle, the ONNX runtime's native files and the models. Fails where its schema does not allow it.
//   npm run sbom [-- --out build/sbom.cdx.json] [-- --npm]   with --npm that of the npm package, which has the service besides
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sbomProblems } from './check-sbom.mjs';
import { MODELS, shippedPackages } from './shipped.mjs';

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'build/sbom.cdx.json' }, npm: { type: 'boolean', default: false } },
});
const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const own = read('package.json');
const lock = read('package-lock.json').packages;

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
/** An SPDX id where it is one, an expression where several are joined. */
const licence = (text) =>
  /\s(OR|AND|WITH)\s|\(/.test(text)
    ? { expression: text }
    : { license: /^[\w.+-]+$/.test(text) ? { id: text } : { name: text } };
const components = (await shippedPackages(values.npm)).map(({ folder, name, version, licence: text }) => {
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
const models = MODELS.map(({ name, licence: text }) => ({
  type: 'machine-learning-model',
  'bom-ref': `model:${name}`,
  name,
  version: own.version,
  hashes: [
    {
      alg: 'SHA-256',
      content: createHash('sha256')
        .update(readFileSync(path.join(root, 'models', name)))
        .digest('hex'),
    },
  ],
  licenses: [licence(text)],
}));
const application = {
  type: 'application',
  'bom-ref': purl(own.name, own.version),
  name: own.name,
  version: own.version,
  purl: purl(own.name, own.version),
  licenses: [licence(own.license)],
};
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
const problems = await sbomProblems(JSON.stringify(bom));
for (const problem of problems) console.error(`  ${problem}`);
if (problems.length > 0) process.exitCode = 1;
