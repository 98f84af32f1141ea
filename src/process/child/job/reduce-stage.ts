import { availableParallelism } from 'node:os';
import type { MappedDocument } from '../../../analysis/build-report.ts';
import { throwIfCancelled } from '../../../analysis/cancellation.ts';
import { analyzeCorpus, type CorpusAnalysis } from '../../../analysis/corpus/analyze-corpus.ts';
import { RowProducts } from '../../../analysis/corpus/row-products.ts';
import type { Problem } from '../../../analysis/sources/problem.ts';
import type { AnalyzeRequest } from '../../../protocol/analyzer.ts';
import { LARGE_FROM } from '../../../protocol/large-report.ts';
import type { Notice } from '../../../report/notice.ts';
import type { MachineSamplesDescription } from '../../../report/report.ts';
import { encodeVectors } from '../../../report/vectors-file.ts';
import { placingIn } from '../../threads/layout-thread.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { stored } from '../stored.ts';
import { compareElsewhere } from './compare-elsewhere.ts';
import { earlierClusters } from './earlier-clusters.ts';
import type { JobProgress } from './job-progress.ts';
import type { ListedJob } from './list-stage.ts';
import { compareWithSamples } from './machine-samples.ts';
import type { MappedJob } from './map-stage.ts';
import type { JobEnvironment } from './job-environment.ts';
import { findGiven, judgeWithoutGiven } from './without-given.ts';

/** The documents of a job, compared with each other. */
export interface ReducedJob {
  /** In the order of the listing, as they are judged by what the batch and machine samples show. */
  readonly mapped: readonly MappedDocument[];
  /** Those that were analysed. */
  readonly analyzed: readonly MappedDocument[];
  readonly corpus: CorpusAnalysis;
  /** The embeddings, as they are kept for searching. */
  readonly vectors: Uint8Array;
  readonly machineSamples?: MachineSamplesDescription;
  readonly warnings: { readonly samples: readonly Problem[]; readonly earlier: readonly Problem[] };
  readonly notes: readonly Notice[];
}

/** Judges the documents of a job by what the batch and machine samples show, and compares them with each other. */
export async function reduceJob(
  request: AnalyzeRequest,
  { modelsFolder, layoutPath, onCompareElsewhere, signal }: JobEnvironment,
  progress: JobProgress,
  listing: ListedJob,
  { mapped, packed, mapWith }: MappedJob,
): Promise<ReducedJob> {
  const { options, jobFolder } = request;
  const places = [...mapped.keys()].filter((place) => 'analysis' in mapped[place]!.outcome);
  const { left, stretches } = findGiven(mapped, places, packed, options.leaveOut);
  let notes: readonly Notice[] = [];
  if (stretches.size > 0) {
    progress.judgeAgain([...stretches.keys()]);
    notes = await progress.during(
      stored(jobFolder, () => judgeWithoutGiven(request, listing.context, mapped, stretches, packed, mapWith)),
    );
  }
  const compared = await judgeBySamples(options.machineSamples, progress, listing, mapped);
  listing.endReading();
  const analyzed = places.map((place) => mapped[place]!);
  const vectors = encodeVectors(
    listing.encoder.tier,
    places.map((place) => ({ place, vector: packed.of(place).vector })),
  );
  const products = await RowProducts.load(modelsFolder, Math.min(mapWith.threads, availableParallelism()));
  const { earlier, warnings } = await earlierClusters(request.like);
  const collectIfLarge = () => {
    if (analyzed.length >= LARGE_FROM) collectGarbage();
  };
  const corpus = await progress
    .during(
      // Not held here: they are let go as soon as they were taken.
      analyzeCorpus(
        places.map((place) => packed.of(place)),
        options,
        products,
        earlier,
        {
          groups: analyzed.map(({ listed: { group } }) => group),
          left,
          placing: placingIn(layoutPath),
          onTaken: () => packed.releaseVectorsAndTerms(),
          ...(request.compareElsewhere === true && { compared: compareElsewhere(jobFolder, onCompareElsewhere) }),
          onStep: (step) => {
            collectIfLarge();
            progress.enterStep(step);
          },
        },
      ),
    )
    .finally(() => products.release());
  packed.release();
  collectIfLarge();
  throwIfCancelled(signal);
  return {
    mapped,
    analyzed,
    corpus,
    vectors,
    ...(compared?.description && { machineSamples: compared.description }),
    warnings: { samples: compared?.warnings ?? [], earlier: warnings },
    notes,
  };
}

/** Says of each document what machine samples say of it, where there are some. */
async function judgeBySamples(
  folder: string | undefined,
  progress: JobProgress,
  { samples, people, scale, judging }: ListedJob,
  mapped: MappedDocument[],
): Promise<Awaited<ReturnType<typeof compareWithSamples>> | undefined> {
  if (folder === undefined || samples.length === 0) return undefined;
  progress.enterStep('samples');
  const compared = await progress.during(compareWithSamples(folder, samples, people, scale.baseline, mapped, judging));
  for (const [place, judgement] of compared.judgements) mapped[place] = { ...mapped[place]!, samples: judgement };
  return compared;
}
