import * as l10n from '@vscode/l10n';
import { LEFT_OUT_KINDS, leftOutName } from '../report/left-out.ts';
import type { Summary } from '../report/report.ts';
import type { Formatter } from './format.ts';

/** What counts for no copy in a batch: of each kind there is, in how many documents and words. */
export function leftOutWords(leftOut: NonNullable<Summary['leftOut']>, format: Formatter): string[] {
  return LEFT_OUT_KINDS.flatMap((kind) => {
    const found = leftOut[kind];
    if (!found) return [];
    return [
      l10n.t('{0} in {1} ({2})', leftOutName(kind), format.documents(found.documents), format.words(found.words)),
    ];
  });
}
