import path from 'node:path';
import { COLUMNS_FILE, DETAILS_FILE, detailsOf, packReport } from '../../../protocol/large-report.ts';
import type { Report } from '../../../report/report.ts';
import { partsOf } from '../../../storage/parts-file.ts';
import { writeJson } from '../../../storage/sealed-json.ts';
import { writeAtomically } from '../../../storage/write-file.ts';

/** Writes a large report once more beside itself, in the two forms that the panel gets at without reading all of it. */
export async function writeForPanel(jobFolder: string, report: Report): Promise<void> {
  await writeJson(path.join(jobFolder, COLUMNS_FILE), packReport(report));
  await writeAtomically(path.join(jobFolder, DETAILS_FILE), partsOf(detailTexts(report)));
}

function* detailTexts({ documents }: Report): Generator<string> {
  for (const document of documents) yield JSON.stringify(detailsOf(document));
}
