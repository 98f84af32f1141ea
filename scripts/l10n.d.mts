/** A string as it stands in the code, or with a comment for who translates it. */
export type ExportedString = string | { readonly message: string; readonly comment: readonly string[] };
export function exportedStrings(): Promise<Record<string, ExportedString>>;
