import { ALL_EXPORT_FORMATS } from '../report/export-formats.ts';

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

export const COMMAND_NAMES = ['analyze', 'export', 'verify', 'completion'] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What `--fail-on` takes. */
export const FINDINGS = ['high', 'medium', 'duplicates', 'copied', 'skipped'] as const;
export type Finding = (typeof FINDINGS)[number];

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const HELP: OptionDescription = { name: 'help', short: 'h', help: ['says what there is, or what the command does'] };
const VERSION: OptionDescription = { name: 'version', help: ['the version of the program'] };
const QUIET: OptionDescription = { name: 'quiet', help: ['no progress and no summary'] };
const JOBS: OptionDescription = { name: 'jobs', takes: 'N', help: ['worker threads (default: one a core)'] };
const OUT: OptionDescription = { name: 'out', takes: 'DIR', help: ['where to write the exports (default: beside the source)'] };

const EXPORTING: readonly OptionDescription[] = [
  { name: 'bom', help: ['begin a CSV with a byte order mark, as Excel wants it'] },
  { name: 'anonymise', help: ['pseudonyms in place of names and paths, in every export'] },
  { name: 'key', takes: 'FILE', help: ['with --anonymise: write down there who is who;', 'the file must not exist yet'] },
  { name: 'excerpts', help: ['with html: the passages that the findings rest on;', 'no texts are in it otherwise'] },
];

export const COMMANDS: readonly CommandDescription[] = [
  {
    name: 'analyze',
    operands: '<folder|zip|file…>',
    summary: 'finds groups, near-copies and machine-written texts, and writes exports',
    details: ['Finds the groups, the near-copies and the machine-written texts in a batch of documents', '(text, Word, PDF and others) or in the rows of tables. Nothing leaves this machine.', 'Progress goes to stderr; the paths of what was written go to stdout.'],
    options: [
      OUT,
      { name: 'format', takes: 'json,csv', values: ALL_EXPORT_FORMATS, list: true, help: ['what to write (default: json,csv), of', ALL_EXPORT_FORMATS.join(', ')] },
      ...EXPORTING,
      { name: 'fail-on', takes: 'high,duplicates', values: FINDINGS, list: true, help: ['exit with 3 when there are such findings:', FINDINGS.join(', ')] },
      { name: 'granularity', takes: 'sentence|paragraph', values: ['sentence', 'paragraph'], help: ['unit that gets an AI probability of its own (default: sentence)'] },
      { name: 'clusters', takes: 'auto|K', values: ['auto'], help: ['number of clusters (default: auto)'] },
      { name: 'threshold', takes: '0.85', help: ['least similarity of near-copies, 0 to 1'] },
      { name: 'prior', takes: '0.5', help: ['assumed share of machine-written texts, 0.01 to 0.99'] },
      { name: 'baseline', takes: 'DIR', help: ['texts that people are known to have written, to measure against'] },
      { name: 'seed', takes: 'N', help: ['seed of every random choice (default: 1)'] },
      JOBS,
      { name: 'include', takes: 'GLOB', many: true, help: ['which files to read; may be given several times'] },
      { name: 'exclude', takes: 'GLOB', many: true, help: ['which files to leave out; may be given several times'] },
      { name: 'group-by', takes: 'folder|submission|REGEX', values: ['none', 'folder', 'submission'], help: ["what a document's group is; a regular expression is searched", 'for in its path'] },
      { name: 'no-nested', help: ['leave archives inside an archive closed'] },
      { name: 'source-code', help: ['read source code as text too'] },
      { name: 'text-column', takes: 'NAME', help: ['column of .csv and .jsonl rows that holds the text'] },
      { name: 'ignore', takes: 'FILE', many: true, help: ['a template whose passages do not count, or a path or glob of', 'some in the source; may be given several times'] },
      { name: 'limit', takes: 'NAME=N', many: true, help: ['raises or lowers a limit; may be given several times.', 'Names and defaults: entries=200000, documentSize=20 and', 'totalSize=4096 (MB), characters=100000, ratio=200, seconds=10'] },
      QUIET,
      HELP,
      VERSION,
    ],
    examples: [
      ['ghostwriter-batch analyze essays.zip', 'writes essays.analysis.json and essays.analysis.csv beside it'],
      ['ghostwriter-batch analyze docs --format sarif --out build --fail-on duplicates', 'a check for continuous integration'],
      ['ghostwriter-batch analyze essays --format html --anonymise --key who-is-who.json', 'a page to show around'],
    ],
  },
  {
    name: 'export',
    operands: '<report.json>',
    summary: 'writes a report that was saved as JSON in other formats',
    details: ['Reads a report that was exported as JSON and writes it in other formats, beside it.', 'With --excerpts the texts are read again from where they were analysed.'],
    options: [
      { ...OUT, help: ['where to write (default: beside the report)'] },
      { name: 'format', takes: 'html', values: ALL_EXPORT_FORMATS, list: true, help: ['what to write (default: html), of', ALL_EXPORT_FORMATS.join(', ')] },
      ...EXPORTING,
      HELP,
    ],
    examples: [['ghostwriter-batch export essays.analysis.json --format html,parquet', 'a page and a folder of tables']],
  },
  {
    name: 'verify',
    operands: '<report.json> [folder|zip|file…]',
    summary: 'says whether the same source gives the same result',
    details: [
      'Checks that a report that was exported as JSON is as it was written, then analyses the source',
      'again with the same options and compares: which texts are other ones, which results differ.',
      'The source is where the report says that it was, unless another one is named.',
    ],
    options: [
      { name: 'key', takes: 'FILE', help: ['of an anonymised report: the file that says who is who, with the source and all options'] },
      JOBS,
      QUIET,
      HELP,
    ],
    examples: [
      ['ghostwriter-batch verify essays.analysis.json', 'the source where it was'],
      ['ghostwriter-batch verify essays.analysis.json copy-of-essays.zip', 'the source from somewhere else'],
    ],
  },
  {
    name: 'completion',
    operands: SHELLS.join('|'),
    summary: 'prints a completion script for a shell',
    details: ['Prints a script that completes commands, options and their values.'],
    options: [HELP],
    examples: [
      ['source <(ghostwriter-batch completion bash)', 'in ~/.bashrc'],
      ['source <(ghostwriter-batch completion zsh)', 'in ~/.zshrc, after compinit'],
      ['ghostwriter-batch completion fish > ~/.config/fish/completions/ghostwriter-batch.fish', 'once'],
    ],
  },
];

export function commandNamed(name: string): CommandDescription | undefined {
  return COMMANDS.find((command) => command.name === name);
}
