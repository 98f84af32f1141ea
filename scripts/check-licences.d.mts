export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  readonly text: string;
}
export interface ShippedModel {
  readonly name: string;
  readonly licence: string;
  /** The file with the text of it, below the project. */
  readonly text: string;
}
/** SPDX identifiers of what may be shipped. */
export const ALLOWED: ReadonlySet<string>;
/** What is wrong, a sentence each; empty where all is well. */
export function licenceProblems(packages: readonly ShippedPackage[], models: readonly ShippedModel[]): string[];
