// What is checked without running anything: format, types, lint, rules about imports. One table for lint, check and test.
// What was checked before is kept in build/, by content: what did not change is not checked again.

/** @returns the checks in their order, each a name and what Node runs */
export const staticChecks = (quick = false) => [
  [
    'format',
    'node_modules/prettier/bin/prettier.cjs',
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    'build/prettier/cache',
    '.',
  ],
  ['types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['types of the panel', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.webview.json'],
  ['types of the tests in VS Code', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.workbench.json'],
  ['types of the sample', 'node_modules/typescript/bin/tsc', '-p', 'samples/batch-findings/jsconfig.json'],
  [
    'lint',
    'node_modules/eslint/bin/eslint.js',
    // Its rules know types of other files, so a file that did not change may fail all the same: quick, and not the last word.
    ...(quick ? ['--cache', '--cache-location', 'build/eslint/'] : []),
    '.',
  ],
  [
    'dependency rules',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config',
    '.dependency-cruiser.cjs',
    '--cache',
    'build/dependency-cruiser',
    '--cache-strategy',
    'content',
  ],
];
