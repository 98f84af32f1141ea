import type { RowProducts } from './row-products.ts';
import type { SimilarityModel } from './similarity.ts';
import { forEachTile } from './similarity-tiles.ts';

/** Members up to which a cluster is ordered pair by pair. */
const CHAINED_UP_TO = 2_000;

/**
 * Orders the members of a cluster so that the most alike stand side by side: from the representative on, always the most similar one that is
 * left. Larger clusters are ordered by similarity to the representative.
 */
export async function orderMembers(
  members: readonly number[],
  representative: number,
  model: SimilarityModel,
  products: RowProducts,
): Promise<number[]> {
  const n = members.length;
  if (n > CHAINED_UP_TO) {
    const to = Float64Array.from(members, (m) =>
      m === representative ? Infinity : model.between(representative, m).similarity,
    );
    return Array.from(members.keys())
      .sort((a, b) => to[b]! - to[a]! || a - b)
      .map((i) => members[i]!);
  }
  const similarity = new Float32Array(n * n);
  await forEachTile(model, members, products, ({ rowFrom, columnFrom, rows, columns, values }) => {
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        similarity[(rowFrom + i) * n + columnFrom + j] = similarity[(columnFrom + j) * n + rowFrom + i] =
          values[i * columns + j]!;
  });
  // The ones that are left stand in front, in their order.
  const left = Uint32Array.from(members.keys());
  const order: number[] = [];
  for (let at = members.indexOf(representative), count = n; count > 0;) {
    order.push(members[at]!);
    left.copyWithin(left.indexOf(at), left.indexOf(at) + 1, count--);
    let next = left[0]!;
    for (let k = 1; k < count; k++) if (similarity[at * n + left[k]!]! > similarity[at * n + next]!) next = left[k]!;
    at = next;
  }
  return order;
}
