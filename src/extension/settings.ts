import path from 'node:path';
import * as vscode from 'vscode';
import { groupByFrom, readingOptionsFrom } from '../protocol/reading-options.ts';
import { LEFT_OUT_KINDS, type LeftOutKind } from '../report/left-out.ts';
import { groupedWhere, type ReadingOptions } from '../report/reading-options.ts';
import type { AnalysisOptions } from '../report/report.ts';

/** The user's settings, read when they are needed. Values that cannot be are replaced by the defaults. */
export function analysisOptions(): AnalysisOptions {
  const settings = vscode.workspace.getConfiguration('ghostwriter');
  const clusters = Number(settings.get('clusters', 'auto'));
  const threshold = settings.get<number>('nearCopies.threshold', 0.85);
  const seed = settings.get<number>('seed', 1);
  const prior = settings.get<number>('detector.prior', 0.5);
  const encoder = settings.get<string>('encoder');
  const baseline = settings.get<string>('detector.baseline', '').trim();
  const machineSamples = settings.get<string>('detector.machineSamples', '').trim();
  return {
    granularity: settings.get<string>('granularity') === 'paragraph' ? 'paragraph' : 'sentence',
    clusters: Number.isInteger(clusters) && clusters >= 1 ? clusters : 'auto',
    threshold: threshold >= 0 && threshold <= 1 ? threshold : 0.85,
    seed: Number.isInteger(seed) && seed >= 0 ? seed : 1,
    prior: prior >= LEAST_PRIOR && prior <= 1 - LEAST_PRIOR ? prior : 0.5,
    encoder: encoder === 'full' || encoder === 'fast' ? encoder : 'auto',
    ...(path.isAbsolute(baseline) && { baseline }),
    ...(path.isAbsolute(machineSamples) && { machineSamples }),
    leaveOut: leftOutKinds(settings.get('copies.leaveOut')),
    acrossGroups: settings.get('copies.acrossGroups', false),
    reading: groupedWhere(settings.get('copies.acrossGroups', false), readingOptions(settings)),
  };
}

/** What of the texts counts for no copy; a value that is no list is the default. */
const leftOutKinds = (value: unknown) =>
  Array.isArray(value) ? LEFT_OUT_KINDS.filter((kind) => value.includes(kind)) : LEFT_OUT_KINDS;

/** Keeps what of the texts counts for no copy: where it is set already, else for the user. */
export async function keepLeftOut(kinds: readonly LeftOutKind[]): Promise<void> {
  const settings = vscode.workspace.getConfiguration('ghostwriter');
  const inWorkspace = settings.inspect('copies.leaveOut')?.workspaceValue !== undefined;
  await settings.update(
    'copies.leaveOut',
    kinds,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

/** A prior of 0 or 1 would leave nothing to find out. */
const LEAST_PRIOR = 0.01;

const MEGABYTE = 1024 ** 2;

function readingOptions(settings: vscode.WorkspaceConfiguration): ReadingOptions {
  const megabytes = (name: string) => Math.round(settings.get<number>(name, NaN) * MEGABYTE);
  return readingOptionsFrom({
    include: settings.get('include'),
    exclude: [...settings.get<string[]>('exclude', []), ...hiddenInExplorer()],
    limits: {
      entries: settings.get('limits.entries'),
      documentBytes: megabytes('limits.documentSize'),
      characters: settings.get('limits.characters'),
      totalBytes: megabytes('limits.totalSize'),
      ratio: settings.get('limits.ratio'),
      secondsPerDocument: settings.get('limits.seconds'),
    },
    nestedArchives: settings.get('archives.nested'),
    groupBy: groupByFrom(settings.get('groupBy', 'none')),
    sourceCode: settings.get('sourceCode'),
    column: settings.get('textColumn'),
    ignore: settings.get('baseline.ignore'),
  });
}

/** The globs of `files.exclude` that always hold; those that depend on a file beside are the Explorer's alone. */
function hiddenInExplorer(): string[] {
  const exclude = vscode.workspace.getConfiguration('files').get<Record<string, unknown>>('exclude', {});
  return Object.keys(exclude).filter((glob) => exclude[glob] === true);
}

/** Worker threads for the analysis; `undefined` for one a core. */
export function analysisThreads(): number | undefined {
  const threads = vscode.workspace.getConfiguration('ghostwriter').get<number>('threads', 0);
  return Number.isInteger(threads) && threads >= 1 ? threads : undefined;
}

/** Analyses that run at the same time. */
export function jobConcurrency(): number {
  return wholeSetting('jobs.concurrency', 1, 1);
}

/** Whether the folder of each new analysis is watched. */
export function watchesNewAnalyses(): boolean {
  return vscode.workspace.getConfiguration('ghostwriter').get('watch', false);
}

/** Days that an analysis is kept after its end; 0 for ever. */
export function retentionDays(): number {
  return wholeSetting('storage.retentionDays', 90, 0);
}

/** Bytes that the cache of analyses may take. */
export function cacheLimit(): number {
  return wholeSetting('storage.cacheSize', 1024, 0) * MEGABYTE;
}

function wholeSetting(name: string, fallback: number, least: number): number {
  const value = vscode.workspace.getConfiguration('ghostwriter').get<number>(name, fallback);
  return Number.isInteger(value) && value >= least ? value : fallback;
}

/** Whether exports are saved beside the source as soon as an analysis is done. Never in Restricted Mode. */
export function exportsAutomatically(): boolean {
  return vscode.workspace.isTrusted && vscode.workspace.getConfiguration('ghostwriter').get('export.auto', true);
}

/** How exports are made, where nothing else is chosen. */
export function exportSettings(): {
  readonly byteOrderMark: boolean;
  readonly anonymise: boolean;
  readonly keepKey: boolean;
} {
  const settings = vscode.workspace.getConfiguration('ghostwriter.export');
  return {
    byteOrderMark: settings.get('byteOrderMark', false),
    anonymise: settings.get('anonymise', false),
    keepKey: settings.get('keepKey', false),
  };
}

/** Whether language models may use the tools, and whether answers may quote passages of texts. The user's own settings alone: no workspace has a say. */
export function assistantSettings(): { readonly enabled: boolean; readonly allowTexts: boolean } {
  const settings = vscode.workspace.getConfiguration('ghostwriter.assistants');
  return { enabled: settings.get('enabled', false), allowTexts: settings.get('allowTexts', false) };
}

/** Address of the server that analyses; empty for none. The user's own setting alone: no workspace has a say in where texts go. */
export const serverSetting = (): string =>
  vscode.workspace.getConfiguration('ghostwriter.server').get('url', '').trim();

/** Address of the server that *Make Machine Samples…* may ask; empty for none. Its scope is the machine: no workspace has a say in where an assignment goes. */
export const samplesServerSetting = (): string =>
  vscode.workspace.getConfiguration('ghostwriter.samples').get('server', '').trim();
