import { eld } from 'eld/extrasmall';
import { francAll } from 'franc-min';

/** Letters from which on trigrams are believed about a language that the better detector does not know. */
const LEAST_LETTERS = 200;

/** The languages of `eld`. */
const KNOWN = new Set(Object.values(eld.info().Languages));

/**
 * The language of a short stretch of text: what `eld` says where it is sure. It knows sixty languages, is right on single sentences, and unsure of what is none of them; there the trigrams of
 * `franc-min` may tell one of its other languages. docs/decisions/0072 has the figures.
 */
export function detectedLanguage(stretch: string): string | undefined {
  const found = eld.detect(stretch);
  const language = found.isReliable() ? found.language : byTrigrams(stretch, found.language);
  return language === 'ms' ? malayOrIndonesian(stretch) : language;
}

function byTrigrams(stretch: string, guess: string): string | undefined {
  const tag = tagOf(francAll(stretch)[0]?.[0]);
  if (tag === undefined) return undefined;
  if (tag === guess) return tag;
  return !KNOWN.has(tag) && (stretch.match(/\p{L}/gu) ?? []).length >= LEAST_LETTERS ? tag : undefined;
}

/** `eld` knows the one of the two and takes the other for it. */
const malayOrIndonesian = (stretch: string): string =>
  tagOf(francAll(stretch, { only: ['ind', 'zlm'] })[0]?.[0]) === 'id' ? 'id' : 'ms';

/** Languages that the two detectors call differently. */
const SAME = new Map([
  ['nb', 'no'],
  ['fil', 'tl'],
  ['ckb', 'ku'],
]);

/** BCP 47 has `sw` for `swh`, `zh` for `cmn`. */
function tagOf(code: string | undefined): string | undefined {
  if (code === undefined || code === 'und') return undefined;
  const { language } = new Intl.Locale(code);
  return SAME.get(language) ?? language;
}
