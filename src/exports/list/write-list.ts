import writeExcelFile, { type Feature, type SheetData } from 'write-excel-file/node';
import { getOrderOfSiblings, insertElementMarkupAccordingToOrderOfSiblings } from 'write-excel-file/utility';
import { wellFormed } from '../../report/outside-text.ts';
import type { PageLanguage } from '../../report/page-language.ts';
import type { Report, ReportDocument } from '../../report/report.ts';
import { escaped } from '../html-text.ts';
import { inLanguageOf, wordsOf } from '../pages/in-language.ts';
import { pageNames } from '../pages/names.ts';
import { listColumns, notesTitle, tagsTitle } from './list-row.ts';
import { KEY_TITLE, rowKey } from './row-key.ts';

/** UTF-16 code units that a cell of Excel holds. */
const LONGEST_CELL = 32_767;

/** Excel's format of cells that are text whatever is typed into them: none of them becomes a formula. */
const TEXT = '@';

/**
 * A report as a list for Excel and the like: a row a document, with filters and a header that stays, and a hidden column by which tags and notes that are written there are read again (`read-list.ts`).
 *
 * @param pagesFolder name of a folder beside it with the documents' pages, which the first column then leads to
 */
export async function writeList(
  report: Report,
  chosen: PageLanguage | undefined,
  pagesFolder: string | undefined,
): Promise<Uint8Array> {
  const { columns, rows } = inLanguageOf(chosen, () => rowsOf(report, chosen));
  const header = [...columns.map(({ title }) => title), KEY_TITLE].map((value) => ({
    value,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: '#e8e8e8',
    wrap: true,
    alignVertical: 'top' as const,
  }));
  const data: SheetData = [header, ...rows];
  const hidden = columns.length;
  return writeExcelFile(
    data,
    {
      sheet: 'Ghost-Writer',
      columns: [...columns, { width: 10 }].map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
      orientation: 'landscape',
    },
    { features: [hiddenColumn(hidden), filters(hidden, data.length), linksTo(report.documents, pagesFolder)] },
  ).toBuffer();
}

function rowsOf(report: Report, chosen: PageLanguage | undefined) {
  const { format, language } = wordsOf(chosen);
  const columns = listColumns(report, format, language);
  const titles = [tagsTitle(), notesTitle()] as const;
  const text = (value: string) => ({
    value: wellFormed(value.slice(0, LONGEST_CELL)),
    type: String,
    format: TEXT,
    wrap: true,
    alignVertical: 'top' as const,
  });
  const rows = report.documents.map((document) => {
    const key = rowKey(document, titles);
    return [
      ...columns.map(({ cell, share }) => {
        const value = cell(document);
        if (share && typeof value === 'number')
          return { value, type: Number, format: '0%', alignVertical: 'top' as const };
        return text(String(value ?? ''));
      }),
      // What does not fit would be cut, and then be none.
      text(key.length <= LONGEST_CELL ? key : rowKey({ ...document, tags: [], note: '' }, titles)),
    ];
  });
  return { columns, rows };
}

/** A change of the files that the library writes; none of them adds any. */
interface ListFeature {
  readonly files?: Pick<NonNullable<Feature<unknown>['files']>, 'transform'>;
}

const SHEET = 'xl/worksheets/sheet{id}.xml';

/** The library offers none of these, but a way to add them. */
const hiddenColumn = (hidden: number): ListFeature => ({
  files: {
    transform: {
      [SHEET]: {
        transformElementAttributes: (tag, attributes, index) =>
          tag === 'col' && index === hidden ? { ...attributes, hidden: 1 } : attributes,
      },
    },
  },
});

const inserted = (xml: string, markup: string) =>
  insertElementMarkupAccordingToOrderOfSiblings(xml, markup, getOrderOfSiblings(SHEET, 'worksheet') ?? [], 'worksheet');

const filters = (columns: number, rows: number): ListFeature => ({
  files: {
    transform: {
      [SHEET]: { transform: (xml) => inserted(xml, `<autoFilter ref="A1:${columnName(columns - 1)}${rows}"/>`) },
    },
  },
});

/** `A` … `Z`: there are fewer columns. */
const columnName = (place: number) => String.fromCharCode(65 + place);

function linksTo(documents: readonly ReportDocument[], folder: string | undefined): ListFeature {
  if (folder === undefined) return {};
  const names = pageNames(documents.filter(({ status }) => status === 'analyzed'));
  const links = documents.flatMap(({ id }, i) => {
    const name = names.get(id);
    return name === undefined ? [] : [{ cell: `A${i + 2}`, target: [folder, name].map(encodeURIComponent).join('/') }];
  });
  return {
    files: {
      transform: {
        [SHEET]: {
          transform: (xml) =>
            inserted(
              xml,
              `<hyperlinks>${links.map(({ cell }, i) => `<hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ref="${cell}" r:id="rId-page-${i}"/>`).join('')}</hyperlinks>`,
            ),
        },
        'xl/worksheets/_rels/sheet{id}.xml.rels': {
          insert: () =>
            links
              .map(
                ({ target }, i) =>
                  `<Relationship Id="rId-page-${i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${escaped(target)}" TargetMode="External"/>`,
              )
              .join(''),
        },
      },
    },
  };
}
