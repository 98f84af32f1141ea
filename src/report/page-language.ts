/** The language that an exported page is in. */
export interface PageLanguage {
  /** BCP 47. */
  readonly tag: string;
  /** Its words by the English ones. */
  readonly words: Readonly<Record<string, string>>;
  /** What is said where scripts may not run. */
  readonly withoutScript: string;
}
