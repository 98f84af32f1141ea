import path from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { IN_WORDS, issuesText } from '../../protocol/schema-issues.ts';
import type { Job, Progress } from '../../protocol/job.ts';
import { can } from '../../protocol/job-state.ts';
import { DEFAULT_READING, groupedWhere } from '../../report/reading-options.ts';
import { LEFT_OUT_KINDS } from '../../report/left-out.ts';
import type { AnalysisOptions, SourceDescription } from '../../report/report.ts';
import { describeSource } from '../../process/host/describe-source.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { analysisOptions, analysisThreads } from '../settings.ts';
import type {
  AnalysisHandle,
  AnalyzeOptions,
  GhostwriterAPI,
  GhostwriterError,
  GhostwriterErrorCode,
} from './ghostwriter.d.ts';

class ApiError extends Error implements GhostwriterError {
  override readonly name = 'GhostwriterError';

  constructor(
    readonly code: GhostwriterErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const folder = z.optional(
  z.string().check(z.refine((at) => at === '' || path.isAbsolute(at), 'an absolute path, or empty for none')),
);
const globs = z.optional(z.array(z.string().check(z.minLength(1))));
const Options = z.strictObject({
  granularity: z.optional(z.enum(['sentence', 'paragraph'])),
  clusters: z.optional(z.union([z.literal('auto'), z.int().check(z.minimum(1))])),
  threshold: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  seed: z.optional(z.int().check(z.minimum(0))),
  prior: z.optional(z.number().check(z.minimum(0.01), z.maximum(0.99))),
  encoder: z.optional(z.enum(['auto', 'full', 'fast'])),
  leaveOut: z.optional(z.array(z.enum(LEFT_OUT_KINDS))),
  acrossGroups: z.optional(z.boolean()),
  baseline: folder,
  machineSamples: folder,
  include: globs,
  exclude: globs,
  show: z.optional(z.boolean()),
});

/**
 * The API for other extensions.
 *
 * @param show opens the results panel of a job
 * @throws {@link GhostwriterError} for a version other than 1
 */
export function getAPI(version: number, jobs: Jobs, show: (jobId: string) => void): GhostwriterAPI {
  if (version !== 1)
    throw new ApiError(
      'unsupported-version',
      `This version of Ghost-Writer has no API of version ${version}; it has version 1. Update Ghost-Writer, or ask for version 1.`,
    );
  const known = (id: string): Job => {
    const job = jobs.get(id);
    if (!job) throw new ApiError('job-not-found', 'This analysis was removed. Analyse its source again.');
    return job;
  };
  const report: GhostwriterAPI['report'] = async (id) => {
    const job = known(id);
    if (job.status !== 'completed') throw withoutResults(job);
    return jobs.reports.whole(id);
  };
  const cancel = (id: string) => {
    known(id);
    jobs.cancel(id);
  };
  return {
    version: 1,
    analyze: async (paths, given = {}) => {
      const { show: open = false, ...options } = checked(given);
      const queued = await jobs.start(await sourceOf(paths), merged(analysisOptions(), options), analysisThreads());
      if (open) show(queued.job.id);
      return handle(jobs, queued.job, queued.ended);
    },
    jobs: () => jobs.list(),
    report,
    cancel,
    show: (id) => show(known(id).id),
    onDidChangeJobs: jobs.onDidChange,
    onDidProgress: jobs.onDidProgress,
  };
}

function handle(jobs: Jobs, queued: Job, ended: Promise<Job>): AnalysisHandle {
  const { id } = queued;
  let last = queued;
  void ended.then((job) => (last = job));
  return {
    id,
    get job() {
      return jobs.get(id) ?? last;
    },
    onDidProgress: (listener, self?: unknown, disposables?: vscode.Disposable[]) => {
      const ofThisJob = (event: { readonly job: Job; readonly progress: Progress }) => {
        if (event.job.id === id) listener.call(self, event.progress);
      };
      return jobs.onDidProgress(ofThisJob, undefined, disposables);
    },
    ended,
    report: async () => {
      const job = await ended;
      if (job.status !== 'completed') throw withoutResults(job);
      return jobs.reports.whole(id);
    },
    cancel: () => jobs.cancel(id),
  };
}

function withoutResults({ source, status, error }: Job): ApiError {
  const next =
    error ??
    (status === 'paused'
      ? 'Resume it to get its results.'
      : can('complete', status) || status === 'pending'
        ? 'Wait until it has ended.'
        : 'Run it again to get its results.');
  return new ApiError('not-completed', `${source.name} has no results: it is ${status}. ${next}`);
}

function checked(given: AnalyzeOptions): z.output<typeof Options> {
  const { data, error } = Options.safeParse(given, IN_WORDS);
  if (error)
    throw new ApiError(
      'invalid-options',
      `The options of the analysis are not understood: ${issuesText(error, 'options')}.`,
    );
  return data;
}

/** Another extension's globs to leave out come on top: the user's own must go on holding. */
function merged(
  settings: AnalysisOptions,
  { include, exclude = [], ...options }: Omit<z.output<typeof Options>, 'show'>,
): AnalysisOptions {
  const reading = settings.reading ?? DEFAULT_READING;
  const chosen = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { baseline, machineSamples, ...all }: AnalysisOptions = { ...settings, ...chosen };
  return {
    ...all,
    ...(baseline && { baseline }),
    ...(machineSamples && { machineSamples }),
    reading: groupedWhere(all.acrossGroups, {
      ...reading,
      ...(include && { include }),
      exclude: [...reading.exclude, ...exclude],
    }),
  };
}

async function sourceOf(paths: readonly (string | vscode.Uri)[]): Promise<SourceDescription> {
  const files = paths.map((at) => {
    const uri = typeof at === 'string' ? vscode.Uri.file(at) : at;
    if (uri.scheme !== 'file')
      throw new ApiError(
        'not-on-disk',
        `${uri.toString(true)} does not lie on this machine's disk. Copy it there and analyse the copy.`,
      );
    return uri.fsPath;
  });
  if (files.length === 0)
    throw new ApiError('source-not-found', 'There is nothing to analyse. Name a folder, an archive or files.');
  try {
    return await describeSource(files);
  } catch {
    throw new ApiError(
      'source-not-found',
      `${files.join(', ')} is not there, or cannot be read. Choose another folder, archive or files.`,
    );
  }
}
