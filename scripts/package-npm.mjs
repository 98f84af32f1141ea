// Packs the command line as an npm package into build/, for every platform: npm brings the ONNX runtime.   npm run package:npm
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'build/npm');
const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const own = read('package.json');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
execFileSync(process.execPath, ['esbuild.mjs', '--npm', path.join(folder, 'dist')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
for (const file of [
  'LICENSE',
  'CHANGELOG.md',
  'docs/report.schema.json',
  'docs/detector.md',
  'docs/assistants.md',
  'docs/server.md',
  'models/encoder-int8.onnx',
  'models/tokenizer.json',
  'models/static-encoder.bin',
  'models/gemm.onnx',
  'models/similarity.onnx',
  'models/detector.bin',
  'models/detector.json',
  'models/DETECTOR.md',
  'models/ENCODER.md',
  'models/ENCODER-LICENSE.txt',
])
  cpSync(path.join(root, file), path.join(folder, file));
cpSync(path.join(root, 'docs/command-line.md'), path.join(folder, 'README.md'));
writeFileSync(
  path.join(folder, 'package.json'),
  `${JSON.stringify(
    {
      name: own.name,
      version: own.version,
      description: read('package.nls.json').description,
      license: own.license,
      keywords: own.keywords,
      repository: own.repository,
      bin: { 'ghostwriter-batch': 'dist/cli.js', ghostwriter: 'dist/cli.js' },
      engines: { node: own.engines.node },
      dependencies: { 'onnxruntime-node': own.dependencies['onnxruntime-node'] },
    },
    undefined,
    2,
  )}\n`,
);
const shell = process.platform === 'win32';
const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--pack-destination', '..'], {
    cwd: folder,
    encoding: 'utf8',
    shell,
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);
const tarball = path.join(root, 'build', packed.filename);
console.log(`${path.relative(root, tarball)} (${(statSync(tarball).size / 1e6).toFixed(1)} MB)`);
