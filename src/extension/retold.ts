import * as vscode from 'vscode';
import { Retelling } from '../report/retelling.ts';

let retelling: Retelling | undefined;

/** A message of a report, or of the process that makes one, in VS Code's language, where it is known there. */
export function retold(message: string): string {
  retelling ??= new Retelling(vscode.l10n.bundle ?? {});
  return retelling.of(message);
}
