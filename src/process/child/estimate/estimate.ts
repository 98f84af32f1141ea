import type { CorpusStep, Progress, Stage } from '../../../protocol/job.ts';
import { CORPUS_STEPS, corpusCost, reportCost } from './reduce-cost.ts';

/** Share of a job that listing counts as: it comes before anything is known of the job's size. */
const READING = 0.02;

/** Share of the documents' work, and documents, to wait for before a time is named. */
const EARLY = { share: 0.02, documents: 8 };

/** What a job is made of, once its documents are listed. */
export interface JobPlan {
  readonly documents: number;
  readonly threads: number;
  /** Whether documents are compared with machine samples. */
  readonly samples?: boolean;
  /** Mean of the documents' characters. */
  readonly length?: number;
  /** Seconds of one core that a document costs, as far as its size says. */
  readonly costOf: (document: number) => number;
}

/**
 * Follows a job and says how far it is. Work is counted in seconds of one core of some machine ({@link JobPlan.costOf}, {@link corpusCost}); how long such a second is on this machine
 * is learned from the documents, and of the steps that compare them from those that are behind. Whatever else the machine does while the documents are analysed counts for the rest.
 */
export class ProgressEstimate {
  private stage: Stage = 'reading';
  private stageStartedAt: number;
  private done = 0;
  private plan: JobPlan = { documents: 0, threads: 1, costOf: () => 1 };
  /** Of all documents that are to be analysed; what was kept from before costs nothing. */
  private mapWork = 0;
  private mapDone = 0;
  /** Of documents that are judged once more. */
  private againWork = 0;
  /** What was done and when, document by document. */
  private readonly history: { readonly at: number; readonly work: number }[] = [];
  /** Place in the history where half of what is done was done. */
  private half = 0;
  private step: CorpusStep | undefined;
  private stepStartedAt = 0;
  private furthest = 0;

  /** @param now milliseconds, monotonic */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.stageStartedAt = now();
  }

  /** The documents are listed. */
  planned(plan: JobPlan): void {
    this.plan = plan;
    for (let i = 0; i < plan.documents; i++) this.mapWork += plan.costOf(i);
  }

  enter(stage: Stage): Progress {
    this.stage = stage;
    this.stageStartedAt = this.now();
    return this.current();
  }

  /** A document is through the map stage. @param kept whether its analysis was kept from before */
  finished(document: number, kept = false): Progress {
    const cost = this.plan.costOf(document);
    this.done++;
    if (kept) this.mapWork -= cost;
    else this.history.push({ at: this.now(), work: (this.mapDone += cost) });
    return this.current();
  }

  /** Some documents are to be judged once more. */
  again(documents: readonly number[]): Progress {
    this.againWork = documents.reduce((work, document) => work + this.plan.costOf(document), 0);
    return this.enterStep('given');
  }

  /** A step of the reduce stage begins. */
  enterStep(step: CorpusStep): Progress {
    this.step = step;
    this.stepStartedAt = this.now();
    return this.current();
  }

  /** The job is done. */
  completed(): Progress {
    return { ...this.enter('report'), fraction: 1, secondsLeft: 0 };
  }

  current(): Progress {
    const { before, current, elapsed, after } = this.work();
    const all = before + current + after;
    const fraction =
      this.stage === 'reading' || all === 0
        ? 0
        : READING + (1 - READING) * ((before + Math.min(elapsed, current)) / all);
    this.furthest = Math.max(this.furthest, Math.min(fraction, 0.999));
    return {
      stage: this.stage,
      ...(this.stage === 'corpus' && this.step && { step: this.step }),
      fraction: this.furthest,
      done: this.done,
      total: this.plan.documents,
      secondsLeft: this.secondsLeft(Math.max(0, current - elapsed) + after),
    };
  }

  /** Work by the clock: what is behind, of which the current step, or all documents, consist, how much of that is done, and what comes after it. */
  private work() {
    const { documents: n, threads } = this.plan;
    const map = this.mapWork / threads;
    const steps = this.steps();
    const corpus = sum(steps);
    switch (this.stage) {
      case 'reading':
      case 'documents':
        return { before: 0, current: map, elapsed: this.mapDone / threads, after: corpus + reportCost(n) };
      case 'corpus': {
        const at = this.step ? CORPUS_STEPS.indexOf(this.step) : 0;
        return {
          before: map + sum(steps.slice(0, at)),
          current: steps[at] ?? 0,
          elapsed: this.elapsed(this.step ? this.stepStartedAt : this.stageStartedAt),
          after: sum(steps.slice(at + 1)) + reportCost(n),
        };
      }
      case 'report':
        return { before: map + corpus, current: reportCost(n), elapsed: this.elapsed(this.stageStartedAt), after: 0 };
    }
  }

  /** What each step of the reduce stage costs. */
  private steps(): number[] {
    const { documents: n, threads, length, samples } = this.plan;
    return CORPUS_STEPS.map((step) => {
      if (step === 'samples' && !samples) return 0;
      if (step === 'given')
        return this.againWork === 0 ? 0 : corpusCost(step, n, threads, length) + this.againWork / threads;
      return corpusCost(step, n, threads, length);
    });
  }

  /** Work that is done since a moment, as far as the clock says. */
  private elapsed(since: number): number {
    const pace = this.pace();
    return pace > 0 ? (this.now() - since) / pace : 0;
  }

  private secondsLeft(work: number): number | null {
    const early =
      this.stage === 'reading' ||
      (this.stage === 'documents' &&
        (this.history.length < EARLY.documents || this.mapDone < EARLY.share * this.mapWork));
    return early ? null : Math.round((work * this.pace()) / 1000);
  }

  /** Milliseconds by the clock that a second of work takes. */
  private pace(): number {
    const ofDocuments = this.paceOfDocuments();
    if (this.stage !== 'corpus' && this.stage !== 'report') return ofDocuments;
    const steps = this.steps();
    const behind = steps.slice(0, this.step ? CORPUS_STEPS.indexOf(this.step) : 0);
    const share = sum(behind) / sum(steps);
    if (this.stage === 'report' || !this.step || share < TRUSTED) return ofDocuments;
    return (this.stepStartedAt - this.stageStartedAt) / sum(behind);
  }

  /** Of the later half of what is done: the first documents wait for models and for code that is not yet compiled. */
  private paceOfDocuments(): number {
    const last = this.history.at(-1);
    while ((this.history[this.half]?.work ?? Infinity) < this.mapDone / 2) this.half++;
    const first = this.history[this.half];
    if (!last || !first || first === last) return REFERENCE;
    return ((last.at - first.at) * this.plan.threads) / (last.work - first.work);
  }
}

/** Share of the comparing that must be behind before its own pace counts. */
const TRUSTED = 0.3;

/** The pace where nothing was analysed anew: that of the machine that the costs were measured on. */
const REFERENCE = 1000;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
