// What the service does with all that its own description (OpenAPI) allows, and with what it does not, by schemathesis:   node scripts/schemathesis.mjs [--examples 100] [--seed 1] [--seconds 1200]
// Fails where an answer is 500 or more, is not one that the description names, or is not of its form; where wrong input is taken; where a token is not asked for.
// schemathesis is a program in Python: SCHEMATHESIS names one that is installed, else it is installed into build/schemathesis/ (from PyPI). Where there is no Python it is skipped, and that is said.
// Needs dist/ (npm run build).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../bench/product.mjs';

const VERSION = '4.32.5';

const root = path.join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '1200' },
  },
});

/** The program, installed where it is missing; `undefined` where that cannot be. */
function schemathesis() {
  if (process.env.SCHEMATHESIS) return process.env.SCHEMATHESIS;
  const folder = path.join(root, 'build/schemathesis');
  const program = path.join(folder, process.platform === 'win32' ? 'Scripts/schemathesis.exe' : 'bin/schemathesis');
  if (existsSync(program)) return program;
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  if (python === undefined)
    return void console.error(
      'Skipped: there is no Python, in which schemathesis is written. Install Python 3.10 or later with venv, or name an installed schemathesis in SCHEMATHESIS.',
    );
  console.error(`Installing schemathesis ${VERSION} into ${path.relative(root, folder)} …`);
  const pip = path.join(path.dirname(program), 'pip');
  const [made, got] = [
    [python, '-m', 'venv', folder],
    [pip, 'install', '--quiet', `schemathesis==${VERSION}`],
  ].map(([command, ...args]) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0);
  return made && got
    ? program
    : void console.error(
        'Skipped: schemathesis could not be installed, see above. It needs Python 3.10 or later with venv, and PyPI; or name an installed one in SCHEMATHESIS.',
      );
}

const program = schemathesis();
if (program === undefined) process.exit(0);

const { addToken, dataFolder, endAll, HttpClient, startServer } = await load(
  '../test/server/support/http-client',
  '../test/server/support/programs',
);
const data = dataFolder();
const token = addToken(data, 'one', 'read,write,metrics');
const server = await startServer({
  data,
  options: [
    '--requests',
    '1000000',
    '--unfinished',
    '1000',
    '--limit',
    'documentSize=1',
    '--limit',
    'totalSize=8',
    '--log',
    'error',
  ],
});
const client = new HttpClient(server.url, token);
const { id } = await client.upload(
  { 'a.txt': 'The bees dance in the hive, and tell the others where the flowers are. '.repeat(12) },
  { encoder: 'fast' },
);
await client.until(id);

const { status } = spawnSync(
  program,
  [
    '--config-file',
    path.join(import.meta.dirname, 'schemathesis.toml'),
    'run',
    `${server.url}/api/openapi.json`,
    '--header',
    `Authorization: Bearer ${token}`,
    '--max-examples',
    values.examples,
    '--seed',
    values.seed,
    '--request-timeout',
    '30',
    '--generation-database',
    'none',
    '--no-color',
    '--suppress-health-check',
    'all',
    '--continue-on-failure',
  ],
  { cwd: path.join(root, 'build'), stdio: 'inherit', timeout: Number(values.seconds) * 1000 },
);
const log = server.log();
if (/"level":(50|60)/.test(log))
  console.error(`The server's log has errors:\n${log.split('\n').slice(-20).join('\n')}`);
await endAll();
process.exit(status ?? 1);
