import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { answersIn, keptAnswer } from './prompts.ts';

/** Answers from which a folder can be used. */
const ENOUGH = 5;

/** How long a file has to be quiet, in milliseconds: it may be saved in parts. */
const QUIET_MS = 500;

let watched: vscode.Disposable | undefined;

/** Watches a folder for answers, one after the other of them, until there are enough. A text file with several answers is taken apart. Another folder takes its place. */
export function watchForAnswers(folder: string, enough: () => void): void {
  watched?.dispose();
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(folder), '*'));
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    await takeApart(folder);
    if ((await readdir(folder)).filter((name) => !name.startsWith('.') && !name.endsWith('.answers')).length < ENOUGH) return;
    watched?.dispose();
    enough();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look().catch(() => undefined), QUIET_MS);
  };
  watched = vscode.Disposable.from(watcher, watcher.onDidCreate(soon), watcher.onDidChange(soon), { dispose: () => clearTimeout(timer) });
  soon();
}

/** Puts each answer of a text file with several of them in a file of its own; what they came from is kept as `.answers`, which is no text to be read. */
export async function takeApart(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => /\.(?:txt|md)$/i.test(file))) {
    const answers = answersIn(await readFile(path.join(folder, name), 'utf8'));
    if (answers.length < 2) continue;
    for (const [i, answer] of answers.entries()) {
      const text = keptAnswer(answer);
      if (text !== undefined) await writeFile(path.join(folder, `${path.parse(name).name}-${String(i + 1).padStart(2, '0')}.txt`), text, { flag: 'wx' });
    }
    await rename(path.join(folder, name), path.join(folder, `${name}.answers`));
  }
}
