/**
 * A sentence as the parts of a template: what stands for `{0}`, `{1}` … are elements, wherever the language wants them.
 *
 * @param text as `l10n.t` gives it without values
 */
export function filled(text: string, ...parts: readonly unknown[]): unknown[] {
  return text.split(/\{(\d)\}/).map((piece, i) => (i % 2 === 0 ? piece : parts[Number(piece)]));
}
