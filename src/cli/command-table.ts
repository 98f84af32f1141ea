import { ALL_EXPORT_FORMATS } from '../report/export-formats.ts';
import { LEFT_OUT_KINDS } from '../report/left-out.ts';
import type { CommandDescription, OptionDescription } from './command-description.ts';
import { SERVICE_COMMANDS, STORE } from './service-commands.ts';

/** What `--fail-on` takes. */
export const FINDINGS = ['high', 'medium', 'duplicates', 'copied', 'hidden', 'skipped'] as const;
export type Finding = (typeof FINDINGS)[number];

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const HELP: OptionDescription = { name: 'help', short: 'h', help: ['says what there is, or what the command does'] };
const VERSION: OptionDescription = { name: 'version', help: ['the version of the program'] };
const QUIET: OptionDescription = { name: 'quiet', help: ['no progress and no summary'] };
const JOBS: OptionDescription = { name: 'jobs', takes: 'N', help: ['worker threads (default: one a core)'] };
const OUT: OptionDescription = {
  name: 'out',
  takes: 'DIR',
  help: ['where to write the exports (default: beside the source)'],
};

const EXPORTING: readonly OptionDescription[] = [
  { name: 'bom', help: ['begin a CSV with a byte order mark, as Excel wants it'] },
  { name: 'anonymise', help: ['pseudonyms in place of names and paths, in every export'] },
  {
    name: 'key',
    takes: 'FILE',
    help: ['with --anonymise: write down there who is who;', 'the file must not exist yet'],
  },
  { name: 'excerpts', help: ['with html: the passages that the findings rest on;', 'no texts are in it otherwise'] },
  { name: 'show-names', help: ['with pages: name the other documents that share passages'] },
  { name: 'without-notes', help: ['with pages: leave out tags and notes'] },
  { name: 'zip', help: ['with pages: one ZIP instead of a folder'] },
];

