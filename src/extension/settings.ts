import * as vscode from 'vscode';
import type { AnalysisOptions } from '../report/report.ts';

/** The user's settings, read when they are needed. Values that cannot be are replaced by the defaults. */
export function analysisOptions(): AnalysisOptions {
  const settings = vscode.workspace.getConfiguration('ghostwriter');
  const clusters = Number(settings.get('clusters', 'auto'));
  const threshold = settings.get<number>('nearCopies.threshold', 0.85);
  const seed = settings.get<number>('seed', 1);
  return {
    granularity: settings.get<string>('granularity') === 'paragraph' ? 'paragraph' : 'sentence',
    clusters: Number.isInteger(clusters) && clusters >= 1 ? clusters : 'auto',
    threshold: threshold >= 0 && threshold <= 1 ? threshold : 0.85,
    seed: Number.isInteger(seed) && seed >= 0 ? seed : 1,
  };
}

/** Worker threads for the analysis; `undefined` for one a core. */
export function analysisThreads(): number | undefined {
  const threads = vscode.workspace.getConfiguration('ghostwriter').get<number>('threads', 0);
  return Number.isInteger(threads) && threads >= 1 ? threads : undefined;
}

/** Whether exports are saved beside the source as soon as an analysis is done. Never in Restricted Mode. */
export function exportsAutomatically(): boolean {
  return vscode.workspace.isTrusted && vscode.workspace.getConfiguration('ghostwriter').get('export.auto', true);
}
