import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Template, templateHashes } from '../../../analysis/document/template.ts';
import { LEAST_SAMPLES } from '../../../analysis/samples/machine-samples.ts';
import { type Problem, problem } from '../../../analysis/sources/problem.ts';
import type { SurveySamplesRequest, SurveySamplesResponse } from '../../../protocol/analyzer.ts';
import { ASSIGNMENT_FILE, type LeftOutSample, type SampleFlaw } from '../../../protocol/machine-samples.ts';
import { type Notice, type NoticeCode, notice } from '../../../report/notice.ts';
import { absent } from '../../../storage/absent.ts';
import { judgeFolder, type Judging, type NamedText } from './judged-folder.ts';

/** The texts of a folder of machine samples, parted. */
export interface SortedSamples {
  /** Distinct ones, in the order of their names. */
  readonly samples: readonly NamedText[];
  readonly leftOut: readonly LeftOutSample[];
}

/**
 * Parts the texts of a folder into samples and what is none.
 *
 * @param people texts of the baseline
 * @param documents paths of the batch's documents by the SHA-256 of their texts
 * @throws {@link AnalysisFailure} when the folder is missing or holds no document
 */
export async function sortSamples(
  folder: string,
  people: readonly NamedText[],
  documents: Readonly<Record<string, string>>,
  judging: Judging,
): Promise<SortedSamples> {
  const unusable = (reason: Notice) => notice('samples-unusable', { reason });
  const assignment = await readFile(path.join(folder, ASSIGNMENT_FILE), 'utf8').catch(absent);
  const { texts, unjudged } = await judgeFolder(
    folder,
    unusable,
    judging,
    assignment === undefined ? undefined : new Template(templateHashes([assignment])),
  );
  const byPeople = new Map(people.map((p) => [p.sha256, p.name]));
  const seen = new Map<string, string>();
  const samples: NamedText[] = [];
  const leftOut: LeftOutSample[] = unjudged.map(({ name, why, assigned }) => ({
    name,
    why: assigned ? 'assignment' : why,
  }));
  for (const text of texts) {
    const flaw = text.assigned
      ? { why: 'assignment' as const }
      : (sameAs('duplicate', seen.get(text.sha256)) ??
        sameAs('baseline', byPeople.get(text.sha256)) ??
        sameAs('document', documents[text.shown]));
    if (flaw) leftOut.push({ name: text.name, ...flaw });
    else samples.push(text);
    if (!seen.has(text.sha256)) seen.set(text.sha256, text.name);
  }
  return { samples, leftOut };
}

const sameAs = (why: SampleFlaw, like: string | undefined) => (like === undefined ? undefined : { why, like });

/**
 * Says which texts of a folder the next analysis can use.
 *
 * @throws {@link AnalysisFailure} when a folder is missing, or holds no document
 */
export async function surveySamples(
  { folder, baseline, documents = {} }: SurveySamplesRequest,
  judging: Judging,
): Promise<SurveySamplesResponse> {
  const people = baseline === undefined ? [] : (await judgeFolder(baseline, (why) => why, judging)).texts;
  const { samples, leftOut } = await sortSamples(folder, people, documents, judging);
  return { usable: samples.map(({ name }) => name), leftOut };
}

/** Names in one warning at most. */
const MOST_NAMES = 5;

/** What is to be said in a report of texts that are no samples, a sentence for each reason. */
export function leftOutWarnings(folder: string, leftOut: readonly LeftOutSample[]): Problem[] {
  const name = path.basename(folder);
  const reasons = [...new Set(leftOut.map(({ why }) => why))].map((why) => ({
    why,
    texts: leftOut.filter((text) => text.why === why),
  }));
  return reasons.map(({ why, texts }) =>
    problem('machine-samples-left-out', notice(LEFT_OUT[why], { folder: name, names: listed(texts) })),
  );
}

function listed(texts: readonly LeftOutSample[]): string {
  const shown = texts.slice(0, MOST_NAMES).map(({ name, like }) => (like === undefined ? name : `${name} = ${like}`));
  return [...shown, ...(texts.length > MOST_NAMES ? ['…'] : [])].join(', ');
}

const LEFT_OUT = {
  unreadable: 'samples-unreadable',
  'too-short': 'samples-too-short',
  'not-english': 'samples-no-prose',
  'not-prose': 'samples-no-prose',
  'unlike-training': 'samples-no-prose',
  assignment: 'samples-assignment',
  duplicate: 'samples-duplicate',
  baseline: 'samples-in-baseline',
  document: 'samples-documents',
} as const satisfies Record<SampleFlaw, NoticeCode>;

/** What is said where too few are left. */
export const tooFew = (folder: string, count: number): Problem =>
  problem(
    'machine-samples-too-few',
    notice('samples-too-few', { count, folder: path.basename(folder), least: LEAST_SAMPLES }),
  );
