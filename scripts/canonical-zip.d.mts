/** Replaces a ZIP by the same entries in their canonical form: by name, with one time and one mode. */
export function makeCanonical(file: string): Promise<void>;
