import * as l10n from '@vscode/l10n';
import type { Language } from '../../report/notice.ts';
import type { PageLanguage } from '../../report/page-language.ts';
import { PeopleFormat } from '../../report/people-format.ts';

/** The words and numbers of a language; English where none was chosen. */
export function wordsOf(chosen: PageLanguage | undefined): {
  readonly format: PeopleFormat;
  readonly language: Language;
} {
  const tag = chosen?.tag ?? 'en';
  const rules = new Intl.PluralRules(tag);
  const isOne = (value: number) => rules.select(value) === 'one';
  return {
    format: new PeopleFormat(tag, isOne),
    language: { translate: (text, values) => l10n.t(text, values), isOne },
  };
}

/** Puts something together in a language, at once: what else happens in this process meanwhile is in English. */
export function inLanguageOf<T>(chosen: PageLanguage | undefined, write: () => T): T {
  if (!chosen) return write();
  l10n.config({ contents: { ...chosen.words } });
  try {
    return write();
  } finally {
    l10n.config({ contents: {} });
  }
}
