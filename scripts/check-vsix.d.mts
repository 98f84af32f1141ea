/** Platform and architecture of a native file by its header, such as `linux-x64`; `undefined` for what is none. */
export function nativeTarget(bytes: Buffer): string | undefined;
/** What is wrong with a VSIX for its platform, a sentence each; empty where all is well. */
export function vsixProblems(file: string, target: string): Promise<string[]>;
