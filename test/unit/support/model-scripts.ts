import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './paths.ts';

/** The scripts that build the models, with the types that they lack. */
interface EncoderScript {
  readonly buildEncoder: (quantised: boolean) => Buffer;
}
interface ModelsScript {
  readonly buildModels: (folder: string) => Promise<void>;
}

const load = async (name: string): Promise<unknown> =>
  await import(/* @vite-ignore */ pathToFileURL(path.join(ROOT, 'scripts/models', name)).href);

export const encoderScript = async () => (await load('encoder.mjs')) as EncoderScript;
export const modelsScript = async () => (await load('build-models.mjs')) as ModelsScript;
