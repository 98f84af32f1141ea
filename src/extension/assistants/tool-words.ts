import * as vscode from 'vscode';
import type { Given, Tool } from '../../assistants/tools.ts';

/** What a tool does, for the user who is asked whether it may. */
export function titleOf(name: Tool['name']): string {
  switch (name) {
    case 'listAnalyses':
      return vscode.l10n.t('List analyses');
    case 'queryAnalysis':
      return vscode.l10n.t('Query an analysis');
    case 'explainDocument':
      return vscode.l10n.t('Explain a document');
  }
}

/** What an assistant would get, to stand behind "The assistant gets". */
export function givenText({ what, analysis = '', document = '' }: Given): string {
  switch (what) {
    case 'all-figures':
      return vscode.l10n.t('the names and figures of all analyses');
    case 'figures':
      return vscode.l10n.t('figures of the analysis “{0}”', analysis);
    case 'figures-and-names':
      return vscode.l10n.t('figures and names of files of the analysis “{0}”', analysis);
    case 'scores':
      return vscode.l10n.t('the scores and similarities of “{0}” in the analysis “{1}”', document, analysis);
    case 'scores-and-passages':
      return vscode.l10n.t(
        'the scores and similarities of “{0}” in the analysis “{1}”, with passages of its text',
        document,
        analysis,
      );
    case 'findings':
      return vscode.l10n.t('what an analysis found');
    case 'nothing':
      return vscode.l10n.t('nothing: the call is not understood');
  }
}
