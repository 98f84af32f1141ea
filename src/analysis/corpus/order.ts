import type { DenseRows } from './lsa.ts';
import { gathered, type RowProducts } from './row-products.ts';

/** Members up to which a cluster is ordered pair by pair. */
const CHAINED_UP_TO = 2_000;

/**
 * Orders the members of a cluster so that the most alike stand side by side: from the representative on, always the most similar one that is
 * left. Larger clusters are ordered by similarity to the representative.
 */
export async function orderMembers(members: readonly number[], representative: number, rows: DenseRows, products: RowProducts): Promise<number[]> {
  const own = gathered(rows, members);
  const first = members.indexOf(representative);
  if (members.length > CHAINED_UP_TO) {
    const to = await products.multiply(gathered(rows, [representative]), own);
    return Array.from(members.keys()).sort((a, b) => to[b]! - to[a]! || a - b).map((i) => members[i]!);
  }
  const n = members.length;
  const product = await products.multiply(own, own);
  const left = new Set(members.keys());
  const order: number[] = [];
  for (let at: number | undefined = first; at !== undefined; ) {
    left.delete(at);
    order.push(members[at]!);
    let next: number | undefined;
    for (const i of left) if (next === undefined || product[at * n + i]! > product[at * n + next]!) next = i;
    at = next;
  }
  return order;
}
