import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plainMessage } from '../../../src/extension/plain-message.ts';
import { ROOT } from '../support/paths.ts';

/** What VS Code takes for a link in a notification (`base/common/linkedText.ts`). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

test.each([
  '[Click](command:workbench.action.quit).txt',
  '[a](https://x.example)',
  '[[a](file:///etc/passwd "x")',
  '[a](command:x)](command:y)',
])('the name %j becomes no link', (name) => {
  expect(name).toMatch(new RegExp(LINK));
  expect(plainMessage(`${name} could not be read.`)).not.toMatch(new RegExp(LINK));
});

test('other text stays as it is', () => {
  expect(plainMessage('essays (1) [final].zip: 3 documents.')).toBe('essays (1) [final].zip: 3 documents.');
});

test('every notification that is put together is said plainly', () => {
  const folder = path.join(ROOT, 'src/extension');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const calls = files.flatMap(
    (name) =>
      readFileSync(path.join(folder, name), 'utf8').match(/show(?:Error|Warning|Information)Message\([^;]*/g) ?? [],
  );
  expect(calls.length).toBeGreaterThan(8);
  // A text without anything put into it needs nothing.
  expect(
    calls.filter(
      (call) => !/Message\(\s*(?:plainMessage\(|vscode\.l10n\.t\(\s*(?:'[^']*'|"[^"]*"),?\s*\)[,)\s])/.test(call),
    ),
  ).toEqual([]);
});
