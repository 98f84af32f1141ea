import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type Scope, SCOPES, TENANT } from '../protocol/service.ts';
import { writeAtomically } from '../storage/write-file.ts';

const TokenFile = z.object({
  version: z.literal(1),
  tokens: z.array(z.object({ id: z.string(), tenant: z.string().regex(TENANT), scopes: z.array(z.enum(SCOPES)), sha256: z.string(), createdAt: z.iso.datetime() })),
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
  private kept: readonly KeptToken[] = [];
  private readAt = '';

  /** @param dataFolder absolute path */
  constructor(dataFolder: string) {
    this.file = path.join(dataFolder, 'tokens.json');
  }

  /**
   * All of them, oldest first.
   *
   * @throws where the file is there and is none: a server must not take that for "no tokens"
   */
  async list(): Promise<readonly KeptToken[]> {
    // Every request asks. Not by a promise: it would wait in the threads of the file system behind the files of every upload.
    const stats = statSync(this.file, { throwIfNoEntry: false });
    if (!stats) return (this.kept = []);
    const now = `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
    if (now !== this.readAt) {
      const parsed = TokenFile.safeParse(JSON.parse(await readFile(this.file, 'utf8')));
      if (!parsed.success) throw new Error(`${this.file} is damaged. Restore it, or delete it and add the tokens again.`);
      this.kept = parsed.data.tokens;
      this.readAt = now;
    }
    return this.kept;
  }

  /** Makes a token. Its text is told this once. */
  async add(tenant: string, scopes: readonly Scope[]): Promise<{ readonly kept: KeptToken; readonly text: string }> {
    const id = randomBytes(4).toString('hex');
    const text = `gwb_${id}_${randomBytes(32).toString('base64url')}`;
    const kept: KeptToken = { id, tenant, scopes: [...new Set(scopes)], sha256: digestOf(text).toString('hex'), createdAt: new Date().toISOString() };
    await this.save([...(await this.list()), kept]);
    return { kept, text };
  }

  /** @returns whether there was one of that id */
  async remove(id: string): Promise<boolean> {
    const before = await this.list();
    const after = before.filter((token) => token.id !== id);
    if (after.length < before.length) await this.save(after);
    return after.length < before.length;
  }

  /** Whose token it is; `undefined` for a text that is none. */
  async caller(text: string): Promise<Caller | undefined> {
    const id = /^gwb_([\da-f]{8})_/.exec(text)?.[1];
    const kept = id === undefined ? undefined : (await this.list()).find((token) => token.id === id);
    if (!kept || !timingSafeEqual(digestOf(text), Buffer.from(kept.sha256, 'hex'))) return undefined;
    return { tenant: kept.tenant, scopes: new Set(kept.scopes), token: kept.id };
  }

  private async save(tokens: readonly KeptToken[]): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    await writeAtomically(this.file, [`${JSON.stringify({ version: 1, tokens }, undefined, 1)}\n`]);
    this.readAt = '';
  }
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();
