/** Four decimals: more than the models' accuracy, and the same text on every machine. */
export function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
