export const CHROMIUM_SWITCHES: readonly string[];
export function requireChromium(): string;
export function aptInstall(packages: readonly string[]): void;
