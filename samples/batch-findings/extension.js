// An example of Ghost-Writer's API: analyses the folder that was clicked, and counts what was found in the status bar and in a message.
// @ts-check
const vscode = require('vscode');

/** @typedef {import('../../src/extension/api/ghostwriter').GhostwriterExtension} GhostwriterExtension */
/** @typedef {import('../../src/extension/api/ghostwriter').GhostwriterAPI} GhostwriterAPI */
/** @typedef {import('../../src/extension/api/ghostwriter').Summary} Summary */

/** @param {vscode.ExtensionContext} context */
exports.activate = (context) => {
  const status = vscode.window.createStatusBarItem('batchFindings.status', vscode.StatusBarAlignment.Left);
  status.name = 'Batch Findings';
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand('batchFindings.count', async (/** @type {vscode.Uri | undefined} */ clicked) => {
      const folder = clicked ?? vscode.workspace.workspaceFolders?.[0]?.uri;
      if (!folder) return;
      try {
        await count(await ghostwriter(), folder, status);
      } catch (error) {
        // Messages of a GhostwriterError are for people: the thing, the reason, what to do next.
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    }),
  );
};

/** @returns {Promise<GhostwriterAPI>} */
async function ghostwriter() {
  /** @type {vscode.Extension<GhostwriterExtension> | undefined} */
  const extension = vscode.extensions.getExtension('ghostwriter.ghostwriter-batch');
  if (!extension) throw new Error('Ghost-Writer Batch Analysis is not installed. Install it, then try again.');
  return (await extension.activate()).getAPI(1);
}

/**
 * @param {GhostwriterAPI} api
 * @param {vscode.Uri} folder
 * @param {vscode.StatusBarItem} status
 */
async function count(api, folder, status) {
  const analysis = await api.analyze([folder]);
  const { name } = analysis.job.source;
  const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Analysing ${name}`, cancellable: true }, (progress, token) => {
    let done = 0;
    const listening = analysis.onDidProgress(({ fraction }) => {
      progress.report({ increment: (fraction - done) * 100 });
      done = fraction;
    });
    token.onCancellationRequested(() => analysis.cancel());
    return analysis.report().finally(() => listening.dispose());
  });
  const found = findings(report.summary);
  status.text = `$(graph) ${name}: ${found}`;
  status.tooltip = 'Texts that score HIGH for machine writing (an estimate, never proof), and groups of near-copies';
  status.command = { command: 'ghostwriter.showResults', title: 'Show the results', arguments: [analysis.job] };
  status.show();
  const chosen = await vscode.window.showInformationMessage(`${name}: ${found}. A HIGH score is an estimate, never proof.`, 'Show Results');
  if (chosen) api.show(analysis.id);
}

/** @param {Summary} summary */
function findings({ confidence, duplicateGroups }) {
  return `${confidence.high} HIGH, ${duplicateGroups} ${duplicateGroups === 1 ? 'group' : 'groups'} of near-copies`;
}
