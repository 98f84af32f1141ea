// Runs inside the extension host, where `vscode` is the real thing: in the workbench in the browser and in a desktop VS Code alike.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Activated, ExtensionInternals } from '../../../src/extension/extension.ts';
import type { Job } from '../../../src/protocol/job.ts';
import type { Report } from '../../../src/report/report.ts';
import { LEFT_OUT_KINDS } from '../../../src/report/left-out.ts';
import { DEFAULT_READING } from '../../../src/report/reading-options.ts';
import { readCsv } from '../../unit/support/csv-reader.ts';

const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const at = (...parts: string[]) => path.join(workspace, ...parts);
const analyse = (...names: string[]) => {
  const uris = names.map((name) => vscode.Uri.file(at(name)));
  return vscode.commands.executeCommand<Job | undefined>('ghostwriter.analyzeResource', uris[0], uris);
};
const setting = (name: string, value: unknown) =>
  vscode.workspace.getConfiguration('ghostwriter').update(name, value, vscode.ConfigurationTarget.Workspace);
const waitFor = async (what: string, look: () => unknown) => {
  for (const end = Date.now() + 15_000; !look();) {
    assert.ok(Date.now() < end, `${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

let api: ExtensionInternals;
suiteSetup(async () => {
  const extension = vscode.extensions.getExtension<Activated>('ghostwriter.ghostwriter-batch');
  assert.ok(extension, 'the extension is not installed');
  api = (await extension.activate()).internals;
});

suite('commands', () => {
  test('every command of the manifest is registered', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = JSON.parse(
      readFileSync(
        path.join(vscode.extensions.getExtension('ghostwriter.ghostwriter-batch')?.extensionPath ?? '', 'package.json'),
        'utf8',
      ),
    ) as { contributes: { commands: { command: string }[] } };
    for (const { command } of manifest.contributes.commands) assert.ok(known.has(command), `${command} is missing`);
  });

  test('analysing a folder completes a job, opens its panel and saves both exports', async () => {
    const job = await analyse('texts');
    assert.equal(job?.status, 'completed');
    assert.deepEqual([job.summary?.documents, job.summary?.analyzed, job.summary?.skipped], [24, 23, 1]);
    await waitFor(
      'the JSON export',
      () => existsSync(at('texts.analysis.json')) && existsSync(at('texts.analysis.csv')),
    );
    assert.ok(vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === 'texts')));
    const { manifest, ...exported } = JSON.parse(readFileSync(at('texts.analysis.json'), 'utf8')) as Report;
    assert.deepEqual(exported, JSON.parse(JSON.stringify(await api.report(job.id))));
    assert.equal(manifest?.run.id, job.id);
    assert.equal(readCsv(readFileSync(at('texts.analysis.csv'), 'utf8')).length, 25);
  });

  test('several selected files are one batch', async () => {
    await setting('export.auto', false);
    const job = await analyse('texts/bees/liam.txt', 'texts/bees/mei.txt', 'texts/cycling/ben.txt');
    assert.equal(job?.status, 'completed');
    assert.equal(job.source.kind, 'files');
    assert.deepEqual(
      (await api.report(job.id)).documents.map((d) => d.path),
      ['bees/liam.txt', 'bees/mei.txt', 'cycling/ben.txt'],
    );
  });

  test('without automatic exports nothing is saved until it is asked for', async () => {
    await setting('export.auto', false);
    const job = await analyse('texts.zip');
    assert.equal(job?.status, 'completed');
    assert.ok(!existsSync(at('texts.analysis-2.csv')));
    void vscode.commands.executeCommand('ghostwriter.exportCsv', job);
    await waitFor('the CSV export', () => existsSync(at('texts.analysis-2.csv')));
    assert.ok(!existsSync(at('texts.analysis-2.json')));
  });

  test('the menu of the results tab exports what is shown', async () => {
    const job = await analyse('texts/bees');
    assert.equal(job?.status, 'completed');
    void vscode.commands.executeCommand('ghostwriter.exportJson', vscode.Uri.parse('webview-panel:results'));
    await waitFor('the JSON export', () => existsSync(at('texts', 'bees.analysis.json')));
    rmSync(at('texts', 'bees.analysis.json'));
  });

  test('a folder without texts fails with a message that says what to do', async () => {
    mkdirSync(at('empty'), { recursive: true });
    const job = await analyse('empty');
    assert.equal(job?.status, 'failed');
    assert.match(job.error ?? '', /empty holds no .*Choose a folder or a ZIP with texts in it\./);
  });

  test('a damaged archive fails with a message, and its job stays in the list', async () => {
    writeFileSync(at('broken.zip'), 'this is no archive');
    const job = await analyse('broken.zip');
    assert.equal(job?.status, 'failed');
    assert.match(job.error ?? '', /broken\.zip .*(not a ZIP archive|damaged)/);
    assert.equal(api.jobs()[0]?.id, job.id);
  });

  test('what is not there is no job', async () => {
    const before = api.jobs().length;
    assert.equal(await analyse('nowhere'), undefined);
    assert.equal(api.jobs().length, before);
  });

  test('the chosen number of clusters and threshold reach the report', async () => {
    await setting('clusters', '2');
    await setting('nearCopies.threshold', 0.99);
    const job = await analyse('texts');
    await setting('clusters', undefined);
    await setting('nearCopies.threshold', undefined);
    const report = await api.report(job?.id ?? '');
    assert.equal(report.clusters.length, 2);
    assert.equal(report.duplicateGroups.length, 0);
    assert.deepEqual(report.job.options, {
      granularity: 'sentence',
      clusters: 2,
      threshold: 0.99,
      seed: 1,
      prior: 0.5,
      encoder: 'auto',
      leaveOut: [...LEFT_OUT_KINDS],
      acrossGroups: false,
      reading: { ...DEFAULT_READING, exclude: report.job.options.reading?.exclude },
    });
  });
});

suite('the baseline', () => {
  const written = () =>
    vscode.workspace.getConfiguration('ghostwriter').inspect<string>('detector.baseline')?.workspaceValue;
  teardown(() => setting('detector.baseline', undefined));

  test('a folder that is used as one is written into the settings of the workspace', async () => {
    void vscode.commands.executeCommand('ghostwriter.useAsBaseline', vscode.Uri.file(at('texts')));
    await waitFor('the setting', () => written() === at('texts'));
  });

  test('the next analysis measures levels against it, and says so in its report', async () => {
    void vscode.commands.executeCommand('ghostwriter.useAsBaseline', vscode.Uri.file(at('texts')));
    await waitFor('the setting', () => written() === at('texts'));
    const job = await analyse('texts/bees');
    const report = await api.report(job?.id ?? '');
    const judged = (await api.report((await analyse('texts'))?.id ?? '')).documents.filter(
      (d) => d.aiProbability !== null,
    );
    assert.deepEqual(report.job.baseline, {
      folder: at('texts'),
      texts: judged.length,
      highRate: 1 / (judged.length + 1),
    });
    for (const d of report.documents) assert.equal(d.baselineRank === undefined, d.aiProbability === null);
  });

  test('one that is gone fails the analysis with a message that says what to do', async () => {
    await setting('detector.baseline', at('nowhere'));
    const job = await analyse('texts/bees');
    assert.equal(job?.status, 'failed');
    assert.match(job.error ?? '', /^The baseline folder cannot be used: .*Set Baseline Folder…/);
  });

  for (const [whose, elsewhere] of [
    ['the workspace alone', undefined],
    ['every workspace', '/home/user/essays'],
  ] as const)
    test(`the command clears one that is set for ${whose}`, async () => {
      await vscode.workspace
        .getConfiguration('ghostwriter')
        .update('detector.baseline', elsewhere, vscode.ConfigurationTarget.Global);
      await setting('detector.baseline', at('texts'));
      void vscode.commands.executeCommand('ghostwriter.setBaselineFolder');
      // The second of two choices; the list takes a moment to come, and ignores what is sent before.
      for (let i = 0; i < 20 && written() === at('texts'); i++) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      await waitFor('the cleared setting', () => written() !== at('texts'));
      assert.equal(vscode.workspace.getConfiguration('ghostwriter').get('detector.baseline'), '');
      await vscode.workspace
        .getConfiguration('ghostwriter')
        .update('detector.baseline', undefined, vscode.ConfigurationTarget.Global);
    });

  test('a folder that is not on the disk is refused', async () => {
    await vscode.commands.executeCommand(
      'ghostwriter.useAsBaseline',
      vscode.Uri.parse('vscode-vfs://github/someone/essays'),
    );
    assert.equal(written(), undefined);
  });
});

suite('documents', () => {
  test('one inside an archive opens as read-only text', async () => {
    const job = await analyse('texts.zip');
    const report = await api.report(job?.id ?? '');
    const document = report.documents.find((d) => d.path === 'bees/liam.txt');
    await vscode.commands.executeCommand('ghostwriter.openDocument', job?.id, document?.id);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, 'ghostwriter');
    assert.equal(editor.document.getText(), readFileSync(at('texts/bees/liam.txt'), 'utf8'));
    assert.equal(
      await editor
        .edit((edit) => edit.insert(new vscode.Position(0, 0), 'x'))
        .then((done) => done && editor.document.isDirty),
      false,
    );
  });

  test('one in latin-1 opens with its letters right', async () => {
    const job = await analyse('texts');
    const document = (await api.report(job?.id ?? '')).documents.find((d) => d.path === 'cycling/henri.txt');
    assert.equal(document?.encoding, 'windows-1252');
    await vscode.commands.executeCommand('ghostwriter.openDocument', job?.id, document.id);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.ok(!text.includes('\ufffd'));
    assert.equal(text, readFileSync(at('texts/cycling/henri.txt')).toString('latin1'));
  });
});

suite('trees', () => {
  const children = async <T>(tree: vscode.TreeDataProvider<T>, parent?: T) => (await tree.getChildren(parent)) ?? [];

  test('the jobs are listed newest first, with their states', async () => {
    const jobs = await children(api.trees.jobs);
    const times = jobs.map((job) => (typeof job === 'string' ? job : job.createdAt));
    assert.deepEqual(times, [...times].sort().reverse());
    const items = await Promise.all(jobs.map(async (job) => api.trees.jobs.getTreeItem(job)));
    assert.deepEqual(
      new Set(items.map((item) => item.contextValue)),
      new Set(['completed', 'completed folder', 'completed skipped', 'completed skipped folder', 'failed']),
    );
    assert.equal(items.length, api.jobs().length);
  });

  test('the clusters of the open job have their documents below them', async () => {
    const job = await analyse('texts');
    const report = await api.report(job?.id ?? '');
    const clusters = await children(api.trees.clusters);
    assert.deepEqual(
      await Promise.all(clusters.map(async (node) => (await api.trees.clusters.getTreeItem(node)).label)),
      report.clusters.map((c) => c.label),
    );
    const first = clusters[0];
    assert.ok(first);
    const documents = await children(api.trees.clusters, first);
    assert.equal(documents.length, report.clusters[0]?.size);
    for (const node of documents)
      assert.equal((await api.trees.clusters.getTreeItem(node)).command?.command, 'ghostwriter.openDocument');
  });

  test('a removed job is gone from the list and from the disk', async () => {
    const [job] = api.jobs();
    assert.ok(job);
    await vscode.commands.executeCommand('ghostwriter.removeJob', job);
    assert.ok(!api.jobs().some(({ id }) => id === job.id));
    await assert.rejects(api.report(job.id), /missing or damaged/);
  });
});

suiteTeardown(() => {
  rmSync(at('.vscode'), { recursive: true, force: true });
});
