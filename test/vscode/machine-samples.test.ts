// Machine samples as users make them: by models that another extension offers, by a server with OpenAI's interface, and by a prompt to paste elsewhere.
import { readdirSync, readFileSync, writeFileSync, cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/vsix.mjs';
import { type ChatServerInTests, chatServer } from '../unit/support/chat-server.ts';
import { plainDocx } from '../unit/support/office-documents.ts';
import { sampleWorkspace } from './batches.ts';
import { type Asked, type ChatProvider, chatProvider } from './chat-provider-vsix.ts';
import { notification, rightClick, runCommand, statusBarText, until, webviewFrame } from './driver.ts';
import { SCREENSHOTS, Session } from './session.ts';

const ASSIGNMENT = 'Should the town build a new path for bicycles along the river? Say what you think, and why.';

/** An answer of some 80 words that no two numbers share. */
const answer = (n: number) =>
  Array.from(
    { length: 12 },
    (_, i) => `In my view the path number ${n * 12 + i} would help pupils, parents and shops alike.`,
  ).join(' ');

const input = (page: Page) => page.locator('.quick-input-widget:visible input[type="text"]').first();
const rows = (page: Page) => page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');

/** Waits for a quick input that says something, and answers it. */
async function answered(page: Page, says: RegExp, how: (page: Page) => Promise<unknown>): Promise<void> {
  const shown = async () => {
    const widget = page.locator('.quick-input-widget:visible');
    if ((await widget.count()) === 0) return undefined;
    const [text, hint] = [
      await widget.innerText(),
      await input(page)
        .getAttribute('placeholder')
        .catch(() => ''),
    ];
    return says.test(`${text} ${hint ?? ''}`) ? true : undefined;
  };
  await until(shown, () => `Nothing asks ${String(says)}.`);
  // Where the pointer rests, the editor shows what a row says, above other rows.
  await page.mouse.move(5, 5);
  // The widget takes what is typed a moment after it is there.
  await page.waitForTimeout(500);
  await how(page);
}
const choose = (label: string) => (page: Page) => rows(page).filter({ hasText: label }).first().click();
const accept = (page: Page) => page.keyboard.press('Enter');
const enter = (value: string) => async (page: Page) => {
  await input(page).fill(value);
  await page.keyboard.press('Enter');
};
const enterSecret = (value: string) => async (page: Page) => {
  await page.locator('.quick-input-widget:visible input[type="password"]').fill(value);
  await page.keyboard.press('Enter');
};
const tick = (label: string) => async (page: Page) => {
  await rows(page).filter({ hasText: label }).first().click();
  await page.keyboard.press('Enter');
};

/** Goes through the command's questions up to the one whether to send. */
async function make(
  page: Page,
  model: string,
  count: number,
  source: (page: Page) => Promise<unknown> = choose('assignment.docx'),
): Promise<void> {
  await runCommand(page, 'Ghost-Writer: Make Machine Samples');
  await answered(page, /The assignment that is to be answered/, source);
  await answered(page, /Who would answer it/, accept);
  await answered(page, /How many words has a usual answer/, accept);
  await answered(page, /Which language models answer/, tick(model));
  await answered(page, /How many answers/, enter(String(count)));
  await answered(page, /Folder to keep the samples in/, choose('machine-samples'));
}

const dialog = (page: Page) => page.locator('.monaco-dialog-box');
async function press(page: Page, label: string): Promise<void> {
  const button = dialog(page).locator('.monaco-button', { hasText: label }).first();
  await button.click();
  // Another one may come in its place at once.
  await button.waitFor({ state: 'detached' });
}

const samplesIn = (workspace: string) =>
  existsSync(path.join(workspace, 'machine-samples'))
    ? readdirSync(path.join(workspace, 'machine-samples')).filter(
        (name) => name.endsWith('.txt') && !name.startsWith('.'),
      )
    : [];

/** Sentences of all texts of the batch. */
function studentsSentences(workspace: string): string[] {
  const texts = path.join(workspace, 'texts');
  const files = readdirSync(texts, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .flatMap(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'latin1').split(/(?<=[.!?])\s+/))
    .filter((sentence) => sentence.length > 20);
}

function expectNoStudentsText(asked: readonly string[], workspace: string): void {
  const sentences = studentsSentences(workspace);
  expect(sentences.length).toBeGreaterThan(100);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((text) => sentences.some((sentence) => text.includes(sentence)))).toEqual([]);
}

