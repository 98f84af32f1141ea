import path from 'node:path';
import * as vscode from 'vscode';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import { type AskingFor, askAssignment, askNumber, keepAssignment } from './assignment.ts';
import { type Assignment, plansFor, promptToPaste, requestsOf } from './prompts.ts';
import { samplesFolder } from './samples-folder.ts';
import type { SampleKeys } from './sample-keys.ts';
import type { SampleSurvey } from './sample-survey.ts';
import type { SamplesWatch } from './samples-watch.ts';
import { editorWriters, type SampleWriter, serverWriters } from './writers.ts';
import { writeSamples, type WrittenSamples } from './write-samples.ts';
import { commandId } from '../register-command.ts';

const USUAL_COUNT = 20;

/** Has language models of the user answer an assignment, so that documents can be compared with the answers; without any, gives a prompt to paste elsewhere. */
export async function makeSamples(
  asking: AskingFor,
  survey: SampleSurvey,
  watch: SamplesWatch,
  keys: SampleKeys,
): Promise<void> {
  const assignment = await askAssignment(asking);
  if (!assignment) return;
  const writers = await chooseWriters(keys);
  if (!writers) return;
  const count = await askNumber(vscode.l10n.t('How many answers (5 to 100)? 20 are good'), USUAL_COUNT, 5, 100);
  if (count === undefined) return;
  const folder = await chooseFolder();
  if (folder === undefined) return;
  if (writers.length === 0) return offerPrompt(assignment, count, folder, watch);
  const plans = plansFor(count, assignment.lengths);
  const all = requestsOf(plans);
  if (!(await agreed(writers, all))) return;
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Making machine samples'),
      cancellable: true,
    },
    (progress, token) =>
      writeSamples(assignment, plans, writers, folder, token, (done) =>
        progress.report({ increment: 100 / all, message: vscode.l10n.t('{0} of {1} requests', done, all) }),
      ),
  );
  if (result.kept > 0) await keepAssignment(folder, assignment);
  await tell(result, folder, survey);
}

async function tell(
  { kept, tooShort, requests, failures, ended }: WrittenSamples,
  folder: string,
  survey: SampleSurvey,
): Promise<void> {
  if (kept > 0) await samplesFolder.set(folder);
  const found = kept > 0 ? await survey.of(folder) : undefined;
  const message = [
    vscode.l10n.t('{0} samples were added to {1}, by {2} requests.', kept, path.basename(folder), requests),
    ...(tooShort > 0 ? [vscode.l10n.t('{0} answers were refusals or too short, and were not kept.', tooShort)] : []),
    ...failures.map(({ name, ...why }) => vscode.l10n.t('{0} failed: {1}', name, said(why))),
    ...(ended === 'cancelled' ? [vscode.l10n.t('It was stopped; what was made stays.')] : []),
    ...(found && found.leftOut.length > 0
      ? [vscode.l10n.t('{0} texts in the folder are no samples: review them.', found.leftOut.length)]
      : []),
    kept > 0
      ? vscode.l10n.t(
          'The next analysis compares documents with {0} samples. Read them, and delete what no student would hand in.',
          found?.usable.length ?? kept,
        )
      : vscode.l10n.t('Try another model, or a prompt to paste elsewhere.'),
  ].join(' ');
  const review = vscode.l10n.t('Review the Samples');
  const say =
    ended === 'whole' && failures.length === 0 && kept > 0
      ? vscode.window.showInformationMessage
      : vscode.window.showWarningMessage;
  const chosen = await say(plainMessage(message), ...(kept > 0 ? [review] : []));
  if (chosen === review) await vscode.commands.executeCommand(commandId('reviewMachineSamples'));
}

/** The models that write; none for a prompt to paste elsewhere. */
async function chooseWriters(keys: SampleKeys): Promise<readonly SampleWriter[] | undefined> {
  const found = [...(await writersOfServer(keys)), ...(await editorWriters())];
  const title = vscode.l10n.t('Make Machine Samples');
  const paste = { label: `$(clippy) ${vscode.l10n.t('A prompt to paste elsewhere')}`, writer: undefined };
  if (found.length === 0) {
    const placeHolder = vscode.l10n.t(
      'No language model is here: neither one of the editor, nor a server that ghostwriter.samples.server names',
    );
    return (await vscode.window.showQuickPick([paste], { title, placeHolder })) && [];
  }
  const chosen = await vscode.window.showQuickPick(
    [...found.map((writer) => ({ label: writer.name, description: writer.place, writer })), paste],
    {
      canPickMany: true,
      title,
      placeHolder: vscode.l10n.t('Which language models answer? Several make the samples more varied'),
    },
  );
  return !chosen || chosen.length === 0 ? undefined : chosen.flatMap(({ writer }) => writer ?? []);
}

