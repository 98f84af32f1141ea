// The API for other extensions, as one of them meets it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GhostwriterAPI, GhostwriterExtension, Job } from '../../../src/extension/api/ghostwriter.d.ts';

const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const at = (...parts: string[]) => path.join(workspace, ...parts);
const failure = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Error && error.name === 'GhostwriterError');
  assert.equal((error as Error & { code?: string }).code, code);
  assert.match(error.message, message);
  return true;
};

suite('the extension API', () => {
  let extension: GhostwriterExtension;
  let api: GhostwriterAPI;
  suiteSetup(async () => {
    extension = await vscode.extensions.getExtension<GhostwriterExtension>('ghostwriter.ghostwriter-batch')!.activate();
    api = extension.getAPI(1);
  });

  test('has version 1, and says so of any other', () => {
    assert.equal(api.version, 1);
    assert.throws(
      () => extension.getAPI(2 as 1),
      failure('unsupported-version', /no API of version 2; it has version 1/),
    );
  });

  test('analyses a folder with options: progress, states and the end are told, and the report is read', async () => {
    const states: string[] = [];
    const progressed: string[] = [];
    const changes = api.onDidChangeJobs((job) => job && states.push(`${job.id} ${job.status}`));
    const everyProgress = api.onDidProgress(({ job }) => progressed.push(job.id));
    const analysis = await api.analyze([vscode.Uri.file(at('texts'))], {
      clusters: 2,
      threshold: 0.99,
      include: ['bees/*.txt', 'cycling/*.txt'],
      exclude: ['mei.txt'],
    });
    const fractions: number[] = [];
    const listening = analysis.onDidProgress(({ fraction }) => fractions.push(fraction));
    assert.ok(['pending', 'processing'].includes(analysis.job.status));
    assert.ok(api.jobs().some(({ id }) => id === analysis.id));
    const report = await analysis.report();
    for (const subscription of [changes, everyProgress, listening]) subscription.dispose();
    assert.deepEqual([report.documents.length, report.clusters.length, report.duplicateGroups.length], [14, 2, 0]);
    assert.ok(!report.documents.some((d) => d.path === 'bees/mei.txt'));
    assert.deepEqual(await api.report(analysis.id), report);
    const ended: Job = await analysis.ended;
    assert.equal(ended.status, 'completed');
    assert.deepEqual(analysis.job, ended);
    assert.ok(fractions.length > 0 && fractions.every((f, i) => f >= (fractions[i - 1] ?? 0)));
    assert.ok(progressed.includes(analysis.id));
    assert.deepEqual(
      [...new Set(states)].filter((s) => s.startsWith(analysis.id)).map((s) => s.split(' ')[1]),
      ['pending', 'processing', 'completed'],
    );
  });

  test('measures against folders that are named, which have to be absolute', async () => {
    const analysis = await api.analyze([at('texts/sleep')], { machineSamples: at('texts/bees'), baseline: '' });
    const report = await analysis.report();
    assert.ok(report.documents.some((d) => (d.sampleSimilarity ?? 0) > 0));
    for (const option of ['baseline', 'machineSamples'])
      await assert.rejects(
        api.analyze([at('texts')], { [option]: 'texts/bees' }),
        failure('invalid-options', /an absolute path, or empty for none/),
      );
  });

  test('writes nothing beside the source, and opens no panel unless it is asked to', async () => {
    const files = [vscode.Uri.file(at('texts/sleep/rosa.txt')), at('texts/bees/liam.txt')];
    const isShown = () =>
      vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === '2 files'));
    const analysis = await api.analyze(files);
    assert.equal((await analysis.ended).status, 'completed');
    assert.equal(isShown(), false);
    assert.ok(!existsSync(at('texts/2 files.analysis.json')) && !existsSync(at('texts/sleep/2 files.analysis.json')));
    api.show(analysis.id);
    for (let i = 0; i < 100 && !isShown(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(isShown());
  });

  test('a cancelled analysis has no report, and says so', async () => {
    const analysis = await api.analyze([at('texts')]);
    analysis.cancel();
    await assert.rejects(
      analysis.report(),
      failure('not-completed', /texts has no results: it is cancelled\. Run it again/),
    );
    assert.equal((await analysis.ended).status, 'cancelled');
    await assert.rejects(api.report(analysis.id), failure('not-completed', /cancelled/));
    api.cancel(analysis.id);
  });

  test('a failed analysis says why and what to do', async () => {
    mkdirSync(at('nothing-here'), { recursive: true });
    const analysis = await api.analyze([at('nothing-here')]);
    await assert.rejects(
      analysis.report(),
      failure('not-completed', /it is failed\. nothing-here holds no .*Choose a folder or a ZIP with texts in it\./),
    );
  });

  test('failures have codes and messages for people', async () => {
    await assert.rejects(api.analyze([at('nowhere')]), failure('source-not-found', /nowhere is not there/));
    await assert.rejects(api.analyze([]), failure('source-not-found', /nothing to analyse/));
    await assert.rejects(
      api.analyze([vscode.Uri.parse('vscode-vfs://github/someone/essays')]),
      failure('not-on-disk', /does not lie on this machine's disk/),
    );
    await assert.rejects(
      api.analyze([at('texts')], { threshold: 2, clusters: 0 }),
      failure('invalid-options', /threshold: .*clusters: |clusters: .*threshold: /),
    );
    await assert.rejects(
      api.analyze([at('texts')], { treshold: 0.5 } as object),
      failure('invalid-options', /treshold/),
    );
    await assert.rejects(api.report('nobody'), failure('job-not-found', /removed/));
    assert.throws(() => api.cancel('nobody'), failure('job-not-found', /removed/));
    assert.throws(() => api.show('nobody'), failure('job-not-found', /removed/));
  });
});
