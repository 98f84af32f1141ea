import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { seenModels } from '../../../analysis/document/detector-model.ts';
import { readModelFile, sha256 } from '../../../analysis/models.ts';
import type { EncoderTier, Engine } from '../../../report/report.ts';

declare const ENGINE_VERSION: string;

/** The models of the map stage by encoder, as reports name them. */
const MODELS: Readonly<Record<EncoderTier, readonly string[]>> = {
  full: ['encoder-int8.onnx', 'tokenizer.json', 'detector.bin', 'detector.json'],
  fast: ['static-encoder.bin', 'tokenizer.json', 'detector.bin', 'detector.json'],
};

/** What the map stage's results depend on besides texts and options. */
export interface EngineIdentity {
  readonly engine: Engine;
  /** Changes with any of the models and with any byte of the code that reads and analyses. */
  readonly digest: string;
}

/**
 * @param codeFolder absolute path of the folder with the bundles
 * @throws {@link AnalysisFailure} `model-damaged` when a model is missing
 */
export function engineIdentity(modelsFolder: string, codeFolder: string, encoder: EncoderTier): EngineIdentity {
  const models = MODELS[encoder].map((name) => ({ name, sha256: sha256(readModelFile(modelsFolder, name)) }));
  const parsers = path.join(codeFolder, 'formats');
  const formats = existsSync(parsers)
    ? readdirSync(parsers)
        .filter((name) => name.endsWith('.js'))
        .sort()
    : [];
  const code = [
    path.join(codeFolder, 'thread.js'),
    path.join(codeFolder, 'parser.js'),
    ...formats.map((name) => path.join(parsers, name)),
  ].filter((file) => existsSync(file));
  const parts = [ENGINE_VERSION, ...models.map((m) => m.sha256), ...code.map((file) => sha256(readFileSync(file)))];
  const seen = seenModels(modelsFolder);
  return {
    engine: { version: ENGINE_VERSION, encoder, models, ...(seen && { seen }) },
    digest: sha256(parts.join('\n')),
  };
}
