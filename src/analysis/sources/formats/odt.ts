import { Parser } from 'htmlparser2';
import type { ReadingLimits } from '../../../report/reading-options.ts';
import type { Problem } from '../problem.ts';
import { HiddenText, SEAM, withoutSeams } from '../hidden-text.ts';
import { hidingOf, type OdfLook, OdfStyles } from './odf-styles.ts';
import { OfficePackage, passwordProtected } from './office-package.ts';
import { TextFlow } from './text-flow.ts';

/** What is in a document and no text of it: deleted text, comments, generated lists, forms, drawings' descriptions, reading aids. */
const LEFT_OUT = new Set([
  'text:tracked-changes',
  'office:annotation',
  'office:annotation-end',
  'office:forms',
  'text:note-citation',
  'text:table-of-content',
  'text:alphabetical-index',
  'text:illustration-index',
  'text:sequence-decls',
  'text:variable-decls',
  'text:ruby-text',
  'svg:title',
  'svg:desc',
]);

const PARAGRAPHS = new Set(['text:p', 'text:h']);
const BLOCKS = new Set([...PARAGRAPHS, 'text:list', 'table:table']);

/** Families of styles by the elements that they are for. */
const FAMILIES: Readonly<Record<string, string>> = {
  'text:p': 'paragraph',
  'text:h': 'paragraph',
  'text:span': 'text',
  'text:a': 'text',
  'text:section': 'section',
  'table:table-cell': 'table-cell',
  'table:table-row': 'table-row',
  'table:table': 'table',
  'draw:frame': 'graphic',
  'draw:custom-shape': 'graphic',
};

type Attributes = Readonly<Record<string, string>>;

/**
 * The text of an OpenDocument text (ODF 1.3, part 3): body, with text boxes behind the paragraphs that they are anchored in, and footnotes and endnotes at its end. Deletions
 * that were tracked are left out; what no reader sees is left out and said.
 *
 * @throws {@link UnreadableDocument} when it is protected, damaged, or passes a limit
 */
export function readOdt(
  bytes: Uint8Array,
  limits: ReadingLimits,
): { readonly text: string; readonly warnings: readonly Problem[] } {
  const parts = new OfficePackage(bytes, limits);
  if (parts.has('META-INF/manifest.xml') && /<(?:\w+:)?encryption-data\b/.test(parts.readText('META-INF/manifest.xml')))
    throw passwordProtected();
  const content = parts.readText('content.xml');
  const styles = new OdfStyles();
  if (parts.has('styles.xml')) styles.add(parts.readText('styles.xml'));
  styles.add(content);
  const reader = new OdtReader(styles, limits.characters, hiddenParagraphs(content));
  return { text: reader.read(content), warnings: reader.hidden.warnings() };
}

/** Numbers of the paragraphs that a field in them hides, which may stand at their end. */
function hiddenParagraphs(content: string): ReadonlySet<number> {
  const found = new Set<number>();
  if (!content.includes('text:hidden-paragraph')) return found;
  const open: number[] = [];
  let count = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (PARAGRAPHS.has(name)) open.push(count++);
        else if (name === 'text:hidden-paragraph' && attributes['text:is-hidden'] === 'true')
          found.add(open.at(-1) ?? -1);
      },
      onclosetag(name) {
        if (PARAGRAPHS.has(name)) open.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(content);
  return found;
}

class OdtReader {
  readonly hidden = new HiddenText();
  private readonly body: TextFlow;
  private readonly notes: TextFlow;
  /** Body, notes and boxes that text goes to, the innermost last. */
  private readonly flows: TextFlow[];
  private readonly looks: OdfLook[] = [{}];
  /** Boxes of the paragraphs that are open. */
  private readonly boxes: string[][] = [];
  private paragraphs = 0;
  private inBody = false;
  private skipped = 0;

