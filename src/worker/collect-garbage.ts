import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Collects garbage now, which takes some tenths of a second where there is much. V8 goes by what its own heap has grown by, and lets hundreds of megabytes of released arrays lie beside it
 * while something else is built up.
 */
export function collectGarbage(): void {
  if (!collect) {
    // Only contexts that are made from now on get the function.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
