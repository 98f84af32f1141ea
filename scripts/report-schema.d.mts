export const SCHEMA_FILE: string;
/** The schema as text, made from the types. */
export function reportSchema(): string;
