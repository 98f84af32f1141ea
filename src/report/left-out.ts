import * as l10n from '@vscode/l10n';

/** What of a text counts for no copy by default, as the command line and the settings name it. */
export const LEFT_OUT_KINDS = ['references', 'quotations', 'cover-sheets', 'questions'] as const;

/**
 * `references`: bibliographies and lists of references. `quotations`: somebody else's words that are said to be. `cover-sheets`: what stands at the same place of most documents. `questions`: short lines that stand in most
 * documents.
 */
export type LeftOutKind = (typeof LEFT_OUT_KINDS)[number];

/**
 * The stretches of a document that it was given, as the batch shows: they are neither judged nor compared in meaning and wording. Declarations are among them; those of every text are left out of both anyway, as references are.
 *
 * @param leftOut what of the document counts for no copy
 */
export const givenStretches = <S extends { readonly kind: LeftOutKind }>(leftOut: readonly S[]): S[] =>
  leftOut.filter(({ kind }) => kind === 'cover-sheets' || kind === 'questions');

/** What a kind is called. */
export function leftOutName(kind: LeftOutKind): string {
  switch (kind) {
    case 'references':
      return l10n.t('lists of references');
    case 'quotations':
      return l10n.t('quotations');
    case 'cover-sheets':
      return l10n.t('cover sheets');
    case 'questions':
      return l10n.t('questions');
  }
}
