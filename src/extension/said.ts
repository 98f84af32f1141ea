import * as vscode from 'vscode';
import { inLanguage, type Language, type Told } from '../report/notice.ts';
import { languageOfWords } from './jobs/words.ts';

const language: Language = {
  translate: (text, values) => vscode.l10n.t(text, values),
  isOne: (count) => new Intl.PluralRules(languageOfWords()).select(count) === 'one',
};

/** What a report, a failure or the process that analyses says, in VS Code's language. */
export const said = (told: Told): string => inLanguage(told, language);
