export const MODULE_FILE: string;
export function moduleText(): Promise<string>;