export const COMMANDS: readonly CommandDescription[] = [
  {
    name: 'analyze',
    operands: '<folder|zip|file…>',
    summary: 'finds groups, near-copies and machine-written texts, and writes exports',
    details: [
      'Finds the groups, the near-copies and the machine-written texts in a batch of documents',
      '(text, Word, PDF and others) or in the rows of tables. Nothing leaves this machine.',
      'Progress goes to stderr; the paths of what was written go to stdout.',
    ],
    options: [
      OUT,
      {
        name: 'format',
        takes: 'json,csv',
        values: ALL_EXPORT_FORMATS,
        list: true,
        help: ['what to write (default: json,csv), of', ALL_EXPORT_FORMATS.join(', ')],
      },
      ...EXPORTING,
      {
        name: 'fail-on',
        takes: 'high,duplicates',
        values: FINDINGS,
        list: true,
        help: ['exit with 3 when there are such findings:', FINDINGS.join(', ')],
      },
      {
        name: 'granularity',
        takes: 'sentence|paragraph',
        values: ['sentence', 'paragraph'],
        help: ['unit that gets an AI probability of its own (default: sentence)'],
      },
      { name: 'clusters', takes: 'auto|K', values: ['auto'], help: ['number of clusters (default: auto)'] },
      { name: 'like', takes: 'REPORT', help: ['an earlier JSON export: the same clusters get the same numbers again'] },
      { name: 'threshold', takes: '0.85', help: ['least similarity of near-copies, 0 to 1'] },
      { name: 'prior', takes: '0.5', help: ['assumed share of machine-written texts, 0.01 to 0.99'] },
      {
        name: 'encoder',
        takes: 'auto|full|fast',
        values: ['auto', 'full', 'fast'],
        help: ['what compares texts: fast reads words alone (default: auto, fast for', 'large batches)'],
      },
      { name: 'baseline', takes: 'DIR', help: ['texts that people are known to have written, to measure against'] },
      {
        name: 'machine-samples',
        takes: 'DIR',
        help: ['5 to 100 answers to the same assignment by machines, to compare with'],
      },
      { name: 'seed', takes: 'N', help: ['seed of every random choice (default: 1)'] },
      JOBS,
      {
        name: 'memory-limit',
        takes: 'MB|none',
        values: ['available', 'none'],
        help: [
          'do not begin what would take more memory (default: what is available);',
          'none: begin it whatever it takes',
        ],
      },
      {
        name: 'cache',
        takes: 'DIR',
        help: [
          'keep analyses there: an interrupted run goes on where it was, and texts',
          'that have not changed are not analysed again (default: nothing is kept)',
        ],
      },
      { name: 'include', takes: 'GLOB', many: true, help: ['which files to read; may be given several times'] },
      { name: 'exclude', takes: 'GLOB', many: true, help: ['which files to leave out; may be given several times'] },
      {
        name: 'group-by',
        takes: 'folder|submission|REGEX',
        values: ['none', 'folder', 'submission'],
        help: ["what a document's group is; a regular expression is searched", 'for in its path'],
      },
      { name: 'no-nested', help: ['leave archives inside an archive closed'] },
      { name: 'source-code', help: ['read source code as text too'] },
      { name: 'text-column', takes: 'NAME', help: ['column of .csv and .jsonl rows that holds the text'] },
      {
        name: 'ignore',
        takes: 'FILE',
        many: true,
        help: [
          'a template whose passages do not count, or a path or glob of',
          'some in the source; may be given several times',
        ],
      },
      {
        name: 'leave-out',
        takes: 'KINDS|none',
        values: [...LEFT_OUT_KINDS, 'none'],
        list: true,
        help: ['what of the texts counts for no copy (default: all), of', LEFT_OUT_KINDS.join(', ')],
      },
      {
        name: 'across-groups',
        help: [
          "no pairs within one group: one student's drafts are no copies; groups",
          'are folders where --group-by says nothing else',
        ],
      },
      {
        name: 'limit',
        takes: 'NAME=N',
        many: true,
        help: [
          'raises or lowers a limit; may be given several times.',
          'Names and defaults: entries=200000, documentSize=20 and',
          'totalSize=4096 (MB), characters=100000, ratio=200, seconds=10',
        ],
      },
      QUIET,
      HELP,
      VERSION,
    ],
    examples: [
      ['ghostwriter-batch analyze essays.zip', 'writes essays.analysis.json and essays.analysis.csv beside it'],
      [
        'ghostwriter-batch analyze docs --format sarif --out build --fail-on duplicates',
        'a check for continuous integration',
      ],
      ['ghostwriter-batch analyze essays --format html --anonymise --key who-is-who.json', 'a page to show around'],
    ],
  },
  {
    name: 'export',
    operands: '<report.json>',
    summary: 'writes a report that was saved as JSON in other formats',
    details: [
      'Reads a report that was exported as JSON and writes it in other formats, beside it.',
      'With --excerpts the texts are read again from where they were analysed.',
    ],
    options: [
      { ...OUT, help: ['where to write (default: beside the report)'] },
      {
        name: 'format',
        takes: 'html',
        values: ALL_EXPORT_FORMATS,
        list: true,
        help: ['what to write (default: html), of', ALL_EXPORT_FORMATS.join(', ')],
      },
      ...EXPORTING,
      {
        name: 'notes',
        takes: 'LIST.xlsx',
        help: [
          'tags and notes of a list that was saved with --format xlsx and',
          'written in; they go into all that is exported',
        ],
      },
      HELP,
    ],
    examples: [
      ['ghostwriter-batch export essays.analysis.json --notes essays.analysis.xlsx --format json', 'imports notes'],
      ['ghostwriter-batch export essays.analysis.json --format html,parquet', 'a page and a folder of tables'],
    ],
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
      {
        name: 'key',
        takes: 'FILE',
        help: ['of an anonymised report: the file that says who is who, with the source and all options'],
      },
      JOBS,
      QUIET,
      HELP,
    ],
    examples: [
      ['ghostwriter-batch verify essays.analysis.json', 'the source where it was'],
      ['ghostwriter-batch verify essays.analysis.json copy-of-essays.zip', 'the source from somewhere else'],
    ],
  },
  ...SERVICE_COMMANDS,
  {
    name: 'doctor',
    operands: '[folder]',
    summary: 'says what is damaged in a data folder, in a bucket or in what the extension keeps',
    details: [
      'Examines the data folder of a service (default: ghostwriter-data), or the global storage of the',
      'extension, or with --store the batches in a bucket: what is damaged, missing or may not be read,',
      'and what to do about each. It changes nothing without --repair, and loses nothing in any case.',
    ],
    options: [
      {
        name: 'repair',
        help: [
          'sets aside what is damaged, and makes anew what can be made of the',
          'rest; a server in that folder or bucket must be ended first',
        ],
      },
      {
        ...STORE,
        help: [
          'looks into a bucket instead, of which all is read; AWS_ENDPOINT_URL,',
          'AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from the',
          'environment say where it is and by which key',
        ],
      },
      HELP,
    ],
    examples: [
      ['ghostwriter-batch doctor /srv/ghostwriter', 'exits with 3 where something is wrong'],
      ['ghostwriter-batch doctor --repair /srv/ghostwriter', 'exits with 3 where something is left'],
      ['ghostwriter-batch doctor --store s3://texts/service', 'the batches of a server with that --store'],
    ],
  },
  {
    name: 'mcp',
    operands: '',
    summary: 'answers assistants that speak the Model Context Protocol',
    details: [
      'A local server of the Model Context Protocol on stdin and stdout, which an assistant starts: it',
      'lists, queries and explains analyses. Answers hold figures, names of files and positions, and go to',
      "the assistant's language model, which may run outside this machine.",
    ],
    options: [
      {
        name: 'reports',
        takes: 'FILE|DIR',
        many: true,
        help: ['a report that was exported as JSON, or a folder with some; may be', 'given several times'],
      },
      {
        name: 'sources',
        takes: 'DIR',
        many: true,
        help: [
          'a folder that may be analysed, with all that is in it; may be given',
          'several times (default: nothing may)',
        ],
      },
      { name: 'allow-texts', help: ['let answers quote passages of the texts (default: positions alone)'] },
      JOBS,
      HELP,
    ],
    examples: [
      ['ghostwriter-batch mcp --reports results', 'answers from the reports in a folder'],
      ['ghostwriter-batch mcp --sources essays --allow-texts', 'may analyse what is in essays, and quote it'],
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
