import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { type Scope, SCOPES, TENANT } from '../protocol/service.ts';
import { Serial } from '../jobs/serial.ts';
import { unreadableBecause } from '../storage/absent.ts';
import { OwnerLock } from '../storage/owner-lock.ts';
import { readJson, UnreadableFile } from '../storage/read-json.ts';
import { writeJson } from '../storage/sealed-json.ts';

export const TOKENS_FILE = 'tokens.json';
/** Folder of the lock of whoever changes them. */
export const TOKENS_LOCK = 'tokens.lock';

/** How long to wait for another one that changes them. */
const LOCK_MS = 30_000;

export const TokenFile = z.object({
  version: z.literal(1),
  tokens: z.array(
    z.object({
      id: z.string(),
      tenant: z.string().regex(TENANT),
      scopes: z.array(z.enum(SCOPES)),
      sha256: z.string(),
      createdAt: z.iso.datetime(),
    }),
  ),
});

/** A token as it is kept: its secret cannot be got back from that. */
export type KeptToken = z.infer<typeof TokenFile>['tokens'][number];

/** Who asks. */
export interface Caller {
  readonly tenant: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Which token it was; absent on a server without any. */
  readonly token?: string;
}

/**
 * The tokens of a data folder, in `tokens.json`. A secret has 256 random bits, so that its plain SHA-256 is as good as a slow hash. The file is read again once it has changed: a token that is
 * added or removed counts at once.
 */
export class Tokens {
  private readonly file: string;
  private readonly lockFolder: string;
  private readonly serial = new Serial();
  private kept: readonly KeptToken[] = [];
  private readAt = '';

  /** @param dataFolder absolute path */
  constructor(dataFolder: string) {
    this.file = path.join(dataFolder, TOKENS_FILE);
    this.lockFolder = path.join(dataFolder, TOKENS_LOCK);
  }

  /**
   * All of them, oldest first.
   *
   * @throws where the file is there and is none: a server must not take that for "no tokens"
   */
  async list(): Promise<readonly KeptToken[]> {
    // Every request asks. Not by a promise: it would wait in the threads of the file system behind the files of every upload.
    let now: string | undefined;
    try {
      const stats = statSync(this.file, { throwIfNoEntry: false });
      now = stats && `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
    } catch (error) {
      throw new Error(`${this.file} may be there, and ${unreadableBecause(error)}.`, { cause: error });
    }
    if (now === undefined) return (this.kept = []);
    if (now !== this.readAt) {
      this.kept = await this.read();
      this.readAt = now;
    }
    return this.kept;
  }

  /** As they are on disk now. */
  private async read(): Promise<readonly KeptToken[]> {
    const found = await readJson(this.file, (value) => TokenFile.safeParse(value).data).catch(
      (error: unknown): never => {
        throw error instanceof UnreadableFile && error.damaged
          ? new Error(`${error.message} Restore it from a backup, or move it away and add the tokens again.`)
          : error;
      },
    );
    return found?.tokens ?? [];
  }

  /** Makes a token. Its text is told this once. */
  async add(tenant: string, scopes: readonly Scope[]): Promise<{ readonly kept: KeptToken; readonly text: string }> {
    const id = randomBytes(4).toString('hex');
    const text = `gwb_${id}_${randomBytes(32).toString('base64url')}`;
    const kept: KeptToken = {
      id,
      tenant,
      scopes: [...new Set(scopes)],
      sha256: digestOf(text).toString('hex'),
      createdAt: new Date().toISOString(),
    };
    await this.change((tokens) => [...tokens, kept]);
    return { kept, text };
  }

  /** @returns whether there was one of that id */
  async remove(id: string): Promise<boolean> {
    let removed = false;
    await this.change((tokens) => {
      const left = tokens.filter((token) => token.id !== id);
      removed = left.length < tokens.length;
      return removed ? left : undefined;
    });
    return removed;
  }

  /** Whose token it is; `undefined` for a text that is none. */
  async caller(text: string): Promise<Caller | undefined> {
    const id = /^gwb_([\da-f]{8})_/.exec(text)?.[1];
    const kept = id === undefined ? undefined : (await this.list()).find((token) => token.id === id);
    if (!kept || !timingSafeEqual(digestOf(text), Buffer.from(kept.sha256, 'hex'))) return undefined;
    return { tenant: kept.tenant, scopes: new Set(kept.scopes), token: kept.id };
  }

  /** Changes what is on disk now, one after the other in all processes: of two that read before either has written, one would be lost. */
  private change(of: (tokens: readonly KeptToken[]) => readonly KeptToken[] | undefined): Promise<void> {
    return this.serial.run('', async () => {
      await mkdir(this.lockFolder, { recursive: true, mode: 0o700 });
      const lock = await this.locked();
      try {
        const tokens = of(await this.read());
        if (!tokens) return;
        await writeJson(this.file, { version: 1, tokens }, 1);
        this.readAt = '';
      } finally {
        await lock.release();
      }
    });
  }

  private async locked(): Promise<OwnerLock> {
    for (const until = performance.now() + LOCK_MS; performance.now() < until;) {
      const lock = await OwnerLock.acquire(this.lockFolder);
      if (lock) return lock;
      // Not all at the same moment.
      await delay(5 + Math.random() * 40);
    }
    throw new Error(
      `Another program has been changing ${this.file} for ${LOCK_MS / 1000} seconds. Wait until it is done, and try again.`,
    );
  }
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();
