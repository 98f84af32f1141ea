import { seededRandom } from './random.ts';

/** Up to `size` of `count` things, evenly taken at random without repetition; all of them where there are no more. Ascending. */
export function sampledRows(count: number, size: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (count <= size) return all;
  const random = seededRandom(seed);
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(random() * (count - i));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, size).sort();
}
