/** Answers of the tools for assistants as their JSON is read in tests: what a tool does not answer is absent. */
export interface Answer {
  readonly total: number;
  readonly offset: number;
  readonly next?: number;
  readonly note: string;
  readonly texts?: string;
  readonly quotes?: string;
  readonly score: string;
  readonly meaning?: readonly string[];
  readonly doesNotSay: string;
  readonly analyses: readonly { readonly id: string; readonly levels: unknown }[];
  readonly documents: readonly { readonly id: string; readonly path: string }[];
  readonly pairs: readonly { readonly a: { readonly path: string }; readonly b: { readonly path: string } }[];
  readonly moved: { readonly raising: readonly { readonly phrase?: string }[] };
  readonly strongestSegments: readonly { readonly start: number; readonly end: number; readonly quote: string }[];
  readonly copiedPairs: {
    readonly strongest: readonly {
      readonly longest: readonly { readonly here: readonly number[]; readonly quote?: string }[];
    }[];
  };
}

/** Names of the folders that an answer's documents lie in. */
export const foldersOf = ({ documents }: Answer): string[] => documents.map(({ path }) => path.split('/')[0] ?? '');
