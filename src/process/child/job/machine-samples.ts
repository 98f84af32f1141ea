import path from 'node:path';
import type { MappedDocument } from '../../../analysis/build-report.ts';
import { comparedText } from '../../../analysis/document/compared-text.ts';
import { sha256 } from '../../../analysis/models.ts';
import {
  byDigest,
  fitAgainstBaseline,
  fitAgainstBatch,
  type FittedSamples,
  type JudgedText,
  LEAST_BATCH,
  LEAST_SAMPLES,
  MOST_SAMPLES,
  type SampleJudgement,
} from '../../../analysis/samples/machine-samples.ts';
import { wordingOf } from '../../../analysis/samples/wording.ts';
import { type ListedDocument, UnreadableDocument } from '../../../analysis/sources/document-location.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import { readDocument } from '../../../analysis/sources/read-document.ts';
import { type Baseline, LEAST_BASELINE } from '../../../analysis/authorship.ts';
import type { LeftOutSample } from '../../../protocol/machine-samples.ts';
import type { MachineSamplesDescription } from '../../../report/report.ts';
import { throwIfCancelled } from '../../../analysis/cancellation.ts';
import type { Judging, NamedText } from './judged-folder.ts';
import { leftOutWarnings, type SortedSamples, sortSamples, tooFew } from './usable-samples.ts';
import { type Notice, notice } from '../../../report/notice.ts';

/**
 * Reads the samples of a folder. Texts that cannot be read or judged are left out, and it is said.
 *
 * @param people of the baseline, among whom none of the samples may be
 * @returns no samples where there are too few
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function readSamples(
  folder: string | undefined,
  people: readonly NamedText[],
  judging: Judging,
): Promise<{ samples: readonly NamedText[]; warnings: Problem[] }> {
  if (folder === undefined) return { samples: [], warnings: [] };
  const { samples: distinct, leftOut } = await sortSamples(folder, people, {}, judging);
  const warnings = leftOutWarnings(folder, leftOut);
  if (distinct.length < LEAST_SAMPLES) return { samples: [], warnings: [...warnings, tooFew(folder, distinct.length)] };
  if (distinct.length > MOST_SAMPLES)
    warnings.push(
      problem(
        'machine-samples-too-many',
        notice('samples-too-many', { folder: path.basename(folder), texts: distinct.length, most: MOST_SAMPLES }),
      ),
    );
  return { samples: byDigest(distinct), warnings };
}

/** The documents of a batch that do not lie in the folder of samples. */
export function withoutSamples(
  listed: readonly ListedDocument[],
  folder: string | undefined,
): { listed: readonly ListedDocument[]; warnings: Problem[] } {
  const lies = ({ location }: ListedDocument) =>
    folder !== undefined &&
    location.kind === 'file' &&
    !path.relative(folder, location.file).startsWith('..') &&
    !path.isAbsolute(path.relative(folder, location.file));
  const left = listed.filter((document) => !lies(document));
  const count = listed.length - left.length;
  // A batch of nothing but samples is looked at as any other.
  if (count === 0 || left.length === 0) return { listed, warnings: [] };
  return {
    listed: left,
    warnings: [
      problem('machine-samples-in-source', notice('samples-in-source', { count, folder: path.basename(folder!) })),
    ],
  };
}

/** The machine samples of a job. */
export interface ComparedSamples {
  /** Absent where too few are left beside the documents of the batch. */
  readonly description?: MachineSamplesDescription;
  /** What they say of the documents, by their places; skipped ones are not there. */
  readonly judgements: ReadonlyMap<number, SampleJudgement>;
  readonly warnings: readonly Problem[];
}

/** Most documents that samples are told from where there is no baseline: those of the smallest digests. */
const FITTED_BATCH = 250;

/**
 * Compares a batch with samples, after its documents were analysed: nothing that is kept of a document depends on them. Texts are read again.
 *
 * @param people of the baseline
 */
