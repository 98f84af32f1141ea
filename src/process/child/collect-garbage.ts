/**
 * Collects garbage now, where the process was started with `--expose-gc`, as `startAnalyzer` does; it takes some tenths of a second where there is much. V8 goes by what its own heap has grown
 * by, and lets hundreds of megabytes of released arrays lie beside it while something else is built up.
 */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}
