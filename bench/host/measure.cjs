// Runs inside the extension host, beside the extension: what an analysis costs this process. Called by bench/host.mjs.
const { writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setTimeout: wait } = require('node:timers/promises');
const vscode = require('vscode');

const SETTLE_MS = 15_000;

/** Samples this process while something is done. */
async function measured(name, act) {
  const [startedAt, delay] = [performance.now(), monitorEventLoopDelay({ resolution: 1 })];
  const most = { rss: 0, heap: 0 };
  const look = () => {
    const { rss, heapUsed } = process.memoryUsage();
    most.rss = Math.max(most.rss, rss);
    most.heap = Math.max(most.heap, heapUsed);
  };
  look();
  const timer = setInterval(look, 100);
  delay.enable();
  await act();
  delay.disable();
  clearInterval(timer);
  look();
  return {
    name,
    seconds: (performance.now() - startedAt) / 1000,
    ...most,
    delay99: delay.percentile(99) / 1e6,
    delayMost: delay.max / 1e6,
  };
}

exports.run = async () => {
  const { GHOSTWRITER_BENCH_FOLDER: folder, GHOSTWRITER_BENCH_RESULTS: results } = process.env;
  const { internals } = await vscode.extensions.getExtension('ghostwriter.ghostwriter-batch').activate();
  await vscode.commands.executeCommand('ghostwriter.jobs.focus');
  await wait(SETTLE_MS);
  const idle = await measured('Idle', () => wait(SETTLE_MS));
  const phases = [];
  const write = () => writeFileSync(results, JSON.stringify({ node: process.version, idle, phases }));
  const job = vscode.commands.executeCommand('ghostwriter.analyzeResource', vscode.Uri.file(folder));
  const state = () => internals.jobs()[0]?.status;
  phases.push(
    await measured('While the job runs', async () => {
      do await wait(50);
      while (state() === undefined || state() === 'pending' || state() === 'processing');
    }),
  );
  write();
  phases.push(
    await measured('Showing it and saving its exports', async () => {
      await job;
      await wait(SETTLE_MS);
    }),
  );
  write();
  if (state() !== 'completed') throw new Error(`The job is ${state()}: ${internals.jobs()[0]?.error}`);
};
