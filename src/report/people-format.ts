import * as l10n from '@vscode/l10n';

/** Numbers, dates and words for people, in the user's locale. */
export class PeopleFormat {
  private readonly whole: Intl.NumberFormat;
  private readonly decimals: Intl.NumberFormat;
  private readonly percentage: Intl.NumberFormat;
  private readonly moment: Intl.DateTimeFormat;

  /**
   * @param locale of numbers and dates, BCP 47
   * @param isOne whether a number asks for the singular in the language of the words, which may be another one
   */
  constructor(
    locale: string,
    private readonly isOne: (value: number) => boolean,
  ) {
    this.whole = new Intl.NumberFormat(locale);
    this.decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.percentage = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    this.moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  }

  count(value: number): string {
    return this.whole.format(value);
  }

  /** One of two wordings, by the number that stands in place of its `{0}`; `others` stand for `{1}` and so on. */
  counted(value: number, one: string, many: string, ...others: readonly string[]): string {
    const values = [this.count(value), ...others];
    return (this.isOne(value) ? one : many).replace(/\{(\d)\}/g, (place, i: string) => values[Number(i)] ?? place);
  }

  /** "1 document", "2 documents". */
  documents(value: number): string {
    return this.counted(value, l10n.t('{0} document'), l10n.t('{0} documents'));
  }

  /** "1 text", "2 texts". */
  texts(value: number): string {
    return this.counted(value, l10n.t('{0} text'), l10n.t('{0} texts'));
  }

  /** "1 word", "2 words". */
  words(value: number): string {
    return this.counted(value, l10n.t('{0} word'), l10n.t('{0} words'));
  }

  /** Two decimals; similarity is "0.83" everywhere. */
  similarity(value: number): string {
    return this.decimals.format(value);
  }

  /** Whole percent; a dash where nothing is known. */
  percent(value: number | null): string {
    return value === null ? '—' : this.percentage.format(value);
  }

  /** Whole percent of what is never certain: neither 0 nor 100; a dash where nothing is known. */
  probability(value: number | null): string {
    if (value === null || (value >= 0.005 && value < 0.995)) return this.percent(value);
    return value < 0.5 ? `<${this.percent(0.01)}` : `>${this.percent(0.99)}`;
  }

  /** "between 48% and 90%". */
  between([low, high]: readonly [low: number, high: number]): string {
    return l10n.t('between {0} and {1}', this.probability(low), this.probability(high));
  }

  date(iso: string): string {
    return this.moment.format(new Date(iso));
  }

  /** "July 2023", of `2023-07`. */
  month(value: string): string {
    const date = new Date(`${value}-01T00:00:00Z`);
    return Number.isNaN(date.getTime())
      ? value
      : date.toLocaleDateString(this.whole.resolvedOptions().locale, {
          month: 'long',
          year: 'numeric',
          timeZone: 'UTC',
        });
  }

  /** "0.8 s", "12 s", "3 min 20 s", "2 h 5 min". */
  duration(seconds: number): string {
    if (seconds < 10)
      return `${new Intl.NumberFormat(this.whole.resolvedOptions().locale, { maximumFractionDigits: 1 }).format(seconds)} s`;
    if (seconds < 60) return `${Math.round(seconds)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
  }
}
