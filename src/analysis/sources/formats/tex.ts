import type { TextSpan } from '../../document/segments.ts';
import { merged } from './spans.ts';

/** Environments that hold no prose: formulas, listings, tables of cells, drawings, the list of references. */
const NO_PROSE =
  /^(?:equation|align|alignat|gather|multline|eqnarray|math|displaymath|flalign|array|verbatim|Verbatim|Highlighting|lstlisting|minted|comment|filecontents|tabular|tabularx|tabulary|longtable|tikzpicture|picture|pgfpicture|thebibliography|algorithmic|algorithm2e|bmatrix|pmatrix|matrix|cases)\*?$/;

/** Environments in which no command counts, so that they end at the first end. */
const VERBATIM = /^(?:verbatim|Verbatim|Highlighting|lstlisting|minted|comment|filecontents)\*?$/;

/** How many arguments of a command are no prose. Those of other commands are: a section's title, emphasis, a footnote, a caption. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'label ref eqref pageref autoref nameref cref Cref vref input include subfile subfileinclude includeonly includegraphics bibliography bibliographystyle addbibresource usepackage RequirePackage documentclass pagestyle thispagestyle pagenumbering vspace hspace url path nocite graphicspath hypersetup color pagecolor index glossary gls newpage bibitem usetikzlibrary geometry theoremstyle newcounter newlength foreignlanguage texorpdfstring href hypertarget hyperlink textcolor colorbox raisebox parbox ensuremath cellcolor rowcolor lstset lstinputlisting fontsize selectlanguage date phantom hphantom vphantom cline linespread'
      .split(' ')
      .map((name) => [name, 1]),
  ),
  ...Object.fromEntries(
    'newcommand renewcommand providecommand DeclareMathOperator newtheorem setlength addtolength rule setcounter addtocounter import subimport includefrom subincludefrom inputfrom subinputfrom inputminted resizebox multicolumn multirow def gdef edef xdef fcolorbox'
      .split(' ')
      .map((name) => [name, 2]),
  ),
  ...Object.fromEntries(
    'newenvironment renewenvironment addcontentsline definecolor'.split(' ').map((name) => [name, 3]),
  ),
};

/** Commands of TeX itself that name what they define, and its parameters, without braces. */
const DEFINES = /^[gex]?def$/;
const CITATION = /^(?:[a-zA-Z]*cite[a-zA-Z]*|[A-Z]?[a-z]*cites)$/;

