/** Words that a wording has at least besides its values, to be known again: a path may end in " documents". */
const LEAST_WORDS = 2;

/** Longer than anything that is said: what a report from elsewhere has in its place is not looked through, in UTF-16 code units. */
const LONGEST = 4000;

interface Wording {
  readonly translation: string;
  /** What stands before the first value, between two and after the last. */
  readonly pieces: readonly string[];
  /** The number of each value, in the order in which they stand. */
  readonly values: readonly string[];
  readonly letters: number;
}

/**
 * Says in another language what a report, or the process that makes one, says in English whatever the user's language is. A wording is known again with its values; of several sentences, or a list,
 * each by itself. What is not known stays as it is.
 */
export class Retelling {
  private wordings: readonly Wording[] | undefined;
  private readonly told = new Map<string, string>();

  /** @param words translations by the English wordings, with `{0}` and so on for values; empty for English */
  constructor(private readonly words: Readonly<Record<string, string>>) {}

  of(message: string): string {
    if (message.length > LONGEST) return message;
    const told = this.told.get(message) ?? this.known(message) ?? this.inParts(message);
    this.told.set(message, told);
    return told;
  }

  private known(message: string): string | undefined {
    if (Object.hasOwn(this.words, message)) return this.words[message]!;
    // The one that says most is meant.
    this.wordings ??= Object.entries(this.words).flatMap(wordingOf).sort((a, b) => b.letters - a.letters);
    for (const wording of this.wordings) {
      const values = valuesIn(message, wording);
      // A value of several words may be known itself; one of a single word is a name.
      if (values) return wording.translation.replace(/\{(\d)\}/g, (_, i: string) => (values.get(i)!.includes(' ') ? this.of(values.get(i)!) : values.get(i)!));
    }
    return undefined;
  }

  /** The most sentences that are known together, and the rest; a list's items. */
  private inParts(message: string): string {
    const parts = message.split(/(?<=[.!?:])(\s+)(?=\S)/);
    for (let end = parts.length - 2; end > 0; end -= 2) {
      const first = parts.slice(0, end).join('');
      const told = this.known(first);
      if (told !== undefined) return told + parts[end]! + this.of(parts.slice(end + 1).join(''));
    }
    const items = message.split(', ');
    return items.map((item) => this.known(item) ?? item).join(', ');
  }
}

/** How a wording with values is known; none for one without, or with a value in two places. */
function wordingOf([english, translation]: readonly [string, string]): Wording[] {
  const pieces = english.split(/\{(\d)\}/);
  const values = pieces.filter((_, i) => i % 2 === 1);
  const own = pieces.filter((_, i) => i % 2 === 0).join(' ').match(/\p{L}{2,}/gu) ?? [];
  if (values.length === 0 || new Set(values).size < values.length || own.length < LEAST_WORDS) return [];
  return [{ translation, pieces: pieces.filter((_, i) => i % 2 === 0), values, letters: own.join('').length }];
}

/** The values of a wording, each as short as it can be and never empty: found piece by piece, in time linear in the message. */
function valuesIn(message: string, { pieces, values }: Wording): ReadonlyMap<string, string> | undefined {
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  if (!message.startsWith(first) || !message.endsWith(last)) return undefined;
  const found = new Map<string, string>();
  let at = first.length;
  for (const [i, value] of values.entries()) {
    const end = i === values.length - 1 ? message.length - last.length : message.indexOf(pieces[i + 1]!, at + 1);
    if (end <= at) return undefined;
    found.set(value, message.slice(at, end));
    at = end + pieces[i + 1]!.length;
  }
  return found;
}
