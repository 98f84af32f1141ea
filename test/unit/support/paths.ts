import path from 'node:path';

/** The repository, and what the tests use of it. */
export const ROOT = path.join(import.meta.dirname, '../../..');
export const DIST = path.join(ROOT, 'dist');
export const MODELS = path.join(ROOT, 'models');
export const SAMPLES = path.join(ROOT, 'samples/texts');
