import { buffer } from 'node:stream/consumers';
import { VECTORS_DAMAGED } from '../../exports/read-vectors.ts';
import { NoticeError } from '../../report/notice.ts';
import { RESULTS_DAMAGED } from '../../exports/read-own-report.ts';
import type { Report } from '../../report/report.ts';
import { ownReport, REPORT_FILE } from '../../report/report-file.ts';
import { decodeVectors, type Vectors, VECTORS_FILE } from '../../report/vectors-file.ts';
import { BrokenSeal, checkedPieces } from '../../storage/sealed-json.ts';
import { batchKey, type BatchName } from './batch-files.ts';
import type { BlobContent, BlobStore } from './blob-store.ts';

/** A file of a batch's results, as a stream; `undefined` where there is none. */
export const resultFile = (store: BlobStore, batch: BatchName, name: string): Promise<BlobContent | undefined> =>
  store.get(`${batchKey(batch)}/${name}`);

/**
 * The report of a completed batch.
 *
 * @throws with a message for people when it is missing or damaged
 */
export async function storedReport(store: BlobStore, batch: BatchName): Promise<Report> {
  const file = await resultFile(store, batch, REPORT_FILE);
  let report: Report | undefined;
  try {
    report = file && (await ownReport(checkedPieces(file.stream)));
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error;
  }
  if (!report) throw new NoticeError(RESULTS_DAMAGED);
  return report;
}

/**
 * The vectors that an analysis left beside its report; `undefined` where there are none.
 *
 * @throws with a message for people where they are damaged
 */
export async function storedVectors(store: BlobStore, batch: BatchName): Promise<Vectors | undefined> {
  const file = await resultFile(store, batch, VECTORS_FILE);
  const bytes = file && (await buffer(file.stream));
  try {
    return bytes && decodeVectors(bytes);
  } catch {
    throw new Error(VECTORS_DAMAGED);
  }
}