  constructor(
    private readonly styles: OdfStyles,
    private readonly most: number,
    private readonly hiddenParagraphs: ReadonlySet<number>,
  ) {
    this.body = new TextFlow(most);
    this.notes = new TextFlow(most);
    this.flows = [this.body];
  }

  read(content: string): string {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        ontext: (text) => {
          if (this.inBody && this.skipped === 0) this.text(text);
        },
        onclosetag: (name) => this.close(name),
      },
      { xmlMode: true, decodeEntities: true },
    );
    parser.end(content);
    return withoutSeams([this.body.toString(), this.notes.toString()].filter((text) => text !== '').join('\n\n'));
  }

  private get flow(): TextFlow {
    return this.flows.at(-1)!;
  }

  private open(name: string, attributes: Attributes): void {
    if (name === 'office:text') this.inBody = true;
    const number = PARAGRAPHS.has(name) ? this.paragraphs++ : -1;
    this.looks.push(this.lookIn(name, attributes, number));
    if (PARAGRAPHS.has(name)) this.boxes.push([]);
    if (this.skipped > 0) this.skipped++;
    else if (LEFT_OUT.has(name)) this.skipped = 1;
    else if (name === 'text:note') {
      this.flows.push(this.notes);
      this.notes.paragraph();
    } else if (name === 'draw:text-box') this.flows.push(new TextFlow(this.most));
    else if (BLOCKS.has(name)) {
      this.flow.paragraph();
      if (PARAGRAPHS.has(name)) this.flow.quote(this.styles.isQuote(attributes['text:style-name']));
    } else if (name === 'table:table-cell' || name === 'text:line-break') this.flow.line();
    else if (name === 'text:soft-page-break' || name === 'text:tab') this.flow.text(name === 'text:tab' ? ' ' : '');
    else if (name === 'text:s') this.flow.text(' '.repeat(Math.min(100, Number(attributes['text:c'] ?? 1) || 1)));
  }

  private lookIn(name: string, attributes: Attributes, paragraph: number): OdfLook {
    const outer = this.looks.at(-1)!;
    const family = FAMILIES[name];
    const own = family === undefined ? {} : this.styles.lookOf(family, attributes[`${name.split(':')[0]}:style-name`]);
    const isHidden =
      this.hiddenParagraphs.has(paragraph) ||
      (name === 'text:section' && attributes['text:display'] === 'none') ||
      (name === 'text:section' && attributes['text:is-hidden'] === 'true') ||
      (name === 'text:hidden-text' && attributes['text:is-hidden'] !== 'false') ||
      attributes['table:visibility'] === 'collapse';
    return {
      ...outer,
      ...own,
      ...((isHidden || (outer.gone && own.gone !== false)) && { gone: true }),
      ...(isHidden && { gone: true }),
    };
  }

  private text(text: string): void {
    const how = hidingOf(this.looks.at(-1)!);
    if (!how) return this.flow.text(text);
    this.hidden.add(text);
    if (text.trim() === '') return;
    this.hidden.break();
    this.flow.gap(how === 'room' ? ' ' : SEAM);
  }

  private close(name: string): void {
    this.looks.pop();
    const boxes = PARAGRAPHS.has(name) ? (this.boxes.pop() ?? []) : [];
    if (this.skipped > 0) this.skipped--;
    else if (name === 'text:note') this.flows.pop();
    else if (name === 'draw:text-box') {
      const box = this.flows.pop()!.toString();
      if (box !== '') (this.boxes.at(-1) ?? boxes).push(box);
      if (this.boxes.length === 0) boxes.forEach((text) => this.insert(text));
    } else if (BLOCKS.has(name)) {
      this.flow.paragraph();
      boxes.forEach((box) => this.insert(box));
    }
    if (name === 'office:text') this.inBody = false;
  }

  private insert(text: string): void {
    this.flow.quote(false);
    this.flow.beginPreformatted();
    this.flow.text(text);
    this.flow.endPreformatted();
  }
}