export async function compareWithSamples(
  folder: string,
  given: readonly NamedText[],
  people: readonly JudgedText[],
  baseline: Baseline | undefined,
  mapped: readonly MappedDocument[],
  judging: Judging,
): Promise<ComparedSamples> {
  const { samples: apart, leftOut } = withoutDocuments(given, mapped);
  const warnings = leftOutWarnings(folder, leftOut);
  if (apart.length < LEAST_SAMPLES)
    return { judgements: new Map(), warnings: [...warnings, tooFew(folder, apart.length)] };
  const samples = apart.slice(0, MOST_SAMPLES);
  const places = [...mapped.keys()].filter((place) => judgedOdds(mapped[place]!) !== null);
  const judgements = new Map<number, SampleJudgement>();
  const unread: string[] = [];
  const judgeAll = async (chosen: readonly number[], judge: (text: JudgedText, place: number) => void) => {
    for (const place of chosen) {
      throwIfCancelled(judging.signal);
      const text = await readAgain(mapped[place]!, judging);
      if (text) judge(text, place);
      else unread.push(mapped[place]!.listed.path);
    }
  };
  let fitted: FittedSamples;
  if (baseline && byDigest(people).length >= LEAST_BASELINE)
    fitted = fitAgainstBaseline(samples, people, baseline.description);
  else {
    const batch: JudgedText[] = [];
    await judgeAll(
      places.length <= FITTED_BATCH ? places : byDigestOfText(mapped, places).slice(0, FITTED_BATCH),
      (text) => batch.push(text),
    );
    unread.length = 0;
    fitted = fitAgainstBatch(samples, batch);
  }
  await judgeAll(places, (text, place) =>
    judgements.set(place, fitted.judge({ ...text, logOdds: judgedOdds(mapped[place]!)! })),
  );
  const description = { folder, ...fitted.description };
  return {
    description,
    judgements,
    warnings: [
      ...warnings,
      ...notes(description, baseline),
      ...unread.map((at) => problem('machine-samples-not-compared', notice('sample-not-compared', { path: at }))),
    ],
  };
}

/** A text that somebody handed in may be a student's, and proves nothing about machines. */
function withoutDocuments(samples: readonly NamedText[], mapped: readonly MappedDocument[]): SortedSamples {
  const documents = new Map(
    mapped.flatMap(({ listed, outcome }) =>
      'analysis' in outcome ? [[outcome.analysis.sha256, listed.path] as const] : [],
    ),
  );
  return {
    samples: samples.filter(({ shown }) => !documents.has(shown)),
    leftOut: samples.flatMap(({ name, shown }): LeftOutSample[] => {
      const like = documents.get(shown);
      return like === undefined ? [] : [{ name, why: 'document', like }];
    }),
  };
}

function notes(
  { folder, used, told, texts, against, others }: MachineSamplesDescription,
  baseline: Baseline | undefined,
): Problem[] {
  if (used) return [];
  const name = path.basename(folder);
  const noHelp = (said: Notice) => [problem('machine-samples-no-help', said)];
  if (baseline) return noHelp(notice('samples-like-baseline', { folder: name, told: told ?? 0, texts }));
  if (against === 'batch' && others < LEAST_BATCH)
    return noHelp(notice('samples-batch-too-small', { documents: others, least: LEAST_BATCH, folder: name }));
  return noHelp(notice('samples-like-batch', { folder: name }));
}

function byDigestOfText(mapped: readonly MappedDocument[], places: readonly number[]): number[] {
  const digest = (place: number) => {
    const { outcome } = mapped[place]!;
    return 'analysis' in outcome ? outcome.analysis.sha256 : '';
  };
  return [...places].sort((a, b) => (digest(a) < digest(b) ? -1 : digest(a) > digest(b) ? 1 : a - b));
}

const judgedOdds = ({ outcome }: MappedDocument) => ('analysis' in outcome ? outcome.analysis.logOdds : null);

/** The text of a document that was analysed; `undefined` where it is no longer that. */
async function readAgain(
  { listed, outcome, given }: MappedDocument,
  { reading, parse, template }: Judging,
): Promise<JudgedText | undefined> {
  if (!('analysis' in outcome)) return undefined;
  try {
    const document = await readDocument(listed, reading, parse);
    if (sha256(document.text) !== outcome.analysis.sha256) return undefined;
    const { own: text } = comparedText(document, template, given);
    return { sha256: sha256(text), wording: wordingOf(text), logOdds: outcome.analysis.logOdds?.value ?? 0 };
  } catch (error) {
    if (error instanceof UnreadableDocument) return undefined;
    throw error;
  }
}
