import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { compareStripe as compare, type ComparedElsewhere } from '../analysis/corpus/neighbours.ts';
import { RowProducts } from '../analysis/corpus/row-products.ts';
import { stripesOf } from '../analysis/corpus/similarity-tiles.ts';
import { decodeComparison, decodeFindings, encodeComparison, encodeFindings } from '../analysis/corpus/stripe-files.ts';
import type { CompareElsewhereRequest, CompareElsewhereResponse, CompareStripeRequest } from '../protocol/analyzer.ts';
import { writeAtomically } from '../storage/write-file.ts';
import { stored } from './stored.ts';

const COMPARISON_FILE = 'comparison.bin';

/** Has the stripes of a job's pairs compared by whom the host finds for it. */
export function comparedElsewhere(jobFolder: string, ask: (request: CompareElsewhereRequest) => Promise<CompareElsewhereResponse>): ComparedElsewhere {
  return async (comparison, stripes) => {
    const file = path.join(jobFolder, COMPARISON_FILE);
    await stored(jobFolder, () => writeAtomically(file, [encodeComparison(comparison)]));
    const { files } = await ask({ file, stripes: stripes.length });
    const found = await Promise.all(files.map(async (f) => decodeFindings(await readFile(f))));
    for (const read of [file, ...files]) await rm(read, { force: true });
    return found;
  };
}

/** Compares one stripe of a batch's pairs. */
export async function compareStripe({ file, stripe, to, threads = Infinity }: CompareStripeRequest, modelsFolder: string): Promise<null> {
  const comparison = decodeComparison(await readFile(file));
  const wanted = stripesOf(comparison.order.length)[stripe];
  if (!wanted) throw new Error(`no stripe ${stripe} of ${comparison.order.length} documents`);
  const products = await RowProducts.load(modelsFolder, Math.min(threads, availableParallelism()));
  const found = await compare(comparison, wanted, products).finally(() => products.release());
  await stored(path.dirname(to), () => writeAtomically(to, [encodeFindings(found)]));
  return null;
}
