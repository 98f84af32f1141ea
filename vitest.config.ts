import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Unit tests that start no program that must be built first. */
const quick = readdirSync(path.join(import.meta.dirname, 'test/unit'), { recursive: true, encoding: 'utf8' })
  .map((name) => `test/unit/${name.split(path.sep).join('/')}`)
  .filter((file) => file.endsWith('.test.ts'))
  .filter(
    (file) =>
      !/\brunCli\b|\bDIST\b|\banalyzer\(|'dist\//.test(readFileSync(path.join(import.meta.dirname, file), 'utf8')),
  );

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  define: { ENGINE_VERSION: JSON.stringify('test') },
  test: {
    // How fast the machine is is no test's matter.
    expect: { poll: { timeout: 20_000 } },
    // The virtual lists measure their rows while these are laid out; the browser then says that it takes a second turn.
    onConsoleLog: (log) => !log.includes('ResizeObserver loop completed'),
    projects: [
      {
        extends: true,
        test: {
          name: 'workbench',
          include: ['test/vscode/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: ['test/pages/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ['test/unit/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'readers',
          include: ['test/readers/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          environment: 'node',
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          globalSetup: ['test/unit/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.ts'],
          environment: 'node',
          testTimeout: 3_600_000,
          globalSetup: ['test/unit/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup: ['test/unit/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'quick',
          include: quick,
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup: ['test/unit/support/models-setup.mjs'],
        },
      },
      {
        extends: true,
        // Found out during a run, a package would reload the page under its tests.
        optimizeDeps: {
          include: [
            'lit',
            '@vscode/l10n',
            '@lit-labs/virtualizer/virtualize.js',
            '@lit-labs/virtualizer/layouts/flow.js',
            '@vscode/webview-ui-toolkit',
            'vscode-jsonrpc',
            'vscode-jsonrpc/browser',
            'axe-core',
          ],
        },
        test: {
          name: 'elements',
          include: ['test/elements/**/*.test.ts'],
          testTimeout: 90_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] },
              contextOptions: { viewport: { width: 1440, height: 2000 } },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
