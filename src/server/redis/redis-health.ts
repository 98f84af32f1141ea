import { messageOf } from '../../protocol/message-of.ts';
import type { ServiceLog } from '../queue.ts';

/** `away`: Redis cannot be reached, and will be again · `refused`: it answers, and does not do what is asked: it is full, read-only, or forbids a command · `lost`: a piece of work is another worker's by now, or nobody's any more · `program`: anything else, which is a fault of this program. */
export type RedisFailureKind = 'away' | 'refused' | 'lost' | 'program';

const AWAY = /^(ECONN|EPIPE$|ETIMEDOUT$|ENOTFOUND$|EAI_|EHOST|ENET|NR_CLOSED$|UNCERTAIN_STATE$)/;
const AWAY_WORDS =
  /connection is closed|connection (?:was )?(?:lost|ended)|max retries per request|stream isn't writeable|^(LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY)\b/i;
/** What the queue says of work whose lock is gone: it was not renewed in time, and the work was given to another, or it was taken out of the queue. */
const LOST_WORDS =
  /^(missing lock for|lock mismatch for|could not renew lock for|missing key for|job \S+ is not in the \w+ state)/i;
/** What Redis answers begins with a word of its own, and scripts of the queue pass it on. The name of its errors is none that can be gone by: it is another one in a bundle. */
const REFUSED_WORDS =
  /^[A-Z][A-Z0-9]{2,} |\b(OOM|NOPERM|MISCONF|READONLY|NOAUTH|WRONGPASS|NOREPLICAS|EXECABORT)\b|unknown command|command not allowed/;

/** What kind of failure an error of Redis, or of its client, is. */
export function redisFailureKind(error: unknown): RedisFailureKind {
  if (!(error instanceof Error)) return 'program';
  const { code, name, message } = error as NodeJS.ErrnoException;
  if ((code !== undefined && AWAY.test(code)) || name === 'MaxRetriesPerRequestError' || AWAY_WORDS.test(message))
    return 'away';
  if (LOST_WORDS.test(message)) return 'lost';
  return name === 'ReplyError' || REFUSED_WORDS.test(message) ? 'refused' : 'program';
}

/** So long a failure counts as going on after it was last seen. */
const FRESH_MS = 30_000;

interface Failure {
  readonly kind: RedisFailureKind;
  readonly message: string;
  count: number;
  lastAt: number;
}

/** What goes wrong with Redis: each thing stands in the log once, and then with how often it was seen once it is over. */
export class RedisHealth {
  private readonly failures = new Map<string, Failure>();
  private readonly totals: Record<RedisFailureKind, number> = { away: 0, refused: 0, lost: 0, program: 0 };

  constructor(private readonly log: ServiceLog) {}

  /** Takes a failure down. */
  failed(error: unknown): RedisFailureKind {
    this.tidy();
    const kind = redisFailureKind(error);
    const message = wordsOf(kind, error);
    this.totals[kind]++;
    const known = this.failures.get(message);
    if (known) {
      known.count++;
      known.lastAt = performance.now();
      return kind;
    }
    this.failures.set(message, { kind, message, count: 1, lastAt: performance.now() });
    // What another one goes on with has not failed.
    if (kind === 'lost') this.log.info({ kind }, message);
    else this.log.error({ kind, ...(kind === 'program' && { err: error }) }, message);
    return kind;
  }

  /** What goes wrong at present. */
  problems(): readonly { readonly kind: RedisFailureKind; readonly message: string; readonly count: number }[] {
    this.tidy();
    return [...this.failures.values()].map(({ kind, message, count }) => ({ kind, message, count }));
  }

  /** How often each kind was seen since the start. */
  counts(): Readonly<Record<RedisFailureKind, number>> {
    return this.totals;
  }

  private tidy(): void {
    for (const [key, { message, count, lastAt }] of this.failures)
      if (performance.now() - lastAt > FRESH_MS) {
        this.failures.delete(key);
        this.log.info({ count }, `over: ${message}`);
      }
  }
}

/** A sentence for people: what Redis says, and what to do. Its answers name commands and keys of ours, and no text. */
export function wordsOf(kind: RedisFailureKind, error: unknown): string {
  // Of commands that go together, the first that was refused is the reason.
  const [first] = (error as { readonly previousErrors?: readonly unknown[] } | undefined)?.previousErrors ?? [];
  const said =
    messageOf(first ?? error)
      .split('\n')[0]
      ?.replace(/,? (?:please check|script: ).*$/, '')
      .slice(0, 200) ?? '';
  switch (kind) {
    case 'away':
      return `Redis does not answer (${said}).`;
    case 'refused':
      return `Redis refuses what is asked of it (${said}). Look at its memory (maxmemory, with noeviction), its disk, and what its user may do.`;
    case 'lost':
      return 'Work that was begun here is not held here any more: it was stopped, or this process was too busy to say in time that it is at it, and another one goes on with it. If that comes often, raise --lock-seconds or run fewer workers on a machine.';
    case 'program':
      return `The queue failed (${said}).`;
  }
}
