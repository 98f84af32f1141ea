import type { CommandDescription, OptionDescription } from './command-description.ts';
import { COMMANDS } from './command-table.ts';

const EXIT_STATUS = `Exit status
  0 done (some documents may be skipped) · 1 it failed · 2 wrong usage · 3 findings that --fail-on names,
  differences that verify found, or damage that doctor found and did not repair · 130 cancelled
`;

const ENVIRONMENT = `Environment
  NO_COLOR   no colours, whatever it is set to
`;

/** What there is. */
export function helpText(): string {
  return `Usage: ghostwriter-batch <command> [options]

Finds the groups, the near-copies and the machine-written texts in a batch of documents.
Nothing leaves this machine.

Commands
${table(COMMANDS.map(({ name, summary }) => [name, [summary]]))}
ghostwriter-batch <command> --help says more of each.

Options
  --help, -h   this text
  --version    the version of the program

${EXIT_STATUS}`;
}

/** What a command does, in the order of a manual's page. */
export function commandHelp({ name, operands, details, options, examples }: CommandDescription): string {
  return `Usage: ghostwriter-batch ${[name, operands].filter(Boolean).join(' ')} [options]

${details.join('\n')}

Options
${table(options.map((option) => [spelling(option), option.help]))}
Examples
${examples.map(([command, does]) => `  ${command}\n      ${does}\n`).join('')}
${EXIT_STATUS}
${ENVIRONMENT}`;
}

const spelling = ({ name, short, takes }: OptionDescription) =>
  `--${name}${short ? `, -${short}` : ''}${takes === undefined ? '' : ` ${takes}`}`;

function table(rows: readonly (readonly [string, readonly string[]])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows
    .flatMap(([left, right]) => right.map((line, i) => `  ${(i === 0 ? left : '').padEnd(width)}${line}\n`))
    .join('');
}
