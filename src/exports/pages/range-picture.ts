/** Length of the whole scale in pixels. */
const LENGTH = 160;

/** An AI probability with its range, as a bar on a scale from 0 to 1. What it shows stands beside it in words. */
export function rangePicture(probability: number, interval: readonly [low: number, high: number] | undefined): string {
  const at = (p: number) => Math.round(Math.min(1, Math.max(0, p)) * LENGTH * 10) / 10;
  const [low, high] = interval ?? [probability, probability];
  const width = Math.max(2, at(high) - at(low));
  return `<svg width="${LENGTH}" height="14" aria-hidden="true"><rect y="6" width="${LENGTH}" height="2" fill="#b8b8b8"/><rect x="${at(low)}" y="3" width="${width}" height="8" fill="#9c7cc9"/><rect x="${Math.min(LENGTH - 3, Math.max(0, at(probability) - 1.5))}" width="3" height="14" fill="#1a1a1a"/></svg>`;
}
