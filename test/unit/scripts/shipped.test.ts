// What of others is shipped: its licences, its notices, its bill of materials.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ALLOWED, licenceProblems } from '../../../scripts/check-licences.mjs';
import { sbomProblems } from '../../../scripts/check-sbom.mjs';
import { MODELS, shippedPackages } from '../../../scripts/shipped.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const [vsix, npm] = [shippedPackages(false), shippedPackages(true)];
const TEXT = 'Permission is hereby granted. '.repeat(20);

test.each([
  ['VSIX', vsix],
  ['npm package', npm],
])('all that is shipped in the %s may be, and comes with its licence', async (_, shipped) => {
  const packages = await shipped;
  expect(packages.length).toBeGreaterThan(80);
  expect(licenceProblems(packages, MODELS)).toEqual([]);
});

test('each model that is shipped is in the list of models, with a licence', () => {
  const manifest = readFileSync(path.join(ROOT, '.vscodeignore'), 'utf8');
  const packed = [...manifest.matchAll(/^!models\/([\w-]+\.(?:onnx|bin|json))$/gm)].map(([, name]) => name);
  expect(MODELS.map(({ name }) => name).sort()).toEqual(packed.sort());
});

test.each([
  ['GPL-3.0-only', 'is not in the list'],
  ['AGPL-3.0', 'is not in the list'],
  ['SEE LICENSE IN LICENSE', 'is not in the list'],
  ['UNLICENSED', 'is not in the list'],
  ['MIT AND GPL-2.0-only', 'is not in the list'],
  ['Apache-2.0 WITH LLVM-exception', 'is not in the list'],
])('%s is not shipped', (licence, problem) => {
  expect(licenceProblems([{ name: 'a', version: '1.0.0', licence, text: TEXT }], [])).toEqual([
    expect.stringContaining(problem),
  ]);
});

test.each(['MIT', '(MIT OR GPL-3.0-or-later)', 'MIT AND ISC', ...ALLOWED])('%s is', (licence) => {
  expect(licenceProblems([{ name: 'a', version: '1.0.0', licence, text: TEXT }], [])).toEqual([]);
});

test('a package or a model without the text of its licence is not shipped', () => {
  expect(
    licenceProblems(
      [{ name: 'a', version: '1.0.0', licence: 'MIT', text: 'MIT' }],
      [{ name: 'b.bin', licence: 'MIT', text: 'models/NO-LICENSE.txt' }],
    ),
  ).toEqual([expect.stringContaining('a 1.0.0 comes without'), expect.stringContaining('models/b.bin comes without')]);
});

test('the notices of the runtime are those of the version that is shipped', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(readdirSync(path.join(ROOT, 'licences')).filter((name) => name.startsWith('onnxruntime'))).toEqual([
    `onnxruntime-${dependencies['onnxruntime-node']!}.txt`,
  ]);
});

test('the notices name each package of the VSIX with its licence, and none of the service', async () => {
  const file = path.join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt');
  expect(existsSync(file)).toBe(true);
  const notices = readFileSync(file, 'utf8');
  for (const { name, version, licence } of await vsix) expect(notices).toContain(`\n${name} ${version} (${licence})\n`);
  for (const name of ['fastify', 'bullmq', '@modelcontextprotocol/sdk']) expect(notices).not.toContain(`\n${name} `);
  expect(notices).toContain('UNICODE LICENSE V3');
  expect(notices).toContain('protocolbuffers/protobuf');
});

test.each([
  ['the VSIX', []],
  ['the npm package', ['--npm']],
])('the bill of materials of %s is what its schema says, and names each package and model once', (_, args) => {
  const out = path.join(temporaryFolder(), 'sbom.cdx.json');
  execFileSync(process.execPath, ['scripts/sbom.mjs', '--out', out, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { components } = JSON.parse(readFileSync(out, 'utf8')) as {
    components: { readonly purl?: string; readonly name: string; readonly licenses: unknown[] }[];
  };
  const names = components.map(({ purl, name }) => purl ?? name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining([...MODELS.map(({ name }) => name), expect.stringMatching(/^pkg:npm\/pdfjs-dist@/)]),
  );
  expect(components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
});

test('a bill of materials that is none fails', async () => {
  expect(
    await sbomProblems(
      JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'book', name: 'a' }] }),
    ),
  ).not.toEqual([]);
});
