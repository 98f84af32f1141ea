// What a large job costs the extension host of a real VS Code:   node bench/host.mjs [documents]
// A workbench in Chromium, as in test/vscode/, opens a folder of short texts and analyses it, with the analyses' view and the panel in sight; bench/host/measure.cjs
// runs in that very host meanwhile. Needs what `npm run test:workbench` needs, and `npm run build`. docs/reliability.md holds what it said.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { chromium } from 'playwright';
import { CHROMIUM_SWITCHES, requireChromium } from '../scripts/chromium.mjs';
import { startServer } from '../test/vscode/server.mjs';

const [documents = 20_000] = process.argv.slice(2).map(Number);
const PATIENCE_MS = 3 * 3600_000;

const root = path.join(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-host-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const samples = path.join(root, 'samples/texts');
const sentences = [
  'cycling/amara.txt',
  'bees/jonas.txt',
  'sleep/rosa.txt',
  'cycling/ben.txt',
  'bees/katya.txt',
].flatMap((name) => readFileSync(path.join(samples, name), 'utf8').split(/(?<=\.)\s+/));
const folder = path.join(scratch, 'workspace/texts');
for (let i = 0; i < documents; i++) {
  const at = path.join(folder, String(Math.floor(i / 500)));
  if (i % 500 === 0) mkdirSync(at, { recursive: true });
  writeFileSync(
    path.join(at, `text-${i}.txt`),
    `${Array.from({ length: 3 }, (_, k) => sentences[(i * 7 + k * (1 + (i % 11))) % sentences.length]).join(' ')} This is text ${i}.\n`,
  );
}

const results = path.join(scratch, 'results.json');
const server = await startServer({ workspace: path.dirname(folder), settings: { 'ghostwriter.encoder': 'fast' } });
const browser = await chromium.launch({ executablePath: requireChromium(), args: [...CHROMIUM_SWITCHES] });
try {
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  const log = [];
  const ended = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationLog', (_type, args) => log.push(format(...args)));
    void page.exposeFunction('codeAutomationExit', resolve);
    setTimeout(resolve, PATIENCE_MS, 'timeout').unref();
  });
  const url = new URL(server.url);
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = {
    extensionDevelopmentPath: remote(root),
    extensionTestsPath: remote(path.join(import.meta.dirname, 'host/measure.cjs')),
    extensionEnvironment: JSON.stringify({ GHOSTWRITER_BENCH_FOLDER: folder, GHOSTWRITER_BENCH_RESULTS: results }),
    skipWelcome: 'true',
  };
  url.searchParams.set('payload', JSON.stringify(Object.entries(payload)));
  await page.goto(url.href);
  const code = await ended;
  let measured;
  try {
    measured = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    throw new Error(`Nothing was measured inside the extension host (${String(code)}): ${log.slice(-30).join('\n')}`);
  }
  const { node, idle, phases } = measured;
  const mb = (bytes) => (bytes / 1e6).toFixed(1);
  console.log(
    `${documents} documents, extension host on Node ${node}; idle: ${mb(idle.rss)} MB resident, ${mb(idle.heap)} MB of them JavaScript objects, event loop delay p99 ${idle.delay99.toFixed(1)} ms.`,
  );
  for (const { name, seconds, rss, heap, delay99, delayMost } of phases)
    console.log(
      `${name} (${seconds.toFixed(0)} s): at most ${mb(rss - idle.rss)} MB resident above idle (objects: ${mb(heap - idle.heap)} MB), event loop delay p99 ${delay99.toFixed(1)} ms, most ${delayMost.toFixed(0)} ms.`,
    );
} finally {
  await browser.close();
  await server.stop();
  server.remove();
}
process.exit(0);
