import * as l10n from '@vscode/l10n';
import { inLanguage, type Told } from '../report/notice.ts';
import { isOne } from './language.ts';

const language = { translate: (text: string, values: Readonly<Record<string, string>>) => l10n.t(text, values), isOne };

/** What a report says, in the page's language. */
export const said = (told: Told): string => inLanguage(told, language);

/** Why a document was skipped, in the page's language. */
export const reasonText = ({
  reason = '',
  notice,
}: {
  readonly reason?: string;
  readonly notice?: Told['notice'];
}): string => said({ message: reason, ...(notice && { notice }) });
