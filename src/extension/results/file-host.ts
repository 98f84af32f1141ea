import path from 'node:path';
import * as vscode from 'vscode';
import { sourceOfExport } from '../../exports/export-name.ts';
import { capabilitiesOf, type PanelHost } from '../../protocol/panel-host.ts';
import type { Report } from '../../report/report.ts';
import { showDetectorFigures } from '../documents/detector-figures.ts';
import { chooseExport } from '../exports/choose-export.ts';
import type { Exportable, SaveExports } from '../exports/save-exports.ts';

/** The host of a report that was opened as a file: no texts, nothing that could be run again, and nowhere to keep notes. */
export function fileHost(uri: vscode.Uri, report: Report, exports: SaveExports, extensionUri: vscode.Uri): PanelHost {
  const host: PanelHost = {
    state: () =>
      Promise.resolve({
        job: { ...report.job, summary: report.summary },
        report,
        documents: [],
        locale: vscode.env.language,
        can: capabilitiesOf(host),
        apart: { from: 'file' },
      }),
    /** Beside the file that the report was read from. */
    async exportReport(format) {
      const choice = format ? { formats: [format] } : await chooseExport(false);
      if (choice) await exports.save(exportable(uri), choice);
    },
    exportSelection: (documents) => exports.saveSelection(exportable(uri), documents),
    copy: async (text) => vscode.env.clipboard.writeText(text),
    showFigures: () => showDetectorFigures(extensionUri),
  };
  return host;
}

function exportable(uri: vscode.Uri): Exportable {
  const beside = sourceOfExport(uri.fsPath);
  return { reportPath: uri.fsPath, source: { kind: 'folder', name: path.basename(beside), paths: [beside] } };
}
