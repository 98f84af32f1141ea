// Other extensions beside the product's VSIX, in a real VS Code: the example of the API, and one that calls the tools for language models as a chat would.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/vsix.mjs';
import { sampleWorkspace } from './batches.ts';
import { notification, rightClick, runCommand, statusBarText, until, webviewFrame } from './driver.ts';
import { extensionOf, packed } from './extension-vsix.ts';
import { SCREENSHOTS, Session } from './session.ts';

const CALL = `
  try {
    const { content } = await vscode.lm.invokeTool('ghostwriter_explainDocument', { input: { document: 'bees/mei.txt' }, toolInvocationToken: undefined });
    void vscode.window.showInformationMessage('The tool answered: ' + content.map((part) => part.value).join('').slice(0, 60));
  } catch (error) {
    void vscode.window.showWarningMessage('The tool did not answer: ' + error.message);
  }`;

let session: Session;
beforeAll(async () => {
  const others = [
    packed(path.join(import.meta.dirname, '../../samples/batch-findings')),
    extensionOf('tool-caller', 'Call a Tool', CALL),
  ];
  session = await Session.start(sampleWorkspace(), undefined, {
    vsix: [vsixPath(), ...others],
    settings: { 'ghostwriter.assistants.enabled': true },
  });
  for (const file of others) rmSync(path.dirname(file), { recursive: true, force: true });
});
afterAll(() => session.end());

describe('the example of the extension API', () => {
  test('counts what is found in the folder that is clicked', async () => {
    const { page } = session;
    await rightClick(page, 'texts', 'Count HIGH Texts and Near-Copies');
    expect(await statusBarText(page, /texts: \d/, 120_000)).toMatch(/texts: [1-9]\d* HIGH, 2 groups of near-copies/);
    const message = await notification(
      page,
      /texts: [1-9]\d* HIGH, 2 groups of near-copies\. A HIGH score is an estimate, never proof\./,
    );
    await page.screenshot({ path: path.join(SCREENSHOTS, 'sample-extension.png') });
    expect(existsSync(path.join(session.workspace, 'texts.analysis.json'))).toBe(false);
    await message.locator('.monaco-button', { hasText: 'Show Results' }).click();
    await webviewFrame(page, /24 documents/);
  });
});

describe('a call of a tool for language models', () => {
  const dialog = () => session.page.locator('.monaco-dialog-box');
  /** The workbench takes the focus back a moment later, and would close what is opened before. */
  const closed = async () => {
    await until(
      async () => ((await session.page.locator('.monaco-dialog-box, [inert]').count()) === 0 ? true : undefined),
      () => 'The dialog stays.',
    );
    await session.page.waitForTimeout(1000);
  };

  test('is confirmed by the user, who is told what goes out', async () => {
    await runCommand(session.page, 'Call a Tool');
    await dialog().waitFor();
    const text = await dialog().innerText();
    expect(text).toContain('Ghost-Writer: Explain a document?');
    expect(text).toContain(
      'The assistant gets the scores and similarities of “bees/mei.txt” in the analysis “texts”. Its language model may run outside this machine.',
    );
    await session.page.screenshot({ path: path.join(SCREENSHOTS, 'tool-confirmation.png') });
    await dialog().getByRole('button', { name: 'Yes' }).click();
    await closed();
    await notification(session.page, /The tool answered: \{"document":\{"id":"d\d+","path":"bees\/mei\.txt"/);
  });

  test('that the user declines is not answered', async () => {
    await runCommand(session.page, 'Call a Tool');
    await dialog().waitFor();
    await session.page.keyboard.press('Escape');
    await closed();
    await notification(session.page, /The tool did not answer/);
  });
});
