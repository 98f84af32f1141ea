import type { Progress, Stage } from '../protocol/job.ts';

/** How often a turn is made twice as long, at most: beyond that it takes days. */
const MOST_DOUBLINGS = 20;

/** How often it is looked whether others wait, at most. */
const LOOK_EVERY_MS = 1000;

/** What a batch had of its turns so far. */
export interface Turns {
  /** Those that nothing was kept of: each makes the next one twice as long, so that a batch whose listing, or whose last stage, takes longer than a slice comes to its end all the same. */
  readonly fruitless: number;
  /** Documents that were done at the end of the one that came farthest. */
  readonly done: number;
}

export const NO_TURNS: Turns = { fruitless: 0, done: 0 };

/** A batch was stopped because another tenant's waits; it goes on later from what it has kept. */
export class Yielded extends Error {
  constructor(readonly turns: Turns) {
    super('Another batch has its turn now.');
    this.name = 'Yielded';
  }
}

interface Listeners {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

export interface Slice {
  readonly seconds: number;
  readonly turns: Turns;
  /** Whether somebody else should have this place; it is asked once the time is over, again and again. */
  readonly isWanted: () => boolean | Promise<boolean>;
}

/**
 * Lets an analysis go on for a slice of time, and longer while nobody else waits. What the documents stage has done is kept as it comes; whoever is stopped in another one loses that stage, and has more time
 * at the next try where nothing else came of this one. Writing the report is not interrupted: it is soon over.
 *
 * @param act begins the analysis with these listeners
 * @throws {@link Yielded} once the time is over and another one waits
 */
export async function withinSlice<T>(
  { onProgress, signal }: Listeners,
  { seconds, turns, isWanted }: Slice,
  act: (listeners: Listeners) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const most = seconds * 1000 * 2 ** Math.min(turns.fruitless, MOST_DOUBLINGS);
  const since = performance.now();
  const at: { stage: Stage; done: number } = { stage: 'reading', done: 0 };
  let asking = false;
  const look = async () => {
    if (asking || over.signal.aborted || at.stage === 'report' || performance.now() - since < most) return;
    asking = true;
    try {
      if (await isWanted()) over.abort();
    } finally {
      asking = false;
    }
  };
  // Whoever cannot say whether others wait is asked again.
  const timer = setInterval(() => void look().catch(() => undefined), Math.min(LOOK_EVERY_MS, (seconds * 1000) / 4));
  try {
    return await act({
      signal: AbortSignal.any([signal, over.signal]),
      onProgress: (progress) => {
        at.stage = progress.stage;
        if (at.stage === 'documents') at.done = Math.max(at.done, progress.done);
        onProgress(progress);
      },
    });
  } catch (error) {
    if (!over.signal.aborted || signal.aborted) throw error;
    const kept = at.done > turns.done;
    throw new Yielded({ fruitless: kept ? turns.fruitless : turns.fruitless + 1, done: Math.max(at.done, turns.done) });
  } finally {
    clearInterval(timer);
  }
}

/**
 * Who of those that wait should have a place of a tenant's: those of tenants that have fewer places.
 *
 * @param tenant who has the place
 * @param holding the tenants of all places that are taken, once a place
 */
export function wanting<W extends { readonly tenant: string }>(
  tenant: string,
  holding: readonly string[],
  waiting: readonly W[],
): readonly W[] {
  const held = (who: string) => holding.filter((other) => other === who).length;
  return waiting.filter((other) => other.tenant !== tenant && held(other.tenant) < held(tenant));
}
