import { type Declarations, declarationsIn } from './css.ts';

/** An element as selectors see it. */
export interface StyledElement {
  readonly name: string;
  readonly id: string;
  readonly classes: readonly string[];
}

interface Rule {
  /** What the element must be, and those around it, from the inside. */
  readonly parts: readonly {
    readonly name: string;
    readonly id: string;
    readonly classes: readonly string[];
    readonly isChild: boolean;
  }[];
  readonly weight: number;
  readonly declarations: Declarations;
}

/** Rules that are kept at most, and their length: more are no style sheet of a text. */
const MOST_RULES = 2000;
const LONGEST = 500_000;

/** The rules of a page's style sheets (CSS 2.2) that decide whether text is seen: by names, classes, ids, and elements around. Other selectors match nothing. */
export class StyleSheet {
  private readonly rules: Rule[] = [];

  get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  add(source: string): void {
    const css = source
      .slice(0, LONGEST)
      .replace(/<!--|-->/g, '')
      .replace(/\/\*[^]*?\*\//g, '');
    this.block(css, 0);
  }

  private block(css: string, depth: number): void {
    let at = 0;
    while (at < css.length && this.rules.length < MOST_RULES) {
      const open = css.indexOf('{', at);
      if (open < 0) return;
      const head = css.slice(at, open).split(';').at(-1)!.trim();
      const close = closing(css, open);
      const inside = css.slice(open + 1, close);
      at = close + 1;
      if (head.startsWith('@')) {
        if (/^@(?:media|supports|layer)/i.test(head) && !/print/i.test(head) && depth < 4)
          this.block(inside, depth + 1);
        continue;
      }
      const declarations = declarationsIn(inside);
      if (Object.keys(declarations).length > 0)
        for (const selector of head.split(',')) this.rule(selector.trim(), declarations);
    }
  }

  private rule(selector: string, declarations: Declarations): void {
    if (selector === '' || /[:[\]+~]/.test(selector)) return;
    const parts: Rule['parts'][number][] = [];
    let weight = 0;
    let isChild = false;
    for (const compound of selector.replace(/\s*>\s*/g, ' > ').split(/\s+/)) {
      if (compound === '>') {
        isChild = true;
        continue;
      }
      const names = compound.match(/[.#]?[^.#]+/g) ?? [];
      const classes = names.filter((name) => name.startsWith('.')).map((name) => name.slice(1));
      const id = names.find((name) => name.startsWith('#'))?.slice(1) ?? '';
      const name = names.find((n) => !/^[.#]/.test(n))?.toLowerCase() ?? '*';
      weight += (id === '' ? 0 : 10_000) + 100 * classes.length + (name === '*' ? 0 : 1);
      parts.unshift({ name, id, classes, isChild });
      isChild = false;
    }
    this.rules.push({ parts, weight, declarations });
  }

  /** The declarations for an element, the last of those around it being its parent. */
  declarationsFor(element: StyledElement, around: readonly StyledElement[]): Declarations | undefined {
    const matching = this.rules.filter((rule) => matches(rule, element, around));
    if (matching.length === 0) return undefined;
    return Object.assign(
      {},
      ...matching.sort((a, b) => a.weight - b.weight).map((rule) => rule.declarations),
    ) as Declarations;
  }
}

/** Where the block that opens here closes. */
function closing(css: string, open: number): number {
  let depth = 0;
  for (let i = open; i < css.length; i++) {
    if (css[i] === '{') depth++;
    else if (css[i] === '}' && --depth === 0) return i;
  }
  return css.length;
}

function matches({ parts }: Rule, element: StyledElement, around: readonly StyledElement[]): boolean {
  if (!fits(parts[0]!, element)) return false;
  let at = around.length - 1;
  for (let i = 1; i < parts.length; i++) {
    const isChild = parts[i - 1]!.isChild;
    while (at >= 0 && !fits(parts[i]!, around[at]!)) {
      if (isChild) return false;
      at--;
    }
    if (at < 0) return false;
    at--;
  }
  return true;
}

const fits = ({ name, id, classes }: Rule['parts'][number], element: StyledElement) =>
  (name === '*' || name === element.name) &&
  (id === '' || id === element.id) &&
  classes.every((c) => element.classes.includes(c));
