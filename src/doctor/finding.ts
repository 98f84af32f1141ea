/** Something that is wrong in a folder that the product keeps. */
export interface Finding {
  /** Absolute path. */
  readonly at: string;
  /** What is wrong, as a sentence. */
  readonly problem: string;
  /** What to do about it, as a sentence. */
  readonly advice: string;
  /**
   * Sets aside what is damaged, and makes anew what can be made of the rest; absent where only people can help.
   *
   * @returns what was done, as a sentence
   */
  readonly repair?: () => Promise<string>;
}

/** What was looked at. */
export interface Examination {
  /** `data`: the data folder of a service · `storage`: the global storage of the extension. */
  readonly kind: 'data' | 'storage';
  /** Analyses, or batches, that were looked at. */
  readonly looked: number;
  /** Those that a process works on: they are left for later. */
  readonly busy: number;
  readonly findings: readonly Finding[];
  /** The bucket that the batches of this folder are in: it is not looked into. */
  readonly bucket?: string;
}
