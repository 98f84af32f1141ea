// The ONNX runtime's native files, beside the bundles: dist/native/<platform>/<arch>/. Its JavaScript is bundled with the rest.
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const runtime = path.join(root, 'node_modules/onnxruntime-node/bin/napi-v6');

/** What an extension can be built for. */
export const TARGETS = readdirSync(runtime).flatMap((platform) =>
  readdirSync(path.join(runtime, platform)).map((arch) => `${platform}-${arch}`),
);

/** Only the CPU is used: DirectML and its shader compiler stay out. The library itself loads them on demand. */
const LEFT_OUT = new Set(['DirectML.dll', 'dxcompiler.dll', 'dxil.dll']);

/** Copies the native files of one target, such as `linux-x64`, and no other's. */
export function copyNativeFiles(target, dist) {
  const [platform, arch] = target.split('-');
  const from = path.join(runtime, platform, arch);
  if (!existsSync(from))
    throw new Error(`There is no ONNX runtime for ${target}; there is one for ${TARGETS.join(', ')}.`);
  cpSync(from, path.join(dist, 'native', platform, arch), {
    recursive: true,
    filter: (file) => !LEFT_OUT.has(path.basename(file)),
  });
}

/** esbuild plugin: the runtime finds its binding in dist/native instead of in its own package folder. */
export const onnxruntimeBesideBundle = {
  name: 'onnxruntime-beside-bundle',
  setup(build) {
    build.onLoad({ filter: /onnxruntime-node[\\/]dist[\\/]binding\.js$/ }, ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const original = 'require(`../bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`)';
      if (!source.includes(original))
        throw new Error(`${file} no longer loads its binding the way this plugin expects.`);
      return {
        contents: source.replace(
          original,
          'require(`${__dirname}/native/${process.platform}/${process.arch}/onnxruntime_binding.node`)',
        ),
      };
    });
  },
};