/** The server's models; one that asks for a key gets it from the user. What goes wrong is said, and the other models are left. */
async function writersOfServer(keys: SampleKeys): Promise<readonly SampleWriter[]> {
  try {
    return await serverWriters(keys);
  } catch (error) {
    const told = toldBy(error);
    const message = said(told);
    if (!ASKS_FOR_KEY.includes(told.notice?.code ?? '')) {
      void vscode.window.showErrorMessage(plainMessage(message));
      return [];
    }
    const [enter, without] = [vscode.l10n.t('Enter Key…'), vscode.l10n.t('Go On Without It')];
    const chosen = await vscode.window.showErrorMessage(plainMessage(message), enter, without);
    return chosen === enter && (await keys.ask()) ? writersOfServer(keys) : [];
  }
}

const ASKS_FOR_KEY: readonly string[] = ['chat-needs-key', 'chat-wrong-key'];

/** Where the samples are kept: a folder of its own, outside of the batch. */
async function chooseFolder(): Promise<string | undefined> {
  const current = samplesFolder.get();
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const own = root?.scheme === 'file' ? path.join(root.fsPath, 'machine-samples') : undefined;
  const there = [...new Set([...(path.isAbsolute(current) ? [current] : []), ...(own === undefined ? [] : [own])])].map(
    (folder) => ({
      label: `$(folder) ${path.basename(folder)}`,
      description:
        folder === current ? vscode.l10n.t('the samples that are there; new ones are added') : path.dirname(folder),
      folder,
    }),
  );
  const another = { label: `$(folder-opened) ${vscode.l10n.t('Choose a folder…')}`, folder: undefined };
  const chosen =
    there.length === 0
      ? another
      : await vscode.window.showQuickPick([...there, another], {
          title: vscode.l10n.t('Make Machine Samples'),
          placeHolder: vscode.l10n.t('Folder to keep the samples in: it can be read, pruned and added to'),
        });
  if (!chosen || chosen.folder !== undefined) return chosen?.folder;
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: vscode.l10n.t('Folder to keep the machine samples in, which holds nothing else'),
      openLabel: vscode.l10n.t('Keep Samples Here'),
    })) ?? [];
  return folder?.fsPath;
}

async function agreed(writers: readonly SampleWriter[], requests: number): Promise<boolean> {
  const send = vscode.l10n.t('Send the Assignment');
  const detail = [
    vscode.l10n.t('Sent are the assignment, and how long and in what style to answer. No text of a student is sent.'),
    vscode.l10n.t(
      '{0} requests go to: {1}.',
      requests,
      writers.map(({ name, place }) => `${name} (${place})`).join(', '),
    ),
    vscode.l10n.t('Requests may count against your plan with whoever runs the model.'),
  ].join('\n\n');
  return (
    (await vscode.window.showInformationMessage(
      plainMessage(vscode.l10n.t('Have machine samples made?')),
      { modal: true, detail: plainMessage(detail) },
      send,
    )) === send
  );
}

/** Where there is no model: a prompt for the clipboard, and a folder that is watched for the answers. */
async function offerPrompt(assignment: Assignment, count: number, folder: string, watch: SamplesWatch): Promise<void> {
  await watch.start(folder);
  await keepAssignment(folder, assignment);
  await vscode.env.clipboard.writeText(promptToPaste(assignment, count));
  const [paste, show] = [vscode.l10n.t('Open a File to Paste Into'), vscode.l10n.t('Show the Folder')];
  const chosen = await vscode.window.showInformationMessage(
    plainMessage(
      vscode.l10n.t(
        'A prompt is on the clipboard: paste it into a model of your choice, and save its answers in {0}, all in one text file or each in its own. They are counted in the status bar; from five on the next analysis uses them.',
        path.basename(folder),
      ),
    ),
    paste,
    show,
  );
  if (chosen === paste) await watch.paste(folder);
  else if (chosen === show) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
}
