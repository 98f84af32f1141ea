import path from 'node:path';
import { buildModels } from '../../../scripts/models/build-models.mjs';

/** Builds models/ before the first test, unless they are there. */
export const setup = () => buildModels(path.join(import.meta.dirname, '../../../models'));
