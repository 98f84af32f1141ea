/** Words that become part of a message. The call marks them for the translations (`scripts/report-messages.mjs`). */
export const inMessage = (text: string): string => text;
