import { AnalysisFailure } from '../../analysis/failure.ts';
import { isSystemError } from '../../analysis/sources/system-error.ts';
import { storageNotice } from '../../protocol/storage-notice.ts';

/**
 * Does something that writes into the job's folder.
 *
 * @throws {@link AnalysisFailure} `storage` where the file system refuses
 */
export async function stored<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isSystemError(error) ? new AnalysisFailure('storage', storageNotice(error, folder)) : error;
  }
}
