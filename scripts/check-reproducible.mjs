// Builds a commit twice, from two clones, and compares the bytes:   npm run package -- --check-reproducible [--target darwin-arm64] [--packages PATH]
//   --packages FOLDER   takes the packages from there (a node_modules of the same package-lock.json) instead of npm ci in each clone: faster, and it needs no network
// The clones differ in everything that must not matter: their folders and how deep they lie, the time zone, the language, the mode of new files, the times of all files, and when it happens.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, linkSync, lutimesSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import unzipper from 'unzipper';
import { vsixPath } from './vsix.mjs';

const root = path.join(import.meta.dirname, '..');
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const CLONES = [
  { folder: 'one', umask: 0o022, env: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' } },
  {
    folder: 'two/much deeper/ünlike the other',
    umask: 0o002,
    env: { TZ: 'Asia/Kathmandu', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    touched: new Date('2001-02-03T04:05:06Z'),
  },
];

/**
 * Builds the commit that is checked out twice, and tells what differs.
 *
 * @param target platform, such as `linux-x64`
 * @param packages folder of installed packages to take instead of installing them
 * @returns SHA-256 of the VSIX and of the npm package; throws where two builds differ
 */
export async function checkReproducible(target, packages) {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  if (git('status', '--porcelain').trim() !== '')
    console.warn('There are changes that are not committed: the last commit is built, without them.');
  const temporary = mkdtempSync(path.join(tmpdir(), 'ghostwriter-reproducible-'));
  try {
    const builds = [];
    for (const clone of CLONES) builds.push(built(path.join(temporary, clone.folder), clone, target, packages));
    const [first, second] = builds;
    for (const [i, file] of first.entries()) {
      const [a, b] = [readFileSync(file), readFileSync(second[i])];
      console.log(`${sha256(a)}  ${path.basename(file)}`);
      if (!a.equals(b))
        throw new Error(
          `Two builds of ${path.basename(file)} differ: ${file.endsWith('.vsix') ? await differences(file, second[i]) : 'unpack both, and compare'}`,
        );
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Clones, builds and packs; the paths of what came out. */
function built(folder, { umask, env, touched }, target, packages) {
  const before = process.umask(umask);
  try {
    mkdirSync(path.dirname(folder), { recursive: true });
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder], { stdio: 'inherit' });
    const environment = { ...process.env, ...env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
    if (packages === undefined)
      execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: folder,
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    else linkFolder(packages, path.join(folder, 'node_modules'));
    if (touched)
      for (const name of readdirSync(folder, { recursive: true }).filter(
        (file) => !/^(node_modules|\.git)([\\/]|$)/.test(file),
      ))
        lutimesSync(path.join(folder, name), touched, touched);
    const run = (...args) =>
      execFileSync(process.execPath, args, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    run('scripts/package.mjs', '--target', target);
    run('scripts/package-npm.mjs');
    const build = path.join(folder, 'build');
    return [path.basename(vsixPath(target)), ...readdirSync(build).filter((file) => file.endsWith('.tgz'))].map(
      (file) => path.join(build, file),
    );
  } finally {
    process.umask(before);
  }
}

/** The same files under other names, by links where the file system has them: a gigabyte is not copied twice. */
function linkFolder(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true });
    else link(source, target);
  }
}

function link(source, target) {
  try {
    linkSync(source, target);
  } catch {
    cpSync(source, target);
  }
}

/** The entries in which two archives differ. */
async function differences(a, b) {
  const contents = async (file) =>
    new Map(
      await Promise.all(
        (await unzipper.Open.file(file)).files.map(async (entry) => [entry.path, sha256(await entry.buffer())]),
      ),
    );
  const [first, second] = [await contents(a), await contents(b)];
  const names = [...new Set([...first.keys(), ...second.keys()])].filter(
    (name) => first.get(name) !== second.get(name),
  );
  return names.length > 0 ? names.join(', ') : 'in how the archive is written, not in what it holds';
}
