import { AnnotationMode, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Line } from './pdf-layout.ts';

/** What PDF.js says of an annotation or a form's field (ISO 32000-1, 12.5 and 12.7), as far as text is concerned. */
interface Annotation {
  readonly id?: string;
  readonly subtype?: string;
  readonly rect?: readonly number[] | null;
  readonly annotationFlags?: number;
  readonly hidden?: boolean;
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly password?: boolean;
  readonly pushButton?: boolean;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly buttonValue?: string;
  readonly exportValue?: string;
  readonly alternativeText?: string;
  readonly options?: readonly { readonly exportValue?: string; readonly displayValue?: string }[];
  readonly contentsObj?: { readonly str?: string };
  readonly textContent?: readonly string[];
}

/** Flags of annotations that a viewer does not show: hidden, and no view. */
const NOT_SHOWN = 0x02 | 0x20;

/** What a box is called by programs that ask for no name. */
const NAMELESS = /^(?:yes|on|off|true|false|choice\d*|option\d*|\d+)$/i;

/** Size of letters that a field's lines are taken for. */
const LETTERS = 10;

/** Points between a field and a line that is not above it, for all that it begins further left. */
const ASIDE = 40;

/** What a form's field or a note says, and where. */
export interface Filled {
  readonly lines: readonly Line[];
  readonly x: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The texts that a page's form fields and notes hold, from the top of the page. */
export async function filledIn(page: PDFPageProxy): Promise<Filled[]> {
  const annotations = (await page.getAnnotations()) as readonly Annotation[];
  const drawn = annotations.some(isDrawnOnly) ? await drawnTexts(page) : undefined;
  return annotations
    .flatMap((annotation) =>
      filled(
        isDrawnOnly(annotation) ? { ...annotation, textContent: [drawn?.get(annotation.id ?? '') ?? ''] } : annotation,
      ),
    )
    .sort((a, b) => rowOf(b) - rowOf(a) || a.x - b.x);
}

/** A stamp says in its picture alone what it says. */
const isDrawnOnly = ({ subtype, contentsObj }: Annotation) => subtype === 'Stamp' && !contentsObj?.str;

/** The text in the appearances of a page's annotations, by their ids. */
async function drawnTexts(page: PDFPageProxy): Promise<ReadonlyMap<string, string>> {
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: AnnotationMode.ENABLE });
  const texts = new Map<string, string>();
  let id: string | undefined;
  for (const [i, operator] of fnArray.entries()) {
    const [first] = (argsArray as readonly (readonly unknown[] | null)[])[i] ?? [];
    if (operator === OPS.beginAnnotation) id = String(first);
    else if (operator === OPS.endAnnotation) id = undefined;
    else if (id !== undefined && operator === OPS.showText) {
      const text = (first as readonly ({ unicode: string } | number | null)[])
        .map((glyph) => (typeof glyph === 'object' ? (glyph?.unicode ?? '') : glyph < -200 ? ' ' : ''))
        .join('');
      texts.set(id, [texts.get(id), text].filter((part) => part !== undefined).join('\n'));
    }
  }
  return texts;
}

const rowOf = ({ top }: Filled) => Math.round(top / 4);

function filled(annotation: Annotation): Filled[] {
  const { rect, annotationFlags = 0, hidden } = annotation;
  if (!rect || hidden || (annotationFlags & NOT_SHOWN) !== 0) return [];
  const [x = 0, bottom = 0, right = 0, top = 0] = rect;
  const y = Math.max(bottom, top - LETTERS);
  const lines = textOf(annotation)
    .split(/\r\n?|\n/)
    .map((text) => text.trim().replace(/\s+/g, ' '))
    .filter((text) => text !== '')
    .map((text): Line => ({ text, x, y, right, height: LETTERS, apart: true }));
  return lines.length === 0 ? [] : [{ lines, x, right, top, bottom }];
}

function textOf(annotation: Annotation): string {
  const { subtype, contentsObj, textContent } = annotation;
  switch (subtype) {
    case 'Widget':
      return valueOf(annotation);
    case 'FreeText':
    case 'Stamp':
      return shown(contentsObj?.str) || (textContent ?? []).join('\n');
    case 'Text':
      return shown(contentsObj?.str);
    default:
      return '';
  }
}

function valueOf({
  fieldType,
  fieldValue,
  password,
  pushButton,
  checkBox,
  radioButton,
  buttonValue,
  exportValue,
  alternativeText,
  options = [],
  textContent,
}: Annotation): string {
  switch (fieldType) {
    case 'Tx':
      return password ? '' : shown(fieldValue) || (textContent ?? []).join('\n');
    case 'Ch': {
      const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).filter(
        (value): value is string => typeof value === 'string' && value !== '',
      );
      return values
        .map((value) => options.find((option) => option.exportValue === value)?.displayValue ?? value)
        .join('\n');
    }
    case 'Btn': {
      if (pushButton) return '';
      const own = (checkBox ? exportValue : radioButton ? buttonValue : undefined) ?? '';
      if (own === '' || own === 'Off' || fieldValue !== own) return '';
      return shown(alternativeText) || (NAMELESS.test(own) ? '' : own);
    }
    default:
      return '';
  }
}

const shown = (value: unknown) => (typeof value === 'string' ? value : '');

/** Puts what was filled in where a reader comes to it: behind what stands beside it on the left, or else above it. */
export function withFilledIn(lines: readonly Line[], fields: readonly Filled[]): readonly Line[] {
  if (fields.length === 0) return lines;
  const behind = new Map<number, Line[]>();
  for (const field of fields) {
    const at = placeOf(field, lines);
    behind.set(at, [...(behind.get(at) ?? []), ...field.lines]);
  }
  return [...(behind.get(-1) ?? []), ...lines.flatMap((line, i) => [line, ...(behind.get(i) ?? [])])];
}

/** The line that is read before a field; -1 where it is the first of all. */
function placeOf({ x, right, top, bottom }: Filled, lines: readonly Line[]): number {
  let best = -1;
  let least = Infinity;
  for (const [i, line] of lines.entries()) {
    const isAbove = line.y >= top - 0.3 * line.height;
    const isBeside = !isAbove && line.y >= bottom - 0.3 * line.height && line.x < x;
    if (!isBeside && !isAbove) continue;
    const cost = (isBeside ? 0 : line.y - top + 1) + (isBeside || (line.x < right && line.right > x) ? 0 : ASIDE);
    if (cost <= least) [best, least] = [i, cost];
  }
  return best;
}
