import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { plainMessage } from '../plain-message.ts';
import { retold } from '../retold.ts';
import { type Assignment, plansFor, promptToPaste, requestsOf } from './prompts.ts';
import { samplesFolder, useAsSamples } from './samples-folder.ts';
import { watchForAnswers } from './watch-answers.ts';
import { editorWriters, type SampleWriter, serverWriters } from './writers.ts';
import { writeSamples, type WrittenSamples } from './write-samples.ts';

const USUAL_COUNT = 20;

/** Has language models of the user answer an assignment, so that documents can be compared with the answers. */
export async function makeSamples(): Promise<void> {
  const assignment = await askAssignment();
  if (!assignment) return;
  const writers = await chooseWriters();
  if (!writers) return;
  const count = await askNumber(vscode.l10n.t('How many answers (5 to 100)? 20 are good'), USUAL_COUNT, 5, 100);
  if (count === undefined) return;
  const folder = await chooseFolder();
  if (folder === undefined) return;
  if (writers.length === 0) return offerPrompt(assignment, count, folder);
  const plans = plansFor(count, assignment.words);
  if (!(await agreed(writers, requestsOf(plans)))) return;
  const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Making machine samples'), cancellable: true }, (progress, token) => {
    const all = requestsOf(plans);
    return writeSamples(assignment, plans, writers, folder, token, (done) => progress.report({ increment: 100 / all, message: vscode.l10n.t('{0} of {1} requests', done, all) }));
  });
  await tell(result, folder);
}

async function tell({ kept, tooShort, requests, stopped }: WrittenSamples, folder: string): Promise<void> {
  const said = [
    vscode.l10n.t('{0} samples are in {1}, by {2} requests.', kept, path.basename(folder), requests),
    ...(tooShort > 0 ? [vscode.l10n.t('{0} answers were refusals or too short, and were not kept.', tooShort)] : []),
    ...(stopped instanceof Error ? [vscode.l10n.t('It ended early: {0}', retold(stopped.message))] : stopped ? [vscode.l10n.t('It was stopped.')] : []),
  ].join(' ');
  if (kept > 0) await samplesFolder.set(folder);
  const show = vscode.l10n.t('Show the samples');
  const next = kept > 0 ? vscode.l10n.t('The next analysis compares documents with them. Read them, and delete what no student would hand in.') : vscode.l10n.t('Try another model.');
  const message = `${said} ${next}`;
  const chosen = stopped instanceof Error || kept === 0 ? await vscode.window.showWarningMessage(plainMessage(message), show) : await vscode.window.showInformationMessage(plainMessage(message), show);
  if (chosen === show) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
}

async function askAssignment(): Promise<Assignment | undefined> {
  const text = await chooseText();
  if (text === undefined || text.trim() === '') return undefined;
  const writer = await vscode.window.showInputBox({ title: vscode.l10n.t('Make Machine Samples'), prompt: vscode.l10n.t('Who would answer it? In English, as models are asked in it'), value: 'a student of grade 9' });
  if (writer === undefined || writer.trim() === '') return undefined;
  const words = await askNumber(vscode.l10n.t('How many words has a usual answer of the batch?'), 300, 60, 3000);
  return words === undefined ? undefined : { text, writer: writer.trim(), words };
}

async function chooseText(): Promise<string | undefined> {
  const templates = vscode.workspace.getConfiguration('ghostwriter').get<string[]>('baseline.ignore', []).filter((file) => path.isAbsolute(file) && /\.(?:txt|md|markdown|text)$/i.test(file));
  const typed = { label: `$(edit) ${vscode.l10n.t('Type or paste the assignment…')}` };
  const file = { label: `$(file) ${vscode.l10n.t('Choose a text file…')}` };
  const named = templates.map((template) => ({ label: `$(file-text) ${path.basename(template)}`, description: vscode.l10n.t('the template that is named already'), template }));
  const chosen = await vscode.window.showQuickPick([...named, typed, file], { title: vscode.l10n.t('Make Machine Samples'), placeHolder: vscode.l10n.t('The assignment that is to be answered') });
  if (!chosen) return undefined;
  if (chosen === typed) return vscode.window.showInputBox({ title: vscode.l10n.t('Make Machine Samples'), prompt: vscode.l10n.t('The text of the assignment') });
  const template = named.find((item) => item === chosen);
  if (template) return read(template.template);
  const [picked] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('The assignment that is to be answered'), filters: { [vscode.l10n.t('Text')]: ['txt', 'md', 'markdown', 'text'] } })) ?? [];
  return picked && read(picked.fsPath);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    void vscode.window.showErrorMessage(plainMessage(vscode.l10n.t('{0} could not be read. Check its permissions, or paste the assignment.', path.basename(file))));
    return undefined;
  }
}

