import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { TextFlow } from './text-flow.ts';

/** An element that PDF.js makes of a form in Adobe's XML (XFA 3.3), as a browser would draw it. */
interface FormElement {
  readonly name: string;
  readonly value?: string;
  readonly attributes?: {
    readonly type?: string;
    readonly value?: string;
    readonly textContent?: string;
    readonly checked?: boolean;
    readonly selected?: boolean;
    readonly hidden?: boolean;
    readonly 'aria-label'?: string | null;
    readonly style?: { readonly display?: string; readonly visibility?: string };
  };
  readonly children?: readonly (FormElement | null)[];
}

const LEFT_OUT = new Set(['svg', 'img', 'button']);
const IN_LINE = new Set(['span', 'a', 'b', 'i', 'sub', 'sup', '#text']);

/** Elements that are open, one in the other, at most. */
const DEEPEST = 300;

/**
 * The text of each page of a form that is written in Adobe's XML alone, with what was filled in behind its questions.
 *
 * @param document opened with `enableXfa`
 * @param most UTF-16 code units after which no further page is read
 */
export async function xfaPages(document: PDFDocumentProxy, most: number): Promise<string[]> {
  const pages: string[] = [];
  let read = 0;
  for (let number = 1; number <= document.numPages && read <= most; number++) {
    const page = await document.getPage(number);
    const flow = new TextFlow(most);
    write((await page.getXfa()) as FormElement | null, flow, 0);
    pages.push(flow.toString());
    read += pages.at(-1)!.length;
    page.cleanup();
  }
  return pages;
}

function write(element: FormElement | null, flow: TextFlow, depth: number): void {
  if (!element || depth > DEEPEST || LEFT_OUT.has(element.name) || isHidden(element)) return;
  const { name, value = '', attributes = {}, children = [] } = element;
  if (!IN_LINE.has(name)) flow.paragraph();
  switch (name) {
    case 'input':
      if (attributes.type === 'text') flow.text(attributes.value ?? '');
      else if (attributes.checked) flow.text(attributes['aria-label'] ?? '');
      break;
    case 'textarea':
      flow.text(attributes.textContent ?? attributes.value ?? '');
      break;
    case 'option':
      if (attributes.selected) flow.text(value);
      break;
    default:
      flow.text(value);
      for (const child of children) write(child, flow, depth + 1);
  }
  if (!IN_LINE.has(name)) flow.paragraph();
}

const isHidden = ({ attributes: { hidden, style } = {} }: FormElement) =>
  hidden === true || style?.display === 'none' || style?.visibility === 'hidden';
