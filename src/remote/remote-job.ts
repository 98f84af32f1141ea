import { statSync } from 'node:fs';
import path from 'node:path';
import type { AnalyzeRequest, AnalyzeResponse } from '../protocol/analyzer.ts';
import { can, type StopReason } from '../protocol/job-state.ts';
import type { Progress } from '../protocol/job.ts';
import { type Notice, notice, reasonOf } from '../report/notice.ts';
import { withSettingsOf } from '../report/option-names.ts';
import { REPORT_FILE } from '../report/report-file.ts';
import { type AnalyzeListeners, AnalyzerError, cancelled, type JobRunner } from '../process/host/client.ts';
import type { BatchAnswer } from './answers.ts';
import { fetchResults } from './fetch-results.ts';
import { followBatch, PATIENCE, type Patience } from './follow-batch.ts';
import { multipart } from './multipart.ts';
import { newRemoteState, readRemoteState, type RemoteState, writeRemoteState } from '../jobs/remote-state.ts';
import type { ServiceClient } from './service-client.ts';
import { ServiceFailure } from './service-failure.ts';
import { prepareUpload } from './upload.ts';

/** Share of a job that uploading is. */
const UPLOAD = 0.1;

/** How long a server may take to stop or delete a batch before that is left. */
const CONTROL_MS = 5000;

/** What a remote job may do; both throw an {@link AnalyzerError} with a message for people. */
export interface RemotePermission {
  /** A client of the server, if it may be connected to. */
  readonly client: (url: string) => ServiceClient;
  /** Throws unless texts may go there. */
  readonly checkUpload: (url: string) => void;
}

/** A job that a server runs: it uploads the source, follows the batch and fetches the results into the job's folder. Called as the process here is. */
export class RemoteJob implements JobRunner {
  readonly pid = undefined;

  private readonly stopping = new AbortController();
  private why: StopReason | undefined;

  constructor(
    private readonly permission: RemotePermission,
    private readonly patience: Patience = PATIENCE,
  ) {}

  async analyze(
    request: AnalyzeRequest,
    {
      onProgress = () => undefined,
      onDocuments = () => undefined,
    }: Pick<AnalyzeListeners, 'onProgress' | 'onDocuments'> = {},
  ): Promise<AnalyzeResponse> {
    const { jobFolder } = request;
    const { signal } = this.stopping;
    const state = await readRemoteState(jobFolder).catch((error: unknown): never => {
      throw new AnalyzerError('storage', notice('remote-state-unreadable', { reason: reasonOf(error) }));
    });
    if (!state) throw new AnalyzerError('storage', notice('remote-state-missing'));
    const client = this.permission.client(state.url);
    let batch: string | undefined = state.batch;
    const tell = ({ fraction, ...progress }: Progress) =>
      onProgress({ ...progress, fraction: UPLOAD + (1 - UPLOAD) * fraction });
    try {
      const begun = await this.begin(client, request, state, onProgress, signal);
      ({ batch } = begun.state);
      const ended = await followBatch(
        client,
        begun.state.batch,
        { onProgress: tell, onDocuments, signal },
        this.patience,
      );
      checkCompleted(client.url, ended);
      const { summary } = await fetchResults(client, begun.state.batch, request, begun.state, signal);
      return {
        reportPath: path.join(jobFolder, REPORT_FILE),
        summary,
        reused: ended.reused ?? 0,
        notes: begun.notes,
        times: ended.times ?? [],
      };
    } catch (error) {
      if (this.why !== undefined) {
        if (batch !== undefined && this.why !== 'lose') await stopThere(client, batch, this.why);
        throw cancelled();
      }
      if (!(error instanceof ServiceFailure) || error.status !== 404) throw error;
      await writeRemoteState(jobFolder, newRemoteState(state.url));
      throw new AnalyzerError('internal', notice('remote-batch-gone', { url: client.url }));
    }
  }

  /** `cancel` and `pause` stop the batch there too; `lose` leaves it to go on, to be followed later. */
  stop(why: StopReason): void {
    this.why ??= why;
    this.stopping.abort();
  }

  dispose(): void {
    // Nothing runs here.
  }

  /** Uploads the source, or lets a batch go on that was uploaded before. */
  private async begin(
    client: ServiceClient,
    request: AnalyzeRequest,
    state: RemoteState,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<{ readonly state: RemoteState & { readonly batch: string }; readonly notes: readonly Notice[] }> {
    const { batch } = state;
    // A report without documents to be tried again: the source changed since.
    const outdated =
      statSync(path.join(request.jobFolder, REPORT_FILE), { throwIfNoEntry: false }) !== undefined &&
      request.retry === undefined;
    if (batch === undefined || outdated) {
      const uploaded = await this.upload(client, request, state.url, onProgress, signal);
      if (batch !== undefined) await client.remove(batch, AbortSignal.timeout(CONTROL_MS)).catch(() => undefined);
      return uploaded;
    }
    const { status } = await client.status(batch, signal);
    if (can('resume', status) || (status === 'completed' && request.retry !== undefined))
      await client.control(batch, 'retry', signal);
    return { state: { ...state, batch }, notes: [] };
  }

  private async upload(
    client: ServiceClient,
    request: AnalyzeRequest,
    url: string,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) {
    this.permission.checkUpload(url);
    await client.greet(signal);
    const uploadedAt = new Date().toISOString();
    const { fields, files, bytes, renamed, warnings, notes } = await prepareUpload(request);
    let sent = 0;
    const onSent = (more: number) => {
      sent += more;
      onProgress({
        stage: 'reading',
        fraction: UPLOAD * Math.min(1, sent / Math.max(1, bytes)),
        done: 0,
        total: 0,
        secondsLeft: null,
      });
    };
    const { id } = await client.upload(multipart(fields, files, onSent), signal);
    const state = { url, batch: id, uploadedAt, renamed: [...renamed], warnings: [...warnings] };
    await writeRemoteState(request.jobFolder, state);
    return { state, notes };
  }
}

/** Deletes on its server what a job has there; nothing where it runs here. */
export async function removeRemote(permission: RemotePermission, jobFolder: string): Promise<void> {
  const state = await readRemoteState(jobFolder).catch((error: unknown): never => {
    throw new AnalyzerError('internal', notice('removed-here-unknown', { reason: reasonOf(error) }));
  });
  if (state?.batch === undefined) return;
  try {
    await permission.client(state.url).remove(state.batch, AbortSignal.timeout(CONTROL_MS));
  } catch (error) {
    throw new AnalyzerError(
      'internal',
      notice('removed-here-alone', { url: state.url, batch: state.batch, reason: reasonOf(error) }),
    );
  }
}

function checkCompleted(url: string, { status, error, notice: said }: BatchAnswer): void {
  if (status === 'completed') return;
  if (status === 'failed')
    throw new AnalyzerError(
      'internal',
      said ?? (error === undefined ? notice('remote-failed', { url }) : withSettingsOf(error)),
    );
  throw new AnalyzerError('internal', notice('remote-stopped', { url }));
}

async function stopThere(client: ServiceClient, batch: string, why: 'cancel' | 'pause'): Promise<void> {
  await client.control(batch, why, AbortSignal.timeout(CONTROL_MS)).catch((error: unknown) => {
    // It has ended meanwhile, or is gone.
    if (error instanceof ServiceFailure && (error.status === 409 || error.status === 404)) return;
    throw new AnalyzerError('internal', notice('stopped-here-alone', { reason: reasonOf(error) }));
  });
}
