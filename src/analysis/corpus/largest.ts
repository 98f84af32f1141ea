/**
 * Places of the largest values, largest first, the first of equals first.
 *
 * @param own a place that does not count
 */
export function largest(values: Float32Array, count: number, own = -1): number[] {
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (i === own || (best.length === count && values[i]! <= values[best[count - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < values[i]!) at--;
    best.splice(at, 0, i);
    if (best.length > count) best.pop();
  }
  return best;
}
