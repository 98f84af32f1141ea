// The tools for language models, called without a chat. The test host confirms calls by itself; that the user is asked is tested in sample-extension.test.ts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GhostwriterExtension, Report } from '../../../src/extension/api/ghostwriter.d.ts';
import { type Answer, foldersOf } from '../../unit/support/answers.ts';

const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const setting = (name: string, value: unknown) =>
  vscode.workspace.getConfiguration('ghostwriter.assistants').update(name, value, vscode.ConfigurationTarget.Global);
// The manifest's tools are listed whether they can be called or not.
const callable = async (): Promise<string[]> => {
  const names = vscode.lm.tools
    .map((tool) => tool.name)
    .filter((name) => name.startsWith('ghostwriter_'))
    .sort();
  const called = await Promise.allSettled(
    names.map((name) => vscode.lm.invokeTool(name, { input: {}, toolInvocationToken: undefined })),
  );
  return names.filter(
    (_, i) => !/does not have an implementation registered/.test(String((called[i] as PromiseRejectedResult).reason)),
  );
};
const waitFor = async (what: string, look: () => Promise<boolean>) => {
  for (const end = Date.now() + 15_000; !(await look());) {
    assert.ok(Date.now() < end, `${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const ask = async (name: string, input: object): Promise<Answer> => {
  const { content } = await vscode.lm.invokeTool(`ghostwriter_${name}`, { input, toolInvocationToken: undefined });
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart && content.length === 1);
  assert.ok(part.value.length < 16_000);
  return JSON.parse(part.value) as Answer;
};

suite('tools for language models', () => {
  const NAMES = ['ghostwriter_explainDocument', 'ghostwriter_listAnalyses', 'ghostwriter_queryAnalysis'];
  let id: string;
  let report: Report;
  suiteSetup(async () => {
    const api = (
      await vscode.extensions.getExtension<GhostwriterExtension>('ghostwriter.ghostwriter-batch')!.activate()
    ).getAPI(1);
    const analysis = await api.analyze([path.join(workspace, 'texts')]);
    id = analysis.id;
    report = await analysis.report();
  });
  suiteTeardown(async () => {
    await setting('enabled', undefined);
    await setting('allowTexts', undefined);
  });

  test('cannot be called until the setting says so', async () => {
    assert.deepEqual(await callable(), []);
    await setting('enabled', true);
    await waitFor('the tools', async () => (await callable()).length === NAMES.length);
    assert.deepEqual(await callable(), NAMES);
  });

  test('list analyses and answer what is in one', async () => {
    const { analyses } = await ask('listAnalyses', {});
    assert.deepEqual(analyses.find((a) => a.id === id)?.levels, report.summary.confidence);
    assert.match(JSON.stringify(await ask('queryAnalysis', { analysis: id })), /"documents":\{"total":24,/);
    const { documents, next, note } = await ask('queryAnalysis', {
      analysis: id,
      about: 'documents',
      sort: 'name',
      limit: 5,
      offset: 5,
    });
    assert.deepEqual(
      documents.map((d) => d.path),
      report.documents.slice(5, 10).map((d) => d.path),
    );
    assert.equal(next, 10);
    assert.match(note, /never proof/);
  });

  test('find documents by what they are about', async () => {
    const found = await ask('queryAnalysis', {
      analysis: id,
      about: 'search',
      query: 'why teenagers need more sleep before school',
      limit: 4,
    });
    assert.deepEqual(foldersOf(found), ['sleep', 'sleep', 'sleep', 'sleep']);
  });

  test('explain a document by positions, and quote it only where texts are allowed', async () => {
    const text = readFileSync(path.join(workspace, 'texts/bees/mei.txt'), 'utf8');
    const without = await ask('explainDocument', { analysis: id, document: 'bees/mei.txt' });
    assert.ok(!JSON.stringify(without).includes('Karl von Frisch'));
    assert.match(without.texts ?? '', /ghostwriter\.assistants\.allowTexts/);
    assert.ok(without.moved.raising.length > 0);
    await setting('allowTexts', true);
    const { strongestSegments: segments } = await ask('explainDocument', { analysis: id, document: 'bees/mei.txt' });
    assert.ok(segments.length > 0);
    for (const { start, end, quote } of segments)
      assert.ok(text.slice(start, end).trim().startsWith(quote.replace(/ …$/, '')));
  });

  test('say what to do next where a call cannot be answered', async () => {
    await assert.rejects(ask('queryAnalysis', { analysis: 'nothing' }), /There is no analysis .*Use one of these ids/);
    await assert.rejects(ask('explainDocument', { analysis: id, document: 'nobody' }), /Call queryAnalysis/);
  });

  test('are gone once the setting is off again', async () => {
    await setting('enabled', false);
    await waitFor('the end of the tools', async () => (await callable()).length === 0);
  });

  test('a workspace cannot turn them on', async () => {
    await assert.rejects(
      Promise.resolve(
        vscode.workspace
          .getConfiguration('ghostwriter.assistants')
          .update('enabled', true, vscode.ConfigurationTarget.Workspace),
      ),
    );
  });
});
