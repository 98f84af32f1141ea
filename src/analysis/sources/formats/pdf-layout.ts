/** A run of text on a page: points, from the lower left corner. */
export interface Run {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Size of its letters. */
  readonly height: number;
  readonly endsLine: boolean;
}

export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly height: number;
  /** It is a paragraph of its own, such as what was written into a field. */
  readonly apart?: true;
  /** Its words stand far apart, as on both sides of a header. */
  readonly wide?: true;
  /** It is written from right to left. */
  readonly rightToLeft?: true;
}

/** Puts the runs of a page together to lines, in the order in which they come. */
export function linesOf(runs: readonly Run[]): Line[] {
  const lines: Line[] = [];
  let line: Run[] = [];
  const end = () => {
    const made = lineOf(line);
    if (made) lines.push(made);
    line = [];
  };
  for (const [i, run] of runs.entries()) {
    const last = line.at(-1);
    if (isDrawnTwice(run, runs, i)) continue;
    // A raised or lowered figure stays in its line; another baseline, or a step back to the left, begins a new one.
    if (
      last &&
      (Math.abs(run.y - last.y) > 0.6 * Math.max(run.height, last.height, 1) ||
        run.x < last.x - 2 * Math.max(last.height, 1))
    )
      end();
    line.push(run);
    if (run.endsLine) end();
  }
  end();
  return lines;
}

/** Runs back that are looked through for the same one. */
const TWICE_WITHIN = 8;

/** Whether the same run was drawn at the same place just before, as programs do for bold letters, outlines and shadows. */
function isDrawnTwice({ text, x, y, height }: Run, runs: readonly Run[], at: number): boolean {
  if (text.trim() === '') return false;
  const near = 0.2 * Math.max(height, 1);
  for (let i = at - 1; i >= Math.max(0, at - TWICE_WITHIN); i--) {
    const other = runs[i]!;
    if (other.text === text && Math.abs(other.x - x) < near && Math.abs(other.y - y) < near) return true;
  }
  return false;
}

/** Heights of letters between words that stand on two sides of a page. */
const WIDE = 4;

function lineOf(runs: readonly Run[]): Line | undefined {
  let text = '';
  let previous: Run | undefined;
  let wide = false;
  for (const run of runs) {
    if (previous && run.text.trim() !== '' && run.x - (previous.x + previous.width) > WIDE * Math.max(run.height, 1))
      wide = true;
    // A gap that no space fills is a space all the same: cells of a table, justified words.
    if (
      previous &&
      run.x - (previous.x + previous.width) > 0.2 * Math.max(run.height, 1) &&
      !/\s$/.test(text) &&
      !/^\s/.test(run.text)
    )
      text += ' ';
    text += run.text;
    if (run.text.trim() !== '') previous = run;
  }
  const first = runs.find((run) => run.text.trim() !== '');
  if (!first || !previous) return undefined;
  return {
    text: text.trim().replace(/[ \t\n\f\v]+/g, ' '),
    x: first.x,
    y: first.y,
    right: previous.x + previous.width,
    height: Math.max(...runs.slice(0, 1000).map((run) => run.height)),
    ...(wide && { wide: true as const }),
  };
}

/** Puts lines together to paragraphs, without what runs along the top and the bottom of the pages. */
export function textOfPages(pages: readonly (readonly Line[])[]): string {
  const bodies = withoutRunningLines(pages).map((page) => page.map(fromItsBegin));
  const joinsWords = wordJoiner(bodies);
  let text = '';
  let last: Line | undefined;
  for (const [i, page] of bodies.entries()) {
    const gap = usualGap(page);
    const right = Math.max(
      -Infinity,
      ...page
        .filter((line) => !line.apart)
        .map((line) => line.right)
        .slice(0, 10_000),
    );
    for (const [k, line] of page.entries()) {
      const previous = page[k - 1] ?? last;
      const onNewPage = k === 0 && i > 0;
      if (previous === undefined) text += onNewPage ? '\f' : '';
      else if (
        onNewPage
          ? previous.apart || line.apart || endsParagraph(previous) || !/^\p{Ll}/u.test(line.text)
          : startsParagraph(previous, line, gap, right)
      )
        text += onNewPage ? '\n\f' : '\n\n';
      else if (/\p{L}[-‐\u00ad]$/u.test(text) && /^\p{Ll}/u.test(line.text)) {
        if (joinsWords(text, line.text)) text = text.slice(0, -1);
        if (onNewPage) text += '\v';
      } else text += onNewPage ? '\v' : ' ';
      text += line.text;
      last = line;
    }
    if (page.length === 0 && i > 0) text += '\f';
  }
  return text.trimEnd();
}

/** A line whose left end is where it begins, wherever that is on the page. */
const fromItsBegin = (line: Line): Line => (line.rightToLeft ? { ...line, x: -line.right, right: -line.x } : line);

