import type { OptionDescription } from './command-description.ts';
import { COMMANDS, type Shell } from './command-table.ts';

const PROGRAMS = ['ghostwriter-batch', 'ghostwriter'] as const;

/** A script for a shell that completes commands, options and their values; names of files where those are asked for. */
export function completionScript(shell: Shell): string {
  return { bash, zsh, fish }[shell]();
}

const commandNames = COMMANDS.map(({ name }) => name).join(' ');

/** Options of all commands that take one of some values. */
const choices = () =>
  new Map(COMMANDS.flatMap(({ options }) => options.filter((o) => o.values).map((o) => [o.name, o] as const)));

function bash(): string {
  return `_ghostwriter_batch() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} head=
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${commandNames} --help --version" -- "$word")); return; fi
  case $before in
${[...choices().values()].map((o) => `    --${o.name}) ${o.list ? 'case $word in *,*) head=${word%,*},; word=${word##*,};; esac; ' : ''}COMPREPLY=($(compgen -P "$head" -W "${o.values?.join(' ') ?? ''}" -- "$word")); return ;;`).join('\n')}
  esac
  case $command in
    completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")); return ;;
  esac
  if [[ $word == -* ]]; then
    case $command in
${COMMANDS.map(({ name, options }) => `      ${name}) COMPREPLY=($(compgen -W "${options.map((o) => `--${o.name}`).join(' ')}" -- "$word")) ;;`).join('\n')}
    esac
  else
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _ghostwriter_batch ${PROGRAMS.join(' ')}
`;
}

function zsh(): string {
  const quoted = (text: string) => text.replaceAll("'", "'\\''").replaceAll(/[[\]:]/g, '\\$&');
  const action = ({ values, list, takes }: OptionDescription) =>
    values
      ? list
        ? `:values:_sequence compadd - ${values.join(' ')}`
        : `:value:(${values.join(' ')})`
      : takes === undefined
        ? ''
        : `:${quoted(takes)}:_files`;
  return `#compdef ${PROGRAMS.join(' ')}
_ghostwriter_batch() {
  if (( CURRENT == 2 )); then
    local -a commands=(${COMMANDS.map(({ name, summary }) => `'${name}:${quoted(summary)}'`).join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${COMMANDS.map(({ name, options }) => `    ${name}) _arguments ${options.map((o) => `'${o.many ? '*' : ''}--${o.name}[${quoted(o.help.join(' '))}]${action(o)}'`).join(' ')} '*:file:${name === 'completion' ? '(bash zsh fish)' : '_files'}' ;;`).join('\n')}
  esac
}
compdef _ghostwriter_batch ${PROGRAMS.join(' ')}
`;
}

function fish(): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = PROGRAMS.flatMap((program) => [
    ...COMMANDS.map(
      ({ name, summary }) => `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ),
    ...COMMANDS.flatMap(({ name, options }) =>
      options.map(
        (o) =>
          `complete -c ${program} -n '__fish_seen_subcommand_from ${name}' -l ${o.name}${o.short ? ` -s ${o.short}` : ''}${o.takes === undefined ? '' : ` -r${o.values ? ` -f -a ${quoted(o.values.join(' '))}` : ''}`} -d ${quoted(o.help.join(' '))}`,
      ),
    ),
    `complete -c ${program} -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'`,
  ]);
  return `${lines.join('\n')}\n`;
}
