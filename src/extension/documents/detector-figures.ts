import * as vscode from 'vscode';

/** Shows how good the detector is, and on what it errs: the page comes with the extension. */
export async function showDetectorFigures(extensionUri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand(
    'markdown.showPreview',
    vscode.Uri.joinPath(extensionUri, 'docs', 'detector.md'),
  );
}
