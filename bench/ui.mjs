// How fast the panel is with a large batch: its own bundle in Chromium, with a report of the engine's shape. Writes docs/performance-ui.md.
//   npm run bench:ui [-- documents, default 100000]      (after npm run build; CHROMIUM names another Chromium)
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_SWITCHES, requireChromium } from '../scripts/chromium.mjs';
import { load } from './product.mjs';

const root = path.join(import.meta.dirname, '..');
const count = Number(process.argv[2] ?? 100_000);
const FRAMES = 120;

// The fixture is written for browsers; Node 20 has no such method.
Map.groupBy ??= (items, keyOf) => {
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};
const { detailsOf, exportJson, generateReport, JobReports, JobStore, overviewOf, writeForPanel } = await load(
  '../test/elements/fixtures/generate-report',
  'exports/json',
  'report/overview',
  'protocol/large-report',
  'process/child/job/write-for-panel',
  'extension/jobs/job-reports',
  'jobs/job-store',
);
const report = generateReport(count, { clusters: 40 });
const { job: reportJob, summary } = report;
const job = { ...reportJob, summary };

// The host's part: from what the child leaves on the disk to the message.
const store = new JobStore(mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-')));
const folder = store.folder('job');
mkdirSync(folder);
writeFileSync(path.join(folder, 'overview.json'), JSON.stringify(overviewOf(report)));
writeFileSync(path.join(folder, 'report.json'), [...exportJson(report)].join(''));
await writeForPanel(folder, report);
const timed = async (run) => {
  const start = performance.now();
  const value = await run();
  return { value, ms: performance.now() - start };
};
const reports = new JobReports(store);
const detailsIn = async (id) => detailsOf((await reports.document('job', id)).document);
const overview = await timed(() => store.overview('job'));
const columns = await timed(() => reports.columns('job'));
const outline = await timed(() => reports.outline('job'));
const details = await timed(() => detailsIn(report.documents.at(-1).id));
const reportBytes = statSync(path.join(folder, 'report.json')).size;
process.on('exit', () => rmSync(store.root, { recursive: true }));

const theme = JSON.parse(readFileSync(path.join(root, 'test/elements/themes/dark-modern.json'), 'utf8'));
const variables = Object.entries(theme)
  .map(([name, value]) => `${name}: ${value};`)
  .join('');
const page_ = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Results</title><link rel="stylesheet" href="/webview.css"><style>html{${variables}}</style></head><body class="vscode-dark">
<script>
  const tell = (message) => window.postMessage({ jsonrpc: '2.0', ...message }, '*');
  window.acquireVsCodeApi = () => ({
    getState: () => undefined, setState: () => undefined,
    async postMessage({ id, method, params }) {
      if (method === 'documentDetails') tell({ id, result: await (await fetch('/details/' + params.id)).json() });
      if (method !== 'state') return;
      tell({ id, result: await (await fetch('/state')).json() });
      window.sendReport = async () => tell({ method: 'largeReport', params: { json: await (await fetch('/report')).arrayBuffer() } });
    },
  });
</script>
<script type="module" src="/webview.js"></script></body></html>`;
const files = {
  '/': ['text/html', page_],
  '/state': ['application/json', JSON.stringify({ job, documents: [], locale: 'en', overview: overview.value })],
  '/report': ['application/json', Buffer.from(columns.value)],
  '/webview.js': ['text/javascript', readFileSync(path.join(root, 'dist/webview.js'))],
  '/webview.css': ['text/css', readFileSync(path.join(root, 'dist/webview.css'))],
};
const server = createServer(async ({ url }, response) => {
  const document = /^\/details\/(.*)$/.exec(url)?.[1];
  const [type, body] =
    document === undefined
      ? (files[url] ?? ['text/plain', ''])
      : ['application/json', JSON.stringify(await detailsIn(document))];
  response.writeHead(200, { 'content-type': type }).end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: [...CHROMIUM_SWITCHES, '--enable-precise-memory-info'],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });

/** Milliseconds from the page's begin until cards stand in it. */
const overviewMs = [];
for (let i = 0; i < 5; i++) {
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  overviewMs.push(
    await page.evaluate(async () => {
      for (;;) {
        const panel = document.querySelector('gw-panel');
        if (panel?.shadowRoot?.querySelector('gw-cards')?.shadowRoot?.querySelector('.figure')?.textContent)
          return performance.now();
        await new Promise(requestAnimationFrame);
      }
    }),
  );
}
const reportMs = await page.evaluate(async () => {
  const start = performance.now();
  await window.sendReport();
  for (;;) {
    const table = document.querySelector('gw-panel')?.shadowRoot?.querySelector('gw-document-table')?.shadowRoot;
    if (table?.querySelector('.path')) return performance.now() - start;
    await new Promise(requestAnimationFrame);
  }
});
await page.screenshot({ path: path.join(root, 'build/bench/ui.png') });

/** Milliseconds from a click on a row of the table until the evidence of that document stands beside it, with the parts that are fetched for it. */
const evidenceMs = [];
for (let i = 0; i < 9; i++)
  evidenceMs.push(
    await page.evaluate(async (i) => {
      const panel = document.querySelector('gw-panel').shadowRoot;
      const row = [...panel.querySelector('gw-document-table').shadowRoot.querySelectorAll('.row.analyzed')].filter(
        (r) => /%/.test(r.textContent),
      )[2 * i];
      const path = row.querySelector('.path-name').title;
      const start = performance.now();
      row.click();
      for (;;) {
        const evidence = panel.querySelector('gw-evidence')?.shadowRoot;
        // The strip of its parts is of what is fetched.
        if (evidence?.querySelector('h3')?.textContent === path && evidence.querySelector('.strip'))
          return performance.now() - start;
        if (performance.now() - start > 10_000)
          throw new Error(`No evidence of ${path}: ${evidence?.textContent.slice(0, 200)}`);
        await new Promise(requestAnimationFrame);
      }
    }, i),
  );

/** Time from each frame to the next while something moves a step a frame, and of the page's own work in it: from when the frame began until it was painted. */
const frames = (what) =>
  page.evaluate(
    async ([what, FRAMES]) => {
      const inside = (...names) =>
        names.reduce((at, name) => at.shadowRoot.querySelector(name), document.querySelector('gw-panel'));
      const similarity = inside('gw-similarity');
      const frame = () => new Promise(requestAnimationFrame);
      if (what !== 'table') {
        similarity.store.update({ view: what });
        for (let i = 0; i < 4; i++) await frame();
      }
      const table = inside('gw-document-table', '.list');
      const view = what === 'table' ? table : similarity.shadowRoot.querySelector(`gw-${what}`);
      const canvas = view.shadowRoot?.querySelector('canvas');
      const box = canvas?.getBoundingClientRect();
      const wheel = (init) =>
        canvas.dispatchEvent(
          new WheelEvent('wheel', {
            clientX: box.left + box.width / 2,
            clientY: box.top + box.height / 2,
            bubbles: true,
            cancelable: true,
            ...init,
          }),
        );
      if (what === 'heatmap') for (let i = 0; i < 8; i++) wheel({ deltaY: -200, ctrlKey: true });
      if (what === 'map') for (let i = 0; i < 2; i++) wheel({ deltaY: -200, ctrlKey: true });
      HTMLElement.prototype.setPointerCapture = () => undefined;
      const pointer = (type, by) =>
        canvas.dispatchEvent(
          new PointerEvent(type, {
            clientX: box.left + box.width / 2 + by,
            clientY: box.top + box.height / 2 + by,
            button: 0,
            bubbles: true,
          }),
        );
      if (what === 'map') pointer('pointerdown', 0);
      // A message comes after what is painted in between.
      const { port1, port2 } = new MessageChannel();
      const painted = () =>
        new Promise((resolve) => {
          port1.onmessage = resolve;
          port2.postMessage(undefined);
        });
      for (let i = 0; i < 4; i++) await frame();
      const times = [],
        work = [];
      let before = await frame();
      for (let i = 0; i < FRAMES; i++) {
        if (what === 'table') table.scrollTop += 240;
        else if (what === 'map') pointer('pointermove', -i);
        else wheel({ deltaY: 8 });
        const began = await frame();
        times.push(began - before);
        before = began;
        await painted();
        work.push(performance.now() - began);
      }
      if (what === 'map') pointer('pointerup', -FRAMES);
      return { times: times.sort((a, b) => a - b), work: work.sort((a, b) => a - b) };
    },
    [what, FRAMES],
  );

/** What test/vscode/activation.test.ts found, where it has run. */
const activationFile = path.join(root, 'build/bench/activation.json');
const activation = existsSync(activationFile) ? JSON.parse(readFileSync(activationFile, 'utf8')) : undefined;

const at = (values, share) => values[Math.min(values.length - 1, Math.floor(values.length * share))];
const results = {};
for (const what of ['table', 'map', 'heatmap']) results[what] = await frames(what);
const memory = await page.evaluate(() => performance.memory.usedJSHeapSize);
await browser.close();
server.close();

const bundle =
  readFileSync(path.join(root, 'dist/webview.js')).length + readFileSync(path.join(root, 'dist/webview.css')).length;
const n = (v, digits = 0) => v.toLocaleString('en', { maximumFractionDigits: digits });
const sorted = (times) =>
  times
    .toSorted((a, b) => a - b)
    .map((ms) => n(ms))
    .join(', ');
const row = (what, target, value) => `| ${what} | ${target} | ${value} |`;
const median = overviewMs.toSorted((a, b) => a - b)[2];
writeFileSync(
  path.join(root, 'docs/performance-ui.md'),
  `# Performance of the panel

Written by \`npm run bench:ui\`: the panel's bundle in headless Chromium without a graphics processor, 1,400 × 900 pixels, a made-up report of ${n(count)} documents in ${report.clusters.length} clusters
(${n(reportBytes / 1e6)} MB as JSON), on ${cpus().length} cores that other work may have shared. Something moves at each frame: *work* is from the frame's begin until the page has painted it; *from a frame to the next* counts also what other threads take,
which draw without a graphics processor here, and is 16.7 ms at best: 60 frames a second.

| | wanted | measured |
| --- | ---: | ---: |
${[
  row('overview in the page, from its begin (median of 5)', '≤ 300 ms', `${n(median)} ms`),
  row('the host reads the overview', 'in it', `${n(overview.ms, 1)} ms`),
  row('then: the host reads the report in columns', '', `${n(columns.ms)} ms, ${n(columns.value.byteLength / 1e6)} MB`),
  row('… the page takes it and shows the documents', '', `${n(reportMs)} ms`),
  row('the host takes the report in columns apart, for its own trees and marks', '', `${n(outline.ms)} ms`),
  row('the host reads what else there is of one document', '', `${n(details.ms, 1)} ms`),
  row(
    'from the click on a document to its evidence (median of 9, longest)',
    '≤ 300 ms',
    `${n(
      at(
        evidenceMs.toSorted((a, b) => a - b),
        0.5,
      ),
    )}, ${n(Math.max(...evidenceMs))} ms`,
  ),
  ...Object.entries(results).flatMap(([what, { times, work }]) => [
    row(
      `the page’s work in a frame while ${what === 'table' ? 'the table scrolls by ten rows a frame' : `the ${what} moves`}: median, p95`,
      '≤ 16 ms',
      `${n(at(work, 0.5), 1)}, ${n(at(work, 0.95), 1)} ms`,
    ),
    row('… from a frame to the next: median, p95', '', `${n(at(times, 0.5), 1)}, ${n(at(times, 0.95), 1)} ms`),
  ]),
  row('memory of the page (JavaScript heap)', '≤ 250 MB', `${n(memory / 1e6)} MB`),
  ...(activation
    ? [
        row(
          'the extension’s start by VS Code’s own record, its view opened in a window at rest (three windows)',
          '≤ 50 ms',
          `${sorted(activation.idle)} ms`,
        ),
        row('… its view open while the window starts', '', `${sorted(activation.starting)} ms`),
      ]
    : []),
  row('bundle, minified', '≤ 400 KB', `${n(bundle / 1e3)} KB`),
].join('\n')}

VS Code's own part, from the press to the page's begin, is not in these figures.
`,
);
console.log(readFileSync(path.join(root, 'docs/performance-ui.md'), 'utf8'));
