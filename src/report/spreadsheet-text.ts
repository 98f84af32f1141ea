/** What a spreadsheet would take for a formula (OWASP, "CSV Injection"), in full width too, which some input methods and locales take for the same. */
const FORMULA = '[=+\\-@\uff1d\uff0b\uff0d\uff20]';

/** Where a field may begin for a program that splits by another separator than was meant, such as LibreOffice and Excel in German; spaces and quotation marks before the formula may be dropped. */
const FIELD_BEGINS = new RegExp(`[,;|\\t\\r\\n](?=[\\s"']*${FORMULA})`, 'g');
const BEGINS = new RegExp(`^(?:[\\t\\r]|[\\s"']*${FORMULA})`);

/** A text that no spreadsheet runs, however it splits the line: an apostrophe stands before what would be a formula. */
export function inertText(text: string): string {
  const inert = text.replace(FIELD_BEGINS, "$&'");
  return BEGINS.test(text) ? `'${inert}` : inert;
}
