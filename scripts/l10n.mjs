// Writes l10n/bundle.l10n.json: every string that the extension and its pages show, in English. A translation has the same keys.   npm run l10n
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { noticeWordings } from './notices.mjs';

const root = path.join(import.meta.dirname, '..');

/** All strings that `l10n.t` is called with in `src/`, and all notices of reports and failures, by their keys, sorted. */
export async function exportedStrings() {
  const files = readdirSync(path.join(root, 'src'), { recursive: true }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.d.ts'),
  );
  const sources = files.map((name) => ({
    extension: '.ts',
    contents: readFileSync(path.join(root, 'src', name), 'utf8'),
  }));
  const strings = await getL10nJson(sources.filter(({ contents }) => contents.includes('l10n.t(')));
  for (const wording of await noticeWordings()) strings[wording] ??= wording;
  return Object.fromEntries(Object.entries(strings).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(path.join(root, 'l10n'), { recursive: true });
  writeFileSync(path.join(root, 'l10n/bundle.l10n.json'), `${JSON.stringify(await exportedStrings(), undefined, 2)}\n`);
}
