/**
 * The language of the page: `lang` of its root, and its words in `<script type="application/json" id="l10n">`, by their English ones. A page without them is in English.
 *
 * Each page imports this before anything else, so that words are there when elements are first drawn.
 */
import * as l10n from '@vscode/l10n';

const contents = document.getElementById('l10n')?.textContent;
if (contents) l10n.config({ contents });

const rules = new Intl.PluralRules((contents && document.documentElement.lang) || 'en');

/** Whether a number asks for the singular in the page's language, which need not be the one that numbers are written in. */
export const isOne = (value: number): boolean => rules.select(value) === 'one';
