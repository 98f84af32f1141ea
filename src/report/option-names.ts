/** Who reads a message: of the command line, or of the service. Messages as they stand name the settings of the editor, as reports do, which are the same wherever they were made. */
export type MessageReader = 'command-line' | 'service';

type Rule = readonly [pattern: RegExp, commandLine: string, service: string];

/** Limits, by what the service calls them. */
const LIMITS = {
  entries: 'entries',
  documentSize: 'documentBytes',
  totalSize: 'totalBytes',
  characters: 'characters',
  ratio: 'ratio',
  seconds: 'secondsPerDocument',
} as const;

/** In their order: what names an option twice comes first. */
const RULES: readonly Rule[] = [
  [
    / To analyse it anyway, choose Continue Anyway \(--memory-limit none\)\./g,
    ' To analyse it anyway, give --memory-limit none.',
    '',
  ],
  [/set ghostwriter\.encoder to full \(--encoder full\)/g, 'give --encoder full', 'set the option encoder to full'],
  [/ghostwriter\.encoder, --encoder fast/g, '--encoder fast', 'encoder: fast'],
  [/ghostwriter\.threads, (--jobs \d+)/g, '$1', '$1 of the server'],
  [/ghostwriter\.groupBy \(or --group-by\)/g, '--group-by', 'reading.groupBy'],
  [/, files\.exclude\b/g, '', ''],
  [/ghostwriter\.baseline\.ignore\b/g, '--ignore', 'reading.ignore'],
  [/ghostwriter\.include\b/g, '--include', 'reading.include'],
  [/ghostwriter\.exclude\b/g, '--exclude', 'reading.exclude'],
  [/ghostwriter\.groupBy\b/g, '--group-by', 'reading.groupBy'],
  [/ghostwriter\.textColumn\b/g, '--text-column', 'reading.column'],
  [/ghostwriter\.sourceCode\b/g, '--source-code', 'reading.sourceCode'],
  ...Object.entries(LIMITS).map(([setting, field]): Rule => [
    new RegExp(`ghostwriter\\.limits\\.${setting}\\b`, 'g'),
    `--limit ${setting}=N`,
    `reading.limits.${field}`,
  ]),
];

/** A message with the options that its reader can set in place of settings of the editor. */
export function withOptionsOf(reader: MessageReader, message: string): string {
  return RULES.reduce(
    (text, [pattern, commandLine, service]) => text.replace(pattern, reader === 'service' ? service : commandLine),
    message,
  );
}

/** What a service says of an option, for its editor: the settings that the option comes from there. */
export function withSettingsOf(message: string): string {
  const fields = message.replace(/\breading\.limits\.(\w+)/g, (field, name) => {
    const setting = Object.entries(LIMITS).find(([, limit]) => limit === name)?.[0];
    return setting === undefined ? field : `ghostwriter.limits.${setting}`;
  });
  return fields
    .replace(/\breading\.(include|exclude|groupBy|sourceCode)\b/g, 'ghostwriter.$1')
    .replace(/\breading\.ignore\b/g, 'ghostwriter.baseline.ignore')
    .replace(/\breading\.column\b/g, 'ghostwriter.textColumn');
}
