import path from 'node:path';
import type { Baseline } from '../../../analysis/authorship.ts';
import { throwIfCancelled } from '../../../analysis/cancellation.ts';
import { Detector } from '../../../analysis/document/detector.ts';
import { Template } from '../../../analysis/document/template.ts';
import type { Problem } from '../../../analysis/sources/problem.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../../report/reading-options.ts';
import { ParserThread } from '../../threads/parser-thread.ts';
import { scoreBaseline } from './baseline.ts';
import type { Judging, NamedText } from './judged-folder.ts';
import { readSamples, withoutSamples } from './machine-samples.ts';
import { type PreparedMap, prepareMap } from './prepare-map.ts';
import type { JobEnvironment } from './job-environment.ts';

/** The documents of a job, and what they are analysed by and compared with. */
export interface ListedJob extends PreparedMap {
  readonly reading: ReadingOptions;
  /** What AI probabilities are said by. */
  readonly scale: { readonly prior: number; readonly baseline?: Baseline };
  /** Texts that people are known to have written. */
  readonly people: readonly NamedText[];
  /** Machine samples; none where there are too few. */
  readonly samples: readonly NamedText[];
  /** What texts outside of the source are judged by. */
  readonly judging: Judging;
  /** Ends the thread that reads them. */
  readonly endReading: () => void;
}

/** Lists a job's documents, and reads the texts beside them that it is compared with. */
export async function listJob(
  request: AnalyzeRequest,
  { modelsFolder, threadPath, parserPath, signal }: JobEnvironment,
): Promise<ListedJob> {
  const { baseline: baselineFolder, machineSamples, prior = 0.5, reading = DEFAULT_READING } = request.options;
  const parser = new ParserThread(parserPath);
  const prepared = await prepareMap(request, reading, parser.parse, modelsFolder, path.dirname(threadPath));
  let detector: Detector | undefined;
  const judging = {
    detector: () => (detector ??= Detector.load(modelsFolder)),
    reading,
    parse: parser.parse,
    ...(prepared.template && { template: new Template(prepared.template) }),
    signal,
  };
  const { baseline, people, warnings: ofBaseline } = await scoreBaseline(baselineFolder, judging);
  const { samples, warnings: ofSamples } = await readSamples(machineSamples, people, judging);
  if (samples.length === 0) parser.close();
  const { listed, warnings: ofInside } = withoutSamples(prepared.listed, machineSamples);
  throwIfCancelled(signal);
  const warnings: readonly Problem[] = [...prepared.warnings, ...ofBaseline, ...ofSamples, ...ofInside];
  return {
    ...prepared,
    listed,
    warnings,
    reading,
    scale: { prior, ...(baseline && { baseline }) },
    people,
    samples,
    judging,
    endReading: () => parser.close(),
  };
}
