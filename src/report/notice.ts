import type german from '../../l10n/bundle.l10n.de.json';
import { NOTICES, type Wording } from './notice-table.ts';

/**
 * What is said to people, as data: a code and the values that stand in its words. {@link noticeText} says it in a language. A value may be a notice itself, or several in a row.
 */
export interface Notice {
  readonly code: string;
  /** By the names that the wording has for them; absent where it has none. */
  readonly args?: Readonly<Record<string, NoticeValue>>;
}

export type NoticeValue = string | number | Notice | readonly Notice[];

/** Something said in English, with the notice that it was made of where it is one of ours. */
export interface Told {
  readonly message: string;
  readonly notice?: Notice;
}

export type NoticeCode = keyof typeof NOTICES;

type Texts<W> = W extends { readonly one: infer One extends string; readonly other: infer Other extends string }
  ? One | Other
  : W;
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
/** A wording of two is chosen by its `count`. */
type Counted<W> = W extends string ? never : 'count';
type Args<C extends NoticeCode> = {
  readonly [Name in Names<Texts<(typeof NOTICES)[C]>> | Counted<(typeof NOTICES)[C]>]: Name extends 'count'
    ? number
    : NoticeValue;
};

type None<T extends never> = T;
/** Does not compile while a notice has no German words: they stand in `l10n/bundle.l10n.de.json`. */
export type Untranslated = None<Exclude<Texts<(typeof NOTICES)[NoticeCode]>, keyof typeof german>>;

/** A notice of the table, with the values that its words ask for. */
export function notice<C extends NoticeCode>(
  code: C,
  ...[args]: keyof Args<C> extends never ? [] : [args: Args<C>]
): Notice {
  return { code, ...(args && { args }) };
}

/** Puts a text with `{name}` in place of values into a language, and the values into it. */
export type Translate = (text: string, values: Readonly<Record<string, string>>) => string;

/** A language: its words, and whether a number asks for its singular. */
export interface Language {
  readonly translate: Translate;
  readonly isOne: (count: number) => boolean;
}

/** How deeply notices may lie in each other: a report from elsewhere holds anything. */
const DEEPEST = 4;

/**
 * The words of a notice.
 *
 * @returns `undefined` for a notice that this version does not know, or that lacks a value: a later version, or somebody else, wrote it
 */
export function noticeText({ code, args = {} }: Notice, { translate, isOne }: Language, depth = 0): string | undefined {
  const wording: Wording | undefined = Object.hasOwn(NOTICES, code) ? NOTICES[code as NoticeCode] : undefined;
  if (wording === undefined || depth > DEEPEST) return undefined;
  const text =
    typeof wording === 'string'
      ? wording
      : typeof args['count'] === 'number' && isOne(args['count'])
        ? wording.one
        : wording.other;
  const values: Record<string, string> = {};
  for (const [, name = ''] of text.matchAll(PLACE)) {
    const value = args[name] === undefined ? undefined : valueText(args[name], { translate, isOne }, depth + 1);
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return translate(text, values);
}

const PLACE = /\{(\w+)\}/g;

function valueText(value: NoticeValue, language: Language, depth: number): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return noticeText(value as Notice, language, depth);
  const items = (value as readonly Notice[]).map((item) => noticeText(item, language, depth));
  return items.includes(undefined) ? undefined : items.join(', ');
}

/** The language of reports, and of wherever none was chosen. */
export const ENGLISH: Language = {
  translate: (text, values) => text.replace(PLACE, (place, name: string) => values[name] ?? place),
  isOne: (count) => count === 1,
};

/** A notice that this version made, in English. */
export const inEnglish = (said: Notice): string => noticeText(said, ENGLISH) ?? said.code;

/** A notice with its English words beside it. */
export const told = (said: Notice): { readonly message: string; readonly notice: Notice } => ({
  message: inEnglish(said),
  notice: said,
});

/** What was said, in a language as far as it is known there; reports of earlier versions have the English alone. */
export const inLanguage = ({ message, notice: said }: Told, language: Language): string =>
  (said && noticeText(said, language)) ?? message;

/** A failure that was foreseen: its message is for people, and says what to do next. */
export class NoticeError extends Error {
  constructor(
    readonly notice: Notice,
    options?: ErrorOptions,
  ) {
    super(inEnglish(notice), options);
  }
}

/** What a failure says of itself, to be put into a language or into another notice. */
export function toldBy(error: unknown): Told {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, notice: said } = error as Error & Partial<Told>;
  return { message, ...(said && { notice: said }) };
}

/** What a failure says of itself, as a value of another notice. */
export function reasonOf(error: unknown): string | Notice {
  const { message, notice: said } = toldBy(error);
  return said ?? message;
}
