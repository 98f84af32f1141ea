import * as vscode from 'vscode';
import type words from '../../package.nls.json';

type NameIn<Key> = Key extends `command.${infer Name}` ? Name : never;

/** A command of the manifest, which has its title in `package.nls.json` under its name: what is not there does not compile. */
export type CommandName = NameIn<keyof typeof words>;

/** A command's name in menus, links and keys. */
export const commandId = (name: CommandName) => `ghostwriter.${name}` as const;

export const registerCommand = (name: CommandName, run: (...args: never[]) => unknown): vscode.Disposable =>
  vscode.commands.registerCommand(commandId(name), run);
