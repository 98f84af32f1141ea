import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ComparedElsewhere } from '../../../analysis/corpus/neighbours.ts';
import { decodeFindings, encodeComparison } from '../../../analysis/corpus/stripe-files.ts';
import type { CompareElsewhereRequest, CompareElsewhereResponse } from '../../../protocol/analyzer.ts';
import { writeAtomically } from '../../../storage/write-file.ts';
import { stored } from '../stored.ts';

const COMPARISON_FILE = 'comparison.bin';

/** Has the stripes of a job's pairs compared by whom the host finds for it. */
export function compareElsewhere(
  jobFolder: string,
  ask: (request: CompareElsewhereRequest) => Promise<CompareElsewhereResponse>,
): ComparedElsewhere {
  return async (comparison, stripes) => {
    const file = path.join(jobFolder, COMPARISON_FILE);
    await stored(jobFolder, () => writeAtomically(file, [encodeComparison(comparison)]));
    const { files } = await ask({ file, stripes: stripes.length });
    const found = await Promise.all(files.map(async (f) => decodeFindings(await readFile(f))));
    for (const read of [file, ...files]) await rm(read, { force: true });
    return found;
  };
}