/** The models that write; none for a prompt to paste elsewhere. */
async function chooseWriters(): Promise<readonly SampleWriter[] | undefined> {
  let servers: readonly SampleWriter[] = [];
  try {
    servers = await serverWriters();
  } catch (error) {
    void vscode.window.showErrorMessage(plainMessage(retold(error instanceof Error ? error.message : String(error))));
  }
  const found = [...servers, ...(await editorWriters())];
  if (found.length === 0) return [];
  const paste = { label: `$(clippy) ${vscode.l10n.t('A prompt to paste elsewhere')}`, writer: undefined };
  const chosen = await vscode.window.showQuickPick([...found.map((writer) => ({ label: writer.name, description: writer.place, writer })), paste], { canPickMany: true, title: vscode.l10n.t('Make Machine Samples'), placeHolder: vscode.l10n.t('Which language models answer? Several make the samples more varied') });
  if (!chosen || chosen.length === 0) return undefined;
  return chosen.flatMap(({ writer }) => writer ?? []);
}

async function askNumber(prompt: string, usual: number, least: number, most: number): Promise<number | undefined> {
  const validateInput = (value: string) => (/^\d+$/.test(value.trim()) && Number(value) >= least && Number(value) <= most ? undefined : vscode.l10n.t('A whole number from {0} to {1}', least, most));
  const value = await vscode.window.showInputBox({ title: vscode.l10n.t('Make Machine Samples'), prompt, value: String(usual), validateInput });
  return value === undefined ? undefined : Number(value);
}

/** Where the samples are kept: a folder of its own, outside of the batch. */
async function chooseFolder(): Promise<string | undefined> {
  const [folder] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, title: vscode.l10n.t('Folder to keep the machine samples in, which holds nothing else'), openLabel: vscode.l10n.t('Keep Samples Here') })) ?? [];
  return folder?.fsPath;
}

async function agreed(writers: readonly SampleWriter[], requests: number): Promise<boolean> {
  const send = vscode.l10n.t('Send the Assignment');
  const detail = [
    vscode.l10n.t('Sent are the assignment, and how long and in what style to answer. No text of a student is sent.'),
    vscode.l10n.t('{0} requests go to: {1}.', requests, writers.map(({ name, place }) => `${name} (${place})`).join(', ')),
    vscode.l10n.t('Requests may count against your plan with whoever runs the model.'),
  ].join('\n\n');
  return (await vscode.window.showInformationMessage(plainMessage(vscode.l10n.t('Have machine samples made?')), { modal: true, detail: plainMessage(detail) }, send)) === send;
}

/** Where there is no model: a prompt for the clipboard, and a folder that is watched for the answers. */
async function offerPrompt(assignment: Assignment, count: number, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await vscode.env.clipboard.writeText(promptToPaste(assignment, count));
  watchForAnswers(folder, () => void useAsSamples(vscode.Uri.file(folder)));
  const there = (await readdir(folder)).length;
  const show = vscode.l10n.t('Show the Folder');
  const chosen = await vscode.window.showInformationMessage(plainMessage(vscode.l10n.t('A prompt is on the clipboard: paste it into a model of your choice, and save its answers in {0}, all in one text file or each in its own. The folder is watched ({1} files are there); once it holds five answers it is used.', path.basename(folder), there)), show);
  if (chosen === show) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
}
