import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ANNOTATIONS_FILE,
  ANNOTATIONS_RUN_FILE,
  AnnotationsRunSchema,
  AnnotationsSchema,
} from '../jobs/annotations-file.ts';
import { REMOTE_FILE, RemoteStateSchema } from '../jobs/remote-state.ts';
import { readOwnReport } from '../exports/read-own-report.ts';
import { readVectors } from '../exports/read-vectors.ts';
import { COLUMNS_FILE, DETAILS_FILE } from '../protocol/large-report.ts';
import { OVERVIEW_FILE } from '../report/overview.ts';
import { SIMILARITY_FILE } from '../report/report-file.ts';
import { VECTORS_FILE } from '../report/vectors-file.ts';
import { absent, isAbsent, unreadableBecause } from '../storage/absent.ts';
import { ANALYSES_FILE } from '../storage/analysis-logs.ts';
import { arePartsWhole } from '../storage/parts-file.ts';
import { readJson, UnreadableFile } from '../storage/read-json.ts';
import { LogReader } from '../storage/record-log.ts';
import { isSealedFile } from '../storage/sealed-file.ts';
import { setAside } from '../storage/set-aside.ts';
import type { Finding } from './finding.ts';

interface FileCheck {
  readonly name: string;
  /** What becomes of a job without it. */
  readonly without: string;
  /**
   * @param file absolute path of a file that is there
   * @returns what is wrong with it
   * @throws the file system's error
   */
  readonly check: (file: string) => Promise<string | undefined>;
}

const json = (parses: (value: unknown) => boolean) => async (file: string) => {
  try {
    await readJson(file, (value) => (parses(value) ? value : undefined));
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableFile && error.damaged) return error.message;
    throw error;
  }
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The files beside `job.json` and `report.json` that a job can do without. */
const FILES: readonly FileCheck[] = [
  {
    name: ANNOTATIONS_FILE,
    without: 'Tags and notes are lost with it: take it from a backup, if there is one.',
    check: json((value) => AnnotationsSchema.safeParse(value).success),
  },
  {
    name: ANNOTATIONS_RUN_FILE,
    without: 'Tags and notes may belong to other documents after the analysis ran again: look at them.',
    check: json((value) => AnnotationsRunSchema.safeParse(value).success),
  },
  {
    name: REMOTE_FILE,
    without: "Its texts may still be on a server: look at that server's page, and delete them there.",
    check: json((value) => RemoteStateSchema.safeParse(value).success),
  },
  {
    name: 'lease.json',
    without: 'The batch begins a new run, which finds what was done.',
    check: json((value) => isObject(value) && 'run' in value),
  },
  { name: OVERVIEW_FILE, without: 'It is made of the report when it is opened.', check: json(isObject) },
  { name: COLUMNS_FILE, without: 'The report is opened as a whole.', check: json(isObject) },
  {
    name: VECTORS_FILE,
    without: 'It cannot be searched by meaning until it is analysed again.',
    check: (file) =>
      readVectors(path.dirname(file)).then(
        () => undefined,
        () => damageUnlessRefused(file),
      ),
  },
  {
    name: 'report-before.json',
    without: 'What changed since it was last seen cannot be shown.',
    check: async (file) => ((await readOwnReport(file)) ? undefined : `${file} is damaged.`),
  },
  {
    name: SIMILARITY_FILE,
    without: 'Single pairs of its heatmap cannot be looked at until it is analysed again.',
    check: async (file) => ((await isSealedFile(file)) ? undefined : `${file} is damaged.`),
  },
  {
    name: DETAILS_FILE,
    without: 'It is made anew of the report when a document is looked at.',
    check: async (file) => ((await arePartsWhole(file)) ? undefined : `${file} is damaged.`),
  },
  {
    name: ANALYSES_FILE,
    without: 'What was done of its documents is done again when it runs.',
    check: (file) => Promise.resolve(damageOfLog(file)),
  },
];

/** Looks at the files of a job beside its state and its report. */
export async function examineFiles(folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, without, check } of FILES) {
    const file = path.join(folder, name);
    try {
      const found = await lstat(file).catch(absent);
      if (!found) continue;
      const problem = found.isFile() ? await check(file) : `${file} is no file.`;
      if (problem !== undefined)
        findings.push({
          at: file,
          problem,
          advice: `With --repair it is set aside. ${without}`,
          repair: async () => `It was set aside as ${await setAside(file)}. ${without}`,
        });
    } catch (error) {
      if (!isAbsent(error))
        findings.push({
          at: file,
          problem: `${file} is there, and ${unreadableBecause(error)}.`,
          advice: 'Then run this again.',
        });
    }
  }
  return findings;
}

/** The file is read once more: only what can be read can be called damaged. */
async function damageUnlessRefused(file: string): Promise<string> {
  await readFile(file);
  return `${file} is damaged.`;
}

function damageOfLog(file: string): string | undefined {
  const log = LogReader.open(file);
  if (!log) return `${file} is damaged: it does not begin as such a log does.`;
  try {
    const { end } = log.index(true);
    return log.behind(end).kind === 'damaged' ? `${file} is damaged in its middle.` : undefined;
  } finally {
    log.close();
  }
}
