/** An option of a command: what the parser takes, the help says and shells complete. */
export interface OptionDescription {
  readonly name: string;
  readonly short?: string;
  /** What stands behind it; absent for a flag. */
  readonly takes?: string;
  /** What may stand there, where that is known. */
  readonly values?: readonly string[];
  /** Whether several of them may stand there with commas between. */
  readonly list?: boolean;
  /** Whether it may be given several times. */
  readonly many?: boolean;
  /** Lines for the help. */
  readonly help: readonly string[];
}

export interface CommandDescription {
  readonly name: CommandName;
  /** What stands behind its name. */
  readonly operands: string;
  /** One line. */
  readonly summary: string;
  /** Paragraphs for its own help. */
  readonly details: readonly string[];
  readonly options: readonly OptionDescription[];
  readonly examples: readonly (readonly [command: string, does: string])[];
}

export const COMMAND_NAMES = [
  'analyze',
  'export',
  'verify',
  'mcp',
  'serve',
  'worker',
  'token',
  'doctor',
  'completion',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];
