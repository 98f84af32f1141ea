/** What an extension can be built for. */
export const TARGETS: readonly string[];
/** Copies the native files of one target, such as `linux-x64`, and no other's. */
export function copyNativeFiles(target: string, dist: string): void;