describe('with language models', () => {
  let session: Session;
  let page: Page;
  let provider: ChatProvider;
  let server: ChatServerInTests;
  /** What the server lets in; `undefined` for everybody. */
  let key: string | undefined;
  const askedOf = (model: string): Asked[] => provider.asked().filter((asked) => asked.model === model);

  beforeAll(async () => {
    provider = chatProvider();
    server = await chatServer(
      (_, count) => ({ text: answer(count) }),
      ({ authorization }) =>
        key === undefined || authorization === `Bearer ${key}`
          ? { raw: JSON.stringify({ data: [{ id: 'small' }] }) }
          : { status: 401 },
    );
    const workspace = sampleWorkspace();
    const assignment = path.join(workspace, 'assignment.docx');
    writeFileSync(assignment, plainDocx(ASSIGNMENT));
    session = await Session.start(workspace, undefined, {
      vsix: [vsixPath(), provider.vsix],
      proposedApis: true,
      settings: { 'ghostwriter.baseline.ignore': [assignment], 'ghostwriter.samples.server': server.url },
    });
    ({ page } = session);
    await rightClick(page, 'texts', 'Analyze Batch');
    await session.exportedReport('texts.analysis.json');
    await webviewFrame(page, /24 documents in/);
  });
  afterAll(async () => {
    await session.end();
    server.close();
  });

  test('the assignment is read from a Word file, answers are as long as the batch’s, and it is said what is sent', async () => {
    const report = await session.exportedReport('texts.analysis.json');
    const words = report.documents
      .filter((d) => d.status === 'analyzed' && d.words >= 50)
      .map((d) => d.words)
      .sort((a, b) => a - b);
    const usual = Math.max(60, words[Math.floor(words.length / 2)]!);
    await runCommand(page, 'Ghost-Writer: Make Machine Samples');
    await answered(page, /The assignment that is to be answered/, choose('assignment.docx'));
    await answered(page, /Who would answer it/, accept);
    await answered(page, /the middle of texts/, async () => {
      expect(await input(page).inputValue()).toBe(String(usual));
      await accept(page);
    });
    await answered(page, /Which language models answer/, tick('Steady'));
    await answered(page, /How many answers/, enter('5'));
    await answered(page, /Folder to keep the samples in/, choose('machine-samples'));
    await dialog(page).waitFor();
    const text = await dialog(page).innerText();
    expect(text).toContain(
      'Sent are the assignment, and how long and in what style to answer. No text of a student is sent.',
    );
    expect(text).toContain('6 requests go to: Steady (a model of the editor, by test-models).');
    await page.screenshot({ path: path.join(SCREENSHOTS, 'machine-samples-consent.png') });
    expect(provider.asked()).toEqual([]);
    await press(page, 'Send the Assignment');
    // The editor's own question.
    await dialog(page).filter({ hasText: 'wants to access the language models provided by' }).waitFor();
    expect(provider.asked()).toEqual([]);
    await press(page, 'Allow');
    await notification(
      page,
      /5 samples were added to machine-samples, by 6 requests\..*The next analysis compares documents with 5 samples/,
    );
    const asked = askedOf('steady').map((a) => a.text);
    expect(asked).toHaveLength(6);
    expect(asked.filter((a) => a.includes(ASSIGNMENT))).toHaveLength(5);
    expect(asked[0]).toContain(`Write about ${usual} words.`);
    expectNoStudentsText(asked, session.workspace);
    expect(samplesIn(session.workspace).sort()).toEqual([
      'sample-01-asked.txt',
      'sample-02-plain.txt',
      'sample-03-unnoticed.txt',
      'sample-04-polished.txt',
      'sample-05-asked.txt',
    ]);
    expect(server.requests.every((request) => request.startsWith('GET'))).toBe(true);
  });

  test('a student’s text is never sent, though it was chosen as the assignment', async () => {
    const before = provider.asked().length;
    await runCommand(page, 'Ghost-Writer: Make Machine Samples');
    await answered(page, /The assignment that is to be answered/, choose('Choose a file'));
    await answered(page, /OK|Show Local|Open/, async () => {
      await input(page).fill(path.join(session.workspace, 'texts/bees/mei.txt'));
      await page.waitForTimeout(500);
      await page.keyboard.press('Enter');
    });
    await notification(
      page,
      /That is the text of the document bees\/mei\.txt\. A student's text is never sent: choose the assignment\./,
    );
    expect(provider.asked()).toHaveLength(before);
  });

  test('a model that fails half-way keeps what came, and says so', async () => {
    await make(page, 'Faltering', 5);
    await dialog(page).waitFor();
    await press(page, 'Send the Assignment');
    await notification(
      page,
      /2 samples were added to machine-samples, by 3 requests\. Faltering failed: .*The quota of this model is used up/,
    );
    expect(samplesIn(session.workspace)).toHaveLength(7);
    expectNoStudentsText(
      askedOf('faltering').map((a) => a.text),
      session.workspace,
    );
  });

  test('it can be stopped, and what came stays', async () => {
    await make(page, 'Patient', 5);
    await dialog(page).waitFor();
    await press(page, 'Send the Assignment');
    await until(
      () => (askedOf('patient').length === 2 ? true : undefined),
      () => 'The second request does not come.',
    );
    const progress = await notification(page, /Making machine samples: 1 of 6 requests/);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'machine-samples-progress.png') });
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await notification(
      page,
      /1 samples? (?:was|were) added to machine-samples, by 2 requests\. It was stopped; what was made stays\./,
    );
    expect(samplesIn(session.workspace)).toHaveLength(8);
  });

  test('a server with OpenAI’s interface on this machine is asked for the same', async () => {
    await make(page, 'small', 5);
    await dialog(page).waitFor();
    expect(await dialog(page).innerText()).toContain(
      `6 requests go to: small (a server on this machine, ${server.url.replace(/\/$/, '')}).`,
    );
    await press(page, 'Send the Assignment');
    await notification(page, /5 samples were added to machine-samples, by 6 requests\./);
    expectNoStudentsText(server.asked, session.workspace);
    expect(samplesIn(session.workspace)).toHaveLength(13);
  });

  test('a server that asks for a key gets the one that is kept for it, and none once it is forgotten', async () => {
    key = 'right-key';
    await runCommand(page, 'Ghost-Writer: Make Machine Samples');
    await answered(page, /The assignment that is to be answered/, choose('assignment.docx'));
    await answered(page, /Who would answer it/, accept);
    await answered(page, /How many words has a usual answer/, accept);
    const asking = await notification(page, /asks for a key\./);
    await asking.locator('.monaco-button', { hasText: 'Enter Key…' }).click();
    await answered(page, /kept in the secret storage of VS Code, and sent to this address alone/, enterSecret(key));
    await answered(page, /Which language models answer/, async () => {
      await rows(page).filter({ hasText: 'small' }).first().waitFor();
      await page.keyboard.press('Escape');
    });
    expect(server.authorizations.at(-1)).toBe(`Bearer ${key}`);
    await runCommand(page, 'Ghost-Writer: Forget Key for Machine Samples');
    await notification(page, /The key for .* is forgotten\./);
    key = undefined;
    await make(page, 'small', 5);
    await dialog(page).waitFor();
    await press(page, 'Cancel');
    expect(server.authorizations.at(-1)).toBeUndefined();
  });

  test('the next analysis compares documents with them, and the panel says what came of it', async () => {
    await runCommand(page, 'Ghost-Writer: Run Again');
    const again = await session.exportedReport('texts.analysis-2.json');
    expect(again.warnings.filter((w) => w.code.startsWith('machine-samples'))).toEqual([]);
    expect(again.job.machineSamples).toMatchObject({
      folder: path.join(session.workspace, 'machine-samples'),
      texts: 13,
      against: 'batch',
    });
    await webviewFrame(page, /13 machine samples/);
  });
});

