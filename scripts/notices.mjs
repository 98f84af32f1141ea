// The words of src/report/notice-table.ts, for the bundle of translations.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';

/** Every wording of a notice, in the order of the table. */
export async function noticeWordings() {
  const { code } = await transform(
    readFileSync(path.join(import.meta.dirname, '../src/report/notice-table.ts'), 'utf8'),
    { loader: 'ts', format: 'esm' },
  );
  const { NOTICES } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return Object.values(NOTICES).flatMap((wording) =>
    typeof wording === 'string' ? [wording] : [wording.one, wording.other],
  );
}
