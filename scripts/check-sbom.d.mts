/** What is wrong with a bill of materials by CycloneDX 1.6, a sentence each; empty where all is well. */
export function sbomProblems(text: string): Promise<string[]>;