describe('without a language model', () => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await Session.start();
    ({ page } = session);
    await rightClick(page, 'texts', 'Analyze Batch');
    await session.exportedReport('texts.analysis.json');
  });
  afterAll(() => session.end());
  const folder = () => path.join(session.workspace, 'machine-samples');

  test('there is a prompt to paste elsewhere, and the folder is watched', async () => {
    await runCommand(page, 'Ghost-Writer: Make Machine Samples');
    await answered(page, /The assignment that is to be answered/, choose('Type or paste the assignment'));
    await answered(page, /The text of the assignment/, enter(ASSIGNMENT));
    await answered(page, /Who would answer it/, accept);
    await answered(page, /the middle of texts/, accept);
    await answered(page, /No language model is here/, choose('A prompt to paste elsewhere'));
    await answered(page, /How many answers/, enter('6'));
    await answered(page, /Folder to keep the samples in/, choose('machine-samples'));
    expect(await statusBarText(page, /machine samples/)).toMatch(/0 of 5 machine samples/);
    const prompt = await page.evaluate(() => navigator.clipboard.readText());
    expect(prompt).toContain(ASSIGNMENT);
    expect(prompt).toContain('Write 6 different answers');
    expectNoStudentsText([prompt], session.workspace);
  });

  test('what is saved there is counted, with what is no sample', async () => {
    for (const n of [1, 2]) writeFileSync(path.join(folder(), `mine-${n}.txt`), answer(n));
    expect(await statusBarText(page, /2 of 5/)).toMatch(/2 of 5 machine samples/);
    writeFileSync(path.join(folder(), 'refusal.txt'), 'I cannot help with that.');
    cpSync(path.join(session.workspace, 'texts/bees/jonas.txt'), path.join(folder(), 'jonas.txt'));
    expect(await statusBarText(page, /2 not used/)).toMatch(/2 of 5 machine samples, 2 not used/);
    await runCommand(page, 'Ghost-Writer: Review Machine Samples');
    const list = await until(
      async () => {
        const text = await page.locator('.quick-input-widget:visible').innerText();
        return text.includes('refusal.txt') ? text : undefined;
      },
      () => 'The samples are not listed.',
    );
    expect(list).toMatch(/refusal\.txt\s*too short: under 50 words/);
    expect(list).toMatch(/jonas\.txt\s*a student's text: the same as the document bees\/jonas\.txt/);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'machine-samples-review.png') });
    const row = rows(page).filter({ hasText: 'jonas.txt' }).first();
    await row.hover();
    await row.locator('.action-label').first().click();
    await dialog(page).waitFor();
    await press(page, 'Delete');
    await until(
      () => (existsSync(path.join(folder(), 'jonas.txt')) ? undefined : true),
      () => 'The sample stays.',
    );
    await page.keyboard.press('Escape');
    expect(await statusBarText(page, /1 not used/)).toMatch(/2 of 5 machine samples, 1 not used/);
  });

  test('several answers are pasted into one file, and taken apart once it is saved', async () => {
    await runCommand(page, 'Ghost-Writer: Review Machine Samples');
    await answered(page, /Paste answers/, choose('Paste answers'));
    await page.locator('.tab.active', { hasText: 'pasted.txt' }).waitFor();
    await page.locator('.editor-instance .monaco-editor').first().click();
    await page.keyboard.insertText([3, 4, 5, 6].map(answer).join('\n===\n'));
    await runCommand(page, 'File: Save');
    expect(await statusBarText(page, /6 machine samples/)).toMatch(/6 machine samples, 1 not used/);
    expect(readdirSync(folder()).sort()).toEqual([
      '.assignment.txt',
      'mine-1.txt',
      'mine-2.txt',
      'pasted-01.txt',
      'pasted-02.txt',
      'pasted-03.txt',
      'pasted-04.txt',
      'pasted.txt.answers',
      'refusal.txt',
    ]);
    await notification(
      page,
      /6 machine samples\. The next analysis compares documents with the texts in machine-samples\./,
    );
  });

  test('the next analysis uses them, and the one after that is offered them where they were cleared', async () => {
    await runCommand(page, 'Ghost-Writer: Run Again');
    const report = await session.exportedReport('texts.analysis-2.json');
    expect(report.job.machineSamples).toMatchObject({ folder: folder(), texts: 6 });
    expect(report.warnings.filter((w) => w.code === 'machine-samples-left-out').map((w) => w.message)).toEqual([
      'Texts among the machine samples in machine-samples are under 50 words, and were not used: refusal.txt.',
    ]);
    await webviewFrame(page, /6 machine samples/);
    await runCommand(page, 'Ghost-Writer: Set Machine Samples');
    await answered(page, /Now:/, choose('Clear the machine samples'));
    await notification(page, /The machine samples are cleared/);
    await rightClick(page, 'texts', 'Analyze Batch');
    const without = await session.exportedReport('texts.analysis-3.json');
    expect(without.job.machineSamples).toBeUndefined();
    const offer = await notification(
      page,
      /texts was compared with the machine samples in machine-samples last time\. Now none are set/,
    );
    await offer.locator('.monaco-button', { hasText: 'Use Them Again' }).click();
    expect((await session.exportedReport('texts.analysis-4.json')).job.machineSamples).toMatchObject({ texts: 6 });
  });
});