/** Signs that stand for themselves behind a backslash. */
const ESCAPED = /[%&_#$]/;

/**
 * What is markup in LaTeX: the preamble, comments, commands with those of their arguments that are no prose, formulas, listings, tables of cells
 * and the list of references. It takes time in proportion to the text; a parser of the whole language took fifty times as long.
 */
export function texMarkup(source: string): TextSpan[] {
  const body = /\\begin\s*\{document\}/.exec(source);
  const from = body ? body.index + body[0].length : 0;
  const found = source.indexOf('\\end{document}', from);
  const to = found < 0 ? source.length : found;
  return merged([
    { start: 0, end: from },
    ...new TexScanner(source, from, to).spans(),
    { start: to, end: source.length },
  ]);
}

class TexScanner {
  private readonly found: TextSpan[] = [];

  constructor(
    private readonly source: string,
    private at: number,
    private readonly end: number,
  ) {}

  spans(): TextSpan[] {
    while (this.at < this.end) {
      const start = this.at;
      const character = this.source.charAt(start);
      if (character === '\\' && ESCAPED.test(this.source.charAt(start + 1))) {
        this.at += 2;
        this.found.push({ start, end: start + 1 });
        continue;
      }
      if (character === '\\') this.command();
      else if (character === '%') this.at = this.lineEnd(start);
      else if (character === '$') this.formula();
      else {
        this.at++;
        if (!'{}~&'.includes(character)) continue;
      }
      this.found.push({ start, end: Math.min(this.at, this.end) });
    }
    return this.found;
  }

  /** Passes a command that begins here, with its arguments that are no prose. */
  private command(): void {
    const name = /\\(?:([a-zA-Z]+)\*?|[^])/y;
    name.lastIndex = this.at;
    const match = name.exec(this.source);
    this.at += match?.[0].length ?? 1;
    const word = match?.[1];
    const sign = match?.[0].charAt(1) ?? '';
    if (word === undefined) {
      if (sign === '(') this.passTo('\\)');
      else if (sign === '[') this.passTo('\\]');
      else if (sign === '\\') this.optional();
    } else if (word === 'begin' || word === 'end') this.environment(word);
    else if (word === 'verb' || word === 'lstinline' || word === 'mintinline') this.passVerbatim();
    else {
      // The term of a description is text.
      if (word !== 'item') this.optional();
      const dropped = CITATION.test(word) ? 1 : (ARGUMENTS[word] ?? 0);
      for (let i = 0; i < dropped && this.argument(); i++)
        if (DEFINES.test(word)) this.parameters();
        else this.optional();
    }
  }

  private environment(word: 'begin' | 'end'): void {
    const name = /\s*\{([^{}\n]*)\}/y;
    name.lastIndex = this.at;
    const match = name.exec(this.source);
    if (!match) return;
    this.at += match[0].length;
    if (word === 'end') return;
    const environment = match[1] ?? '';
    if (NO_PROSE.test(environment)) return this.passEnvironment(environment);
    this.optional();
    // A width, a number of columns, a theorem's name: whatever it is, it is short and stands at once.
    if (this.source.charAt(this.at) === '{') this.argument();
  }

  /** Passes to behind the environment's end, through those of the same name inside it. */
  private passEnvironment(environment: string): void {
    const begin = `\\begin{${environment}}`;
    const end = `\\end{${environment}}`;
    for (let depth = 1; depth > 0;) {
      const next = this.source.indexOf(end, this.at);
      if (next < 0) {
        this.at = this.end;
        return;
      }
      const inner = VERBATIM.test(environment) ? -1 : this.source.slice(this.at, next).split(begin).length - 1;
      depth += Math.max(0, inner) - 1;
      this.at = next + end.length;
    }
  }

  private formula(): void {
    const sign = this.source.startsWith('$$', this.at) ? '$$' : '$';
    this.at += sign.length;
    // A lone dollar sign is a mistake: it takes no more than its paragraph with it.
    const paragraph = this.source.indexOf('\n\n', this.at);
    let close = this.source.indexOf(sign, this.at);
    while (close > 0 && this.source.charAt(close - 1) === '\\') close = this.source.indexOf(sign, close + 1);
    if (close < 0 || close >= this.end || (sign === '$' && paragraph >= 0 && paragraph < close)) return;
    this.at = close + sign.length;
  }

  private passTo(mark: string): void {
    const next = this.source.indexOf(mark, this.at);
    if (next >= 0) this.at = next + mark.length;
  }

  private passVerbatim(): void {
    this.optional();
    const sign = this.source.charAt(this.at);
    const close = this.source.indexOf(sign === '{' ? '}' : sign, this.at + 1);
    if (close >= 0 && close < this.lineEnd(this.at)) this.at = close + 1;
  }

  /** Passes arguments in brackets. */
  private optional(): void {
    while (this.source.charAt(this.at) === '[') {
      const close = this.source.indexOf(']', this.at);
      const paragraph = this.source.indexOf('\n\n', this.at);
      if (close < 0 || (paragraph >= 0 && paragraph < close)) return;
      this.at = close + 1;
    }
  }

  /** Passes an argument in braces, if there is one; returns whether there was. */
  private argument(): boolean {
    const open = /\s*(?:\{|\\[a-zA-Z@]+)/y;
    open.lastIndex = this.at;
    const match = open.exec(this.source);
    if (!match) return false;
    // A command by itself is an argument, too: a name that is defined, a length.
    if (!match[0].endsWith('{')) {
      this.at += match[0].length;
      return true;
    }
    let position = this.at + match[0].length;
    for (let depth = 1; depth > 0 && position < this.end; position++) {
      const character = this.source.charAt(position);
      if (character === '\\') position++;
      else if (character === '{') depth++;
      else if (character === '}') depth--;
    }
    this.at = position;
    return true;
  }

  /** Passes the parameters of a definition: `#1#2` and what stands between them. */
  private parameters(): void {
    const found = /[^{}\n\\]*(?=\{)/y;
    found.lastIndex = this.at;
    this.at += found.exec(this.source)?.[0].length ?? 0;
  }

  private lineEnd(position: number): number {
    const next = this.source.indexOf('\n', position);
    return next < 0 ? this.end : Math.min(next, this.end);
  }
}
