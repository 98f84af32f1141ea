// Takes the pictures of the README and the guide from what the tests in VS Code left:   npm run test:workbench && node scripts/update-screenshots.mjs
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const from = path.join(root, 'build/screenshots/workbench');
const to = path.join(root, 'docs/images');
const PICTURES = {
  'dark-wide.png': 'panel-dark.png',
  'light-wide.png': 'pair-light.png',
  'keyboard-search.png': 'guide-search.png',
  'keyboard-heatmap.png': 'guide-heatmap.png',
  'dashboard-map.png': 'guide-map.png',
  'dashboard-editor-dark.png': 'guide-editor.png',
};

mkdirSync(to, { recursive: true });
for (const [shot, picture] of Object.entries(PICTURES)) {
  if (!existsSync(path.join(from, shot))) {
    console.error(`${path.join(from, shot)} is missing: run npm run package and npm run test:workbench first.`);
    process.exit(1);
  }
  copyFileSync(path.join(from, shot), path.join(to, picture));
}
