import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Stage } from '../../../../src/protocol/job.ts';
import type { AnalyzerError } from '../../../../src/process/host/client.ts';
import { analyzer, analyzeRequest, folderOfTexts, folderSource, isAlive } from '../../support/analysis.ts';
import { DIST } from '../../support/paths.ts';
import { folderWith, temporaryFolder } from '../../support/temporary-folder.ts';

/** The promise is 500 ms; a machine that does other things may take longer to notice. */
const CANCELLED_WITHIN_MS = 1_500;
const ORPHAN_GONE_WITHIN_MS = 2_000;

/** Enough texts that the corpus stage lasts a while. */
const MANY = 700;

describe('cancelling', () => {
  test.each<Stage>(['documents', 'corpus'])(
    'rejects as cancelled in time while the job is at its %s',
    async (stage) => {
      const controller = new AbortController();
      let abortedAt = Infinity;
      const request = analyzeRequest(folderSource(folderOfTexts(MANY)));
      const error: unknown = await analyzer()
        .analyze(request, {
          signal: controller.signal,
          onProgress: (progress) => {
            if (progress.stage !== stage || controller.signal.aborted) return;
            abortedAt = performance.now();
            controller.abort();
          },
        })
        .catch((e: unknown) => e);
      const took = performance.now() - abortedAt;
      console.info(`cancelled at ${stage} after ${Math.round(took)} ms`);
      expect(error).toMatchObject({ code: 'cancelled' });
      expect(took).toBeLessThan(CANCELLED_WITHIN_MS);
      expect(readdirSync(request.jobFolder)).toEqual(['analyses.log']);
    },
  );

  test('before the start rejects as cancelled', async () => {
    await expect(
      analyzer().analyze(analyzeRequest(folderSource(folderOfTexts(5))), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a process that dies', () => {
  test('rejects the request as crashed and says so', async () => {
    const started = analyzer();
    const running = started.analyze(analyzeRequest(folderSource(folderOfTexts(MANY))), {
      onProgress: () => process.kill(started.pid!, 'SIGKILL'),
    });
    await expect(running).rejects.toMatchObject({
      code: 'crashed',
      message: 'The analysis process ended unexpectedly (SIGKILL). Run the analysis again.',
    });
  });

  test('rejects later requests too', async () => {
    const started = analyzer();
    process.kill(started.pid!, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(started.pid!)).toBe(false), { timeout: 20_000 });
    await expect(started.readText({ source: folderSource('/x'), path: 'x' })).rejects.toMatchObject({
      code: 'crashed',
    });
  });

  test('is quoted with its last words', async () => {
    const worker = path.join(
      folderWith({ 'worker.cjs': 'console.error("out of ideas"); process.exit(7)' }),
      'worker.cjs',
    );
    await expect(analyzer(worker).analyze(analyzeRequest(folderSource('/x')))).rejects.toThrow(
      /exit code 7.*\nout of ideas/,
    );
  });

  test('ignores what a terminal sends to the whole group: the host decides', async () => {
    const started = analyzer();
    const running = started.analyze(analyzeRequest(folderSource(folderOfTexts(20))), {
      onProgress: () => process.kill(started.pid!, 'SIGINT'),
    });
    await expect(running).resolves.toMatchObject({ summary: { analyzed: 20 } });
  });
});

test('the editor’s own variables are not passed on, the others are', async () => {
  vi.stubEnv('VSCODE_IPC_HOOK', 'x').stubEnv('GHOSTWRITER_TEST', 'y');
  onTestFinished(() => void vi.unstubAllEnvs());
  const say =
    'console.error("names:" + Object.keys(process.env).filter((n) => /^(VSCODE_|GHOSTWRITER_TEST|ELECTRON_RUN)/.test(n)).sort()); process.exit(1)';
  const worker = path.join(folderWith({ 'worker.cjs': say }), 'worker.cjs');
  const error = (await analyzer(worker)
    .analyze(analyzeRequest(folderSource('/x')))
    .catch((e: unknown) => e)) as AnalyzerError;
  expect(error.message).toContain('names:ELECTRON_RUN_AS_NODE,GHOSTWRITER_TEST');
  expect(error.message).not.toContain('VSCODE_');
});

test.each<Stage>(['documents', 'corpus'])(
  'no process is left behind when its parent is killed at the %s',
  async (stage) => {
    const script = path.join(import.meta.dirname, '../../support/parent-of-analysis.mjs');
    const parent = spawn(
      process.execPath,
      [script, path.join(DIST, 'worker.js'), folderOfTexts(MANY), temporaryFolder()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    parent.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitFor(() => expect(said).toContain(`stage ${stage}`), { timeout: 40_000, interval: 10 });
    const pid = Number(/pid (\d+)/.exec(said)?.[1]);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: ORPHAN_GONE_WITHIN_MS, interval: 20 });
  },
);
