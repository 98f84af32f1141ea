import { readFileSync } from 'node:fs';

const IMPORT = "import * as vscode from 'vscode';";

/**
 * esbuild plugin: modules of the extension take the API as the object that it is. esbuild would give each of them a namespace of its own, with a getter for each of some 450 names: half of
 * the time that the extension takes to load.
 */
export const vscodeApi = {
  name: 'vscode-api',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]extension[\\/].*\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(IMPORT, "const vscode = require('vscode');"),
      loader: 'ts',
    }));
    build.onEnd(({ metafile }) => {
      const copied = Object.entries(metafile?.inputs ?? {}).flatMap(([file, { imports }]) =>
        imports.filter(({ path: name, kind }) => name === 'vscode' && kind === 'import-statement').map(() => file),
      );
      if (copied.length > 0)
        throw new Error(`${copied.join(', ')}: the API is imported as \`${IMPORT}\` and in no other way.`);
    });
  },
};
