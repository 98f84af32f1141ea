/** Combining marks that LaTeX writes as commands before a letter. */
const MARKS: Readonly<Record<string, string>> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  c: '\u0327',
  v: '\u030c',
  H: '\u030b',
  k: '\u0328',
  r: '\u030a',
  u: '\u0306',
  d: '\u0323',
  b: '\u0331',
};

/** Letters that are commands of their own. */
const LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß',
  SS: 'ẞ',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
  dj: 'đ',
  DJ: 'Đ',
  ng: 'ŋ',
  NG: 'Ŋ',
};

const ACCENT =
  /\{?\\(?:(["'`^~=.])\s*(?:\{\s*(\\[ij]|\p{L})(?:\s*\{\})?\s*\}|(\\[ij](?![a-zA-Z])[ \t]*|\p{L}))|([cvHkrudb])(?:\{\s*(\\[ij]|\p{L})\s*\}|\s+(\\[ij](?![a-zA-Z])|\p{L})(?!\p{L}{0,0}\{)))(?:\{\})?\}?/gu;
const LETTER =
  /\{\\(ss|SS|ae|AE|oe|OE|o|O|l|L|aa|AA|i|j|dh|DH|th|TH|dj|DJ|ng|NG)\s*\}|\\(ss|SS|ae|AE|oe|OE|o|O|l|L|aa|AA|dh|DH|th|TH|dj|DJ|ng|NG)(?:\{\}|(?![a-zA-Z])[ \t]*(?:\n(?!\s*\n))?)/g;

/** A source in which the letters that LaTeX writes as commands (`\\"u`, `{\\ss}`, `\\c{c}`) are letters. What is verbatim stays as it is. */
export function withLetters(source: string): string {
  if (!source.includes('\\')) return source;
  return source
    .split(
      /(\\begin\s*\{(?:verbatim|lstlisting|minted|Verbatim)\*?\}[^]*?\\end\s*\{(?:verbatim|lstlisting|minted|Verbatim)\*?\}|\\verb\*?([^a-zA-Z\s])[^\n]*?\2)/g,
    )
    .filter((_, i) => i % 3 !== 2)
    .map((part, i) => (i % 2 === 1 ? part : lettersIn(part)))
    .join('');
}

function lettersIn(text: string): string {
  return text
    .replace(
      ACCENT,
      (
        whole,
        sign: string | undefined,
        inBraces: string | undefined,
        behind: string | undefined,
        command: string | undefined,
        inside: string | undefined,
        apart: string | undefined,
      ) => {
        const letter = (inBraces ?? behind ?? inside ?? apart ?? '').replace(/[\\\s]/g, '');
        const composed = (letter + MARKS[sign ?? command ?? '']!).normalize('NFC');
        // Braces around it go with it; one alone belongs to what is around.
        const opens = whole.startsWith('{');
        const closes = whole.endsWith('}') && count(whole, '}') > count(whole, '{') - (opens ? 1 : 0);
        return (opens && !closes ? '{' : '') + composed + (!opens && closes ? '}' : '');
      },
    )
    .replace(
      LETTER,
      (_, inBraces: string | undefined, alone: string | undefined) => LETTERS[inBraces ?? alone ?? ''] ?? '',
    );
}

const count = (text: string, character: string) => text.split(character).length - 1;