const endsParagraph = (line: Line) => /[.!?:;”"’)\]»。！？؟۔]$/.test(line.text);

/** The distance of most lines from the one above. */
function usualGap(all: readonly Line[]): number {
  const lines = all.filter((line) => !line.apart);
  const gaps = lines
    .slice(1)
    .map((line, i) => Math.round((lines[i]!.y - line.y) * 2) / 2)
    .filter((gap) => gap > 0);
  const counts = new Map<number, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
}

function startsParagraph(previous: Line, line: Line, gap: number, right: number): boolean {
  if (previous.apart || line.apart) return true;
  const distance = previous.y - line.y;
  // The top of the next column goes on with what the bottom of the last one began.
  if (distance < -line.height) return endsParagraph(previous);
  if (gap > 0 && distance > gap * 1.3) return true;
  if (Math.abs(line.height - previous.height) > 0.15 * Math.max(line.height, previous.height)) return true;
  if (/^[•‣▪●◦–*-]\s|^\(?\d{1,2}[.)]\s/.test(line.text)) return true;
  const indented = line.x - previous.x;
  if (indented > 0.8 * line.height && indented < 8 * line.height) return endsParagraph(previous);
  // A line that ends early, after the end of a sentence.
  return endsParagraph(previous) && right - previous.right > 8 * line.height;
}

/** Lines at an edge of a page that are looked at. */
const EDGE = 2;

/** Distance of a header or footer from the text, in usual distances of lines. */
const APART = 1.5;

/** What a page number looks like by itself. */
const PAGE_NUMBER =
  /^[-–—|\s]*(?:(?:page|seite|p\.|s\.|p[áa]gina|pag\.|strona|sida|side)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:\/|of|von|de|di|sur|z|av)\s*\d{1,4})?[-–—|\s]*$/i;

/** Without headers, footers and page numbers: what comes again at the edges of many pages, but for its numbers; and on one or two pages what stands apart from the text and looks like one. */
function withoutRunningLines(pages: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  const keyOf = ({ text, y }: Line) => `${Math.round(y / 4)} ${text.replace(/\d+|\b[ivxlc]+\b/gi, '#')}`;
  const sorted = pages.map((page) => page.filter((line) => !line.apart).sort((a, b) => b.y - a.y));
  const edges = sorted.map((byHeight) => new Set([...byHeight.slice(0, EDGE), ...byHeight.slice(-EDGE)]));
  const found = new Map<string, string[]>();
  for (const page of edges)
    for (const [key, text] of new Map([...page].map((line) => [keyOf(line), line.text])))
      found.set(key, [...(found.get(key) ?? []), text]);
  const isRunning = (key: string) => {
    const texts = found.get(key) ?? [];
    // Left and right pages may differ. On a few pages, such as those of a chapter, it takes a number that is another on each.
    return (
      texts.length >= Math.max(3, pages.length * 0.4) || (texts.length >= 3 && new Set(texts).size === texts.length)
    );
  };
  const few = pages.length <= 2;
  const bodies = pages.map((page, i) => {
    const alone = few
      ? standingApart(sorted[i]!, (line) => pages.length === 2 && found.get(keyOf(line))?.length === 2)
      : undefined;
    return page.filter((line) => !(edges[i]!.has(line) && isRunning(keyOf(line))) && !alone?.has(line));
  });
  // Pages that hold nothing else are no pages with headers: a line or two is what they say.
  const emptied = bodies.filter((body, i) => body.length === 0 && pages[i]!.length > 0).length;
  return emptied > bodies.length / 2 ? pages : bodies;
}

/** The first and the last line of a page, where they stand apart from the text and are a page number, on two sides, smaller than the text, or on both pages. */
function standingApart(byHeight: readonly Line[], isOnBoth: (line: Line) => boolean): ReadonlySet<Line> {
  const found = new Set<Line>();
  if (byHeight.length < 4) return found;
  const usual = usualGap(byHeight) || byHeight[0]!.height * 1.2;
  const sizes = byHeight.map((line) => line.height).sort((a, b) => a - b);
  const size = sizes[Math.floor(sizes.length / 2)]!;
  for (const [line, next] of [
    [byHeight[0]!, byHeight[1]!],
    [byHeight.at(-1)!, byHeight.at(-2)!],
  ] as const) {
    if (Math.abs(line.y - next.y) < APART * usual) continue;
    const isSmaller = line.height < 0.93 * size && line.text.length < 100 && !endsParagraph(line);
    if (PAGE_NUMBER.test(line.text) || isOnBoth(line) || ((line.wide || isSmaller) && line.height <= 1.05 * size))
      found.add(line);
  }
  return found;
}

/** What is followed by a hyphen of its own more often than it is part of a longer word. */
const COMPOUND = /^(?:well|self|half|ever|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-$/;

/**
 * Whether a hyphen at the end of a line was put there by the line's end alone: it goes where the joined word stands elsewhere in the document, and
 * stays where the word with its hyphen does, or it is a usual one; else it goes.
 */
function wordJoiner(pages: readonly (readonly Line[])[]): (before: string, after: string) => boolean {
  let words: Set<string> | undefined;
  const known = () =>
    (words ??= new Set(pages.flat().flatMap((line) => line.text.toLowerCase().match(/\p{L}+(?:[-‐]\p{L}+)*/gu) ?? [])));
  return (before, after) => {
    const head = /[\p{L}-]+$/u.exec(before.slice(-40))?.[0].toLowerCase() ?? '';
    const tail = /^\p{L}+/u.exec(after)?.[0].toLowerCase() ?? '';
    const joined = head.replace(/[-‐\u00ad]$/, '') + tail;
    return known().has(joined) || !(known().has(head + tail) || COMPOUND.test(head));
  };
}
