import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../../protocol/job.ts';
import { ASSIGNMENT_FILE } from '../../protocol/machine-samples.ts';
import { READABLE_EXTENSIONS } from '../../report/formats.ts';
import { DEFAULT_READING } from '../../report/reading-options.ts';
import { absent } from '../../storage/absent.ts';
import { describeSource } from '../../process/host/describe-source.ts';
import type { TextReader } from '../../process/host/text-reader.ts';
import { plainMessage } from '../plain-message.ts';
import { said } from '../said.ts';
import { toldBy } from '../../report/notice.ts';
import { analysisOptions } from '../settings.ts';
import { type BatchLengths, LEAST_ASKED, lengthsFor, MOST_ASKED, usualLength } from './lengths.ts';
import type { Assignment } from './prompts.ts';
import { samplesFolder } from './samples-folder.ts';

/** What is asked for where no batch says how long its texts are. */
const USUAL_WORDS = 300;

/** UTF-16 code units of an assignment at most: a model would not take in more, and what is longer is something else. */
const LONGEST = 20_000;

/** Where an assignment comes from, and what it must not be. */
export interface AskingFor {
  readonly reader: TextReader;
  /** The batch whose lengths the answers have. */
  readonly batch: { readonly job: Job; readonly lengths: BatchLengths } | undefined;
  /** Paths of documents by the SHA-256 of their texts: none of them may be sent. */
  readonly documents: Readonly<Record<string, string>>;
}

/** Asks for the assignment, who would answer it and at what length. */
export async function askAssignment({ reader, batch, documents }: AskingFor): Promise<Assignment | undefined> {
  const text = await chooseText(reader, batch?.job);
  if (text === undefined || text.trim() === '') return undefined;
  const student = documents[createHash('sha256').update(text).digest('hex')];
  if (student !== undefined) {
    void vscode.window.showErrorMessage(
      plainMessage(
        vscode.l10n.t(
          "That is the text of the document {0}. A student's text is never sent: choose the assignment.",
          student,
        ),
      ),
    );
    return undefined;
  }
  if (text.length > LONGEST) {
    void vscode.window.showErrorMessage(
      plainMessage(
        vscode.l10n.t(
          'That is longer than an assignment: it has more than {0} characters. Choose the assignment alone.',
          LONGEST,
        ),
      ),
    );
    return undefined;
  }
  const writer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Make Machine Samples'),
    prompt: vscode.l10n.t('Who would answer it? In English, as models are asked in it'),
    value: 'a student of grade 9',
  });
  if (writer === undefined || writer.trim() === '') return undefined;
  const question = batch
    ? vscode.l10n.t(
        'How many words has a usual answer? {0} is the middle of {1}; with it, lengths vary as there',
        usualLength(batch.lengths),
        batch.lengths.name,
      )
    : vscode.l10n.t('How many words has a usual answer of the batch?');
  const words = await askNumber(question, batch ? usualLength(batch.lengths) : USUAL_WORDS, LEAST_ASKED, MOST_ASKED);
  return words === undefined ? undefined : { text, writer: writer.trim(), lengths: lengthsFor(words, batch?.lengths) };
}

/** Keeps the assignment with the samples, so that it is known again among them and need not be looked for. */
export const keepAssignment = (folder: string, { text }: Assignment): Promise<void> =>
  writeFile(path.join(folder, ASSIGNMENT_FILE), `${text.trim()}\n`);

export async function askNumber(
  prompt: string,
  usual: number,
  least: number,
  most: number,
): Promise<number | undefined> {
  const validateInput = (value: string) =>
    /^\d+$/.test(value.trim()) && Number(value) >= least && Number(value) <= most
      ? undefined
      : vscode.l10n.t('A whole number from {0} to {1}', least, most);
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t('Make Machine Samples'),
    prompt,
    value: String(usual),
    validateInput,
  });
  return value === undefined ? undefined : Number(value);
}

async function chooseText(reader: TextReader, job: Job | undefined): Promise<string | undefined> {
  const typed = { label: `$(edit) ${vscode.l10n.t('Type or paste the assignment…')}` };
  const file = { label: `$(file) ${vscode.l10n.t('Choose a file…')}`, description: vscode.l10n.t('text, Word, PDF') };
  const kept = await keptAssignment();
  const before =
    kept === undefined
      ? []
      : [
          {
            label: `$(history) ${vscode.l10n.t('The assignment of the samples that are there')}`,
            description: kept.slice(0, 60),
            text: kept,
          },
        ];
  const named = (await templates(job)).map((template) => ({
    label: `$(file-text) ${path.basename(template)}`,
    description: vscode.l10n.t('the template that is named already'),
    template,
  }));
  const chosen = await vscode.window.showQuickPick([...before, ...named, typed, file], {
    title: vscode.l10n.t('Make Machine Samples'),
    placeHolder: vscode.l10n.t('The assignment that is to be answered'),
  });
  if (!chosen) return undefined;
  if (chosen === typed)
    return vscode.window.showInputBox({
      title: vscode.l10n.t('Make Machine Samples'),
      prompt: vscode.l10n.t('The text of the assignment'),
    });
  const own = before.find((item) => item === chosen);
  if (own) return own.text;
  const template = named.find((item) => item === chosen);
  if (template) return read(reader, template.template);
  const [picked] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('The assignment that is to be answered'),
      filters: { [vscode.l10n.t('Documents')]: [...READABLE_EXTENSIONS] },
    })) ?? [];
  return picked && read(reader, picked.fsPath);
}

async function keptAssignment(): Promise<string | undefined> {
  const folder = samplesFolder.get();
  return path.isAbsolute(folder) ? readFile(path.join(folder, ASSIGNMENT_FILE), 'utf8').catch(absent) : undefined;
}

/** The template files that are there, of those that the settings name; relative ones count from the batch. */
async function templates(job: Job | undefined): Promise<string[]> {
  const root = job?.source.kind === 'folder' ? job.source.paths[0] : vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const files = (analysisOptions().reading?.ignore ?? []).flatMap((name) =>
    path.isAbsolute(name) ? [name] : root === undefined ? [] : [path.resolve(root, name)],
  );
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, i) => there[i]);
}

/** The text of a file, as an analysis reads it. */
async function read(reader: TextReader, file: string): Promise<string | undefined> {
  try {
    const source = await describeSource([file]);
    return (await reader.read({ source, options: { ...analysisOptions(), reading: DEFAULT_READING } }, source.name))
      .text;
  } catch (error) {
    void vscode.window.showErrorMessage(
      plainMessage(
        vscode.l10n.t(
          '{0} could not be read as an assignment: {1} Or paste its text.',
          path.basename(file),
          said(toldBy(error)),
        ),
      ),
    );
    return undefined;
  }
}
