// The licences of all that is shipped, in VSIX and npm package, models too:   npm run licences
// Fails on one that is not in the list, and on a package or model without its text.
import { existsSync } from 'node:fs';
import path from 'node:path';
import parse from 'spdx-expression-parse';
import { MODELS, shippedPackages } from './shipped.mjs';

const root = path.join(import.meta.dirname, '..');

/** What may be shipped inside a work under the MIT licence, by SPDX identifier. Each asks for nothing but that its text and names are kept. */
export const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unicode-3.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
]);

/** A licence text is longer than a line that names it. */
const SHORTEST_TEXT = 400;

/**
 * @param packages each with `name`, `version`, `licence` and `text`
 * @param models each with `name`, `licence` and the file of its text
 * @returns what is wrong, a sentence each; empty where all is well
 */
export function licenceProblems(packages, models) {
  return [
    ...packages
      .filter(({ licence }) => !isAllowed(licence))
      .map(
        ({ name, version, licence }) =>
          `${name} ${version} is under ${licence}, which is not in the list of licences that may be shipped`,
      ),
    ...packages
      .filter(({ text }) => text.length < SHORTEST_TEXT)
      .map(({ name, version }) => `${name} ${version} comes without the text of its licence`),
    ...models
      .filter(({ licence }) => !isAllowed(licence))
      .map(
        ({ name, licence }) =>
          `models/${name} is under ${licence}, which is not in the list of licences that may be shipped`,
      ),
    ...models
      .filter(({ text }) => !existsSync(path.join(root, text)))
      .map(({ name, text }) => `models/${name} comes without the text of its licence, ${text}`),
  ];
}

/** Whether one may choose a licence of the list: of several joined by OR one is enough, of those joined by AND all are needed. */
function isAllowed(expression) {
  const holds = (node) =>
    'conjunction' in node
      ? node.conjunction === 'or'
        ? holds(node.left) || holds(node.right)
        : holds(node.left) && holds(node.right)
      : ALLOWED.has(node.license) && node.exception === undefined;
  try {
    return holds(parse(expression));
  } catch {
    return false;
  }
}

if (process.argv[1] === import.meta.filename) {
  let failed = false;
  for (const [what, npm] of [
    ['VSIX', false],
    ['npm package', true],
  ]) {
    const packages = await shippedPackages(npm);
    const problems = licenceProblems(packages, MODELS);
    const counts = new Map();
    for (const { licence } of [...packages, ...MODELS]) counts.set(licence, (counts.get(licence) ?? 0) + 1);
    console.log(
      `${what}: ${packages.length} packages, ${MODELS.length} models; ${[...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([licence, count]) => `${licence} ${count}`)
        .join(', ')}`,
    );
    for (const problem of problems) console.error(`  ${problem}`);
    failed ||= problems.length > 0;
  }
  process.exit(failed ? 1 : 0);
}
