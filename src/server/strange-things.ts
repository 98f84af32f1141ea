import type { BatchName, StrangeThing } from './store/batch-files.ts';
import type { ServiceLog } from './queue.ts';

/** Something strange, and how to look at it again. */
interface Strange {
  readonly thing: StrangeThing;
  /** @returns whether nothing is strange about it any more */
  readonly again: () => Promise<boolean>;
}

/** What lies among the batches and is none, or none that can be read. Each is left as it is, told once, and looked at again. */
export class StrangeThings {
  private readonly things = new Map<string, Strange>();

  constructor(private readonly log: ServiceLog) {}

  list(): readonly StrangeThing[] {
    return [...this.things.values()].map(({ thing }) => thing);
  }

  /** Whether something is strange about a batch. */
  has({ tenant, id }: BatchName): boolean {
    return this.list().some(({ batch }) => batch?.tenant === tenant && batch.id === id);
  }

  tell(thing: StrangeThing, again: () => Promise<boolean> = () => Promise.resolve(false)): void {
    if (this.things.get(thing.at)?.thing.message !== thing.message)
      this.log.error(
        { at: thing.at, ...(thing.batch && { batch: thing.batch.id }) },
        `${thing.message} It is left as it is; see ghostwriter-batch doctor.`,
      );
    this.things.set(thing.at, { thing, again });
  }

  /** Looks again at all of them: a drive may be back, a right be given, files be closed. */
  async lookAgain(): Promise<void> {
    for (const [at, { thing, again }] of this.things)
      if (await again().catch(() => false)) {
        this.things.delete(at);
        this.log.info({ at: thing.at }, 'it can be read again');
      }
  }
}
