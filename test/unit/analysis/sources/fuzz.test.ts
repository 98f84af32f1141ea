import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, test } from 'vitest';
import { ParserThread } from '../../../../src/process/threads/parser-thread.ts';
import { archivesAreReadOrRefused, documentsAreReadOrRefused } from '../../../fuzz/properties.ts';
import { DOCUMENTS } from '../../../fuzz/seeds.ts';
import { DIST } from '../../support/paths.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const parser = new ParserThread(path.join(DIST, 'parser.js'));
afterAll(() => parser.close());

describe('however it is damaged (npm run fuzz does it longer)', () => {
  test('an archive is read or refused in words', () =>
    fc.assert(archivesAreReadOrRefused(path.join(temporaryFolder(), 'a.zip')), { numRuns: 500 }));
  test.each(Object.keys(DOCUMENTS))('a document .%s is read or skipped with a reason', (ending) =>
    fc.assert(documentsAreReadOrRefused(ending, path.join(temporaryFolder(), `a.${ending}`), parser, 1), {
      numRuns: 50,
    }),
  );
});
