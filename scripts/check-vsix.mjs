// What a VSIX holds for its platform: native files of that platform and architecture and of no other, and all of it small enough to be downloaded.
//   node scripts/check-vsix.mjs FILE TARGET
import { statSync } from 'node:fs';
import unzipper from 'unzipper';

/** Bytes that a VSIX may have. */
export const MOST_BYTES = 60e6;

const ELF = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const MACH_O = new Map([
  [0x01000007, 'x64'],
  [0x0100000c, 'arm64'],
]);
const PE = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

/** Platform and architecture of a native file by its header, such as `linux-x64`; `undefined` for what is none. */
export function nativeTarget(bytes) {
  if (bytes.length < 64) return undefined;
  // ELF, gABI: class and data in the identification, e_machine at 18.
  if (bytes.readUInt32BE(0) === 0x7f454c46) return `linux-${ELF.get(bytes.readUInt16LE(18))}`;
  // Mach-O of 64 bits, loader.h: cputype at 4.
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return `darwin-${MACH_O.get(bytes.readUInt32LE(4))}`;
  // PE: the header's place at 0x3c, its machine 4 behind.
  const at = bytes.readUInt32LE(0x3c);
  if (bytes.readUInt16BE(0) === 0x4d5a && at + 6 <= bytes.length && bytes.readUInt32BE(at) === 0x50450000)
    return `win32-${PE.get(bytes.readUInt16LE(at + 4))}`;
  return undefined;
}

/** What is of the service alone, and may be in no editor: its bundle, its pages, and the notices of packages that only it has. */
const OF_SERVICE = /^extension\/(dist\/(server\.js|web\/)|node_modules\/)/;
const PACKAGES_OF_SERVICE = ['@aws-sdk/client-s3', 'bullmq', 'fastify', 'ioredis'];

/**
 * @returns what is wrong, a sentence each; empty where all is well
 */
export async function vsixProblems(file, target) {
  const { size } = statSync(file);
  const { files } = await unzipper.Open.file(file);
  const native = [];
  for (const entry of files) {
    if (!/\.(node|so|dylib|dll|exe)(\.\d+)*$|\.\d+\.dylib$/.test(entry.path)) continue;
    native.push([entry.path, nativeTarget(await entry.buffer())]);
  }
  const manifest = (await files.find((f) => f.path === 'extension.vsixmanifest')?.buffer())?.toString('utf8') ?? '';
  const notices =
    (await files.find((f) => f.path === 'extension/dist/THIRD-PARTY-NOTICES.txt')?.buffer())?.toString('utf8') ?? '';
  return [
    ...files
      .filter(({ path }) => OF_SERVICE.test(path))
      .map(({ path }) => `${path} is of the service, which is in the npm package alone`),
    ...PACKAGES_OF_SERVICE.filter((name) => notices.includes(`\n${name} `)).map(
      (name) => `${name} is in a bundle of it, and is of the service alone`,
    ),
    ...(size < MOST_BYTES ? [] : [`it has ${(size / 1e6).toFixed(1)} MB, and may have ${MOST_BYTES / 1e6}`]),
    ...(manifest.includes(`TargetPlatform="${target}"`) ? [] : [`its manifest is not one for ${target}`]),
    ...(native.length >= 2 ? [] : ['the ONNX runtime is not in it']),
    ...native
      .filter(([, found]) => found !== target)
      .map(([name, found]) => `${name} is for ${found ?? 'no known platform'}`),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const [, , file, target] = process.argv;
  const problems = await vsixProblems(file, target);
  for (const problem of problems) console.error(`${file}: ${problem}`);
  process.exit(problems.length === 0 ? 0 : 1);
}
