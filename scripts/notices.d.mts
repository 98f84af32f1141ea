/** Every wording of a notice, in the order of the table. */
export function noticeWordings(): Promise<readonly string[]>;
