import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { notice } from '../report/notice.ts';
import { AnalysisFailure } from './failure.ts';

/** SHA-256 of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes);
}

/**
 * Reads a file of the models folder and makes of it what the program works with.
 *
 * @throws {@link AnalysisFailure} `model-damaged` when the file is missing or `load` cannot make anything of it
 */
export async function loadModel<T>(
  modelsFolder: string,
  name: string,
  load: (bytes: Buffer) => T | Promise<T>,
): Promise<T> {
  const bytes = readModelFile(modelsFolder, name);
  try {
    return await load(bytes);
  } catch {
    throw new AnalysisFailure('model-damaged', notice('model-damaged', { file: path.join(modelsFolder, name) }));
  }
}

/**
 * Reads a file of the models folder.
 *
 * @throws {@link AnalysisFailure} `model-damaged` when it is missing
 */
export function readModelFile(modelsFolder: string, name: string): Buffer {
  try {
    return readFileSync(path.join(modelsFolder, name));
  } catch {
    throw new AnalysisFailure('model-damaged', notice('model-missing', { file: path.join(modelsFolder, name) }));
  }
}
