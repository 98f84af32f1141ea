export function buildHostTests(): Promise<string>;
