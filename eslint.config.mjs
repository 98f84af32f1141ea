import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', 'samples/', '**/*.mjs', '**/*.cjs', '**/*.d.mts'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.webview.json', './tsconfig.workbench.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Indexing under noUncheckedIndexedAccess: the bound stands in the loop beside it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        // By its name, `z` brings zod's messages in fifty languages into each bundle.
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[importKind!='type']",
          message: "Write import * as z from 'zod'.",
        },
      ],
      'no-control-regex': 'off',
      // Classes of characters that combine with others are what the cleaning of Unicode is about.
      'no-misleading-character-class': 'off',
    },
  },
  // Connections are made where a server was named, and nowhere else.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/remote/service-client.ts', 'src/remote/chat-server.ts', 'src/webview/service/**'],
    rules: { 'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource'] },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
