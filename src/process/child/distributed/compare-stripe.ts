import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { compareStripe as compare } from '../../../analysis/corpus/neighbours.ts';
import { RowProducts } from '../../../analysis/corpus/row-products.ts';
import { stripesOf } from '../../../analysis/corpus/similarity-tiles.ts';
import { decodeComparison, encodeFindings } from '../../../analysis/corpus/stripe-files.ts';
import type { CompareStripeRequest } from '../../../protocol/analyzer.ts';
import { writeAtomically } from '../../../storage/write-file.ts';
import { stored } from '../stored.ts';

/** Compares one stripe of a batch's pairs. */
export async function compareStripe(
  { file, stripe, to, threads = Infinity }: CompareStripeRequest,
  modelsFolder: string,
): Promise<null> {
  const comparison = decodeComparison(await readFile(file));
  const wanted = stripesOf(comparison.order.length)[stripe];
  if (!wanted) throw new Error(`no stripe ${stripe} of ${comparison.order.length} documents`);
  const products = await RowProducts.load(modelsFolder, Math.min(threads, availableParallelism()));
  const found = await compare(comparison, wanted, products).finally(() => products.release());
  await stored(path.dirname(to), () => writeAtomically(to, [encodeFindings(found)]));
  return null;
}
