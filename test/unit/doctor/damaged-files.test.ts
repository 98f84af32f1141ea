// Every file of a batch and of a job, damaged in every way: nothing is lost, nothing is deleted, and it is told.
// A short run here; the long one is node scripts/chaos-files.mjs --runs 500.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/doctor/examine.ts';
import { DocumentAnnotations } from '../../../src/extension/annotations/annotations.ts';
import { JobStore } from '../../../src/jobs/job-store.ts';
import { readRemoteState } from '../../../src/jobs/remote-state.ts';
import { Batches } from '../../../src/server/batches.ts';
import { type BatchQueue, stoppable } from '../../../src/server/queue.ts';
import { Tokens } from '../../../src/server/tokens.ts';
import { examineStore } from '../../../src/server/store/examine-bucket.ts';
import { FolderStore } from '../../../src/server/store/folder-store.ts';
import { StoredBatchFiles } from '../../../src/server/store/stored-batch-files.ts';
import { openBatchFiles } from '../../../src/server/store/open-store.ts';
import { KeptAnalyses } from '../../../src/process/child/job/kept-analyses.ts';
import { contents, type Damage, damage, DAMAGES, lost, randomNumbers } from '../support/damage.ts';
import { keptJob } from '../support/kept-job.ts';
import { unprivileged } from '../support/unprivileged.ts';
import { inEnglish } from '../../../src/report/notice.ts';

const RUNS = Number(process.env['CHAOS_RUNS'] ?? 30);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);
const IDS = [
  '6f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a11',
  '7f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a12',
  '8f1c6f8e-9f0e-4a57-8a38-0d6d4b1c2a13',
] as const;

/** A queue in which every batch waits until it is stopped. */
const waiting = (): BatchQueue => ({
  name: 'embedded',
  run: () =>
    stoppable(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    ),
  ready: () => Promise.resolve(true),
  close: () => Promise.resolve(),
});

interface Case {
  readonly file: string;
  readonly how: Damage;
  readonly seed: number;
}

/** What a damage leaves as good as it was, or what nothing can tell from the work of a process that was ended: then nothing need be told. */
function isSilent({ file, how }: Case): boolean {
  const name = path.basename(file);
  // The lock of a process that is gone says nothing to anybody.
  if (name === 'lock-1') return true;
  // What is whole in a log that is cut is used, as after a kill.
  if (name === 'analyses.log') return how === 'cut' || how === 'emptied' || how === 'random bytes in it';
  // Texts are anybody's.
  return file.includes('/source/');
}

/** The cases of a run: each file of what `make` makes, or as many as there are runs for. */
function cases(template: string): Case[] {
  const files = readdirSync(template, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [path.relative(template, path.join(entry.parentPath, entry.name))] : []))
    .filter((file) => file.includes(IDS[1]) || !file.includes('/'))
    .sort();
  const random = randomNumbers(SEED);
  return Array.from({ length: RUNS }, (_, run) => ({
    file: files[Math.floor(random() * files.length)] ?? '',
    how: DAMAGES[Math.floor(random() * DAMAGES.length)] ?? 'cut',
    seed: SEED * 100_000 + run,
  }));
}

/** Does something with a damaged copy of a folder for each case, as somebody without all rights. */
async function eachCase(
  make: (template: string) => Promise<void>,
  act: (folder: string, given: Case) => Promise<void>,
): Promise<void> {
  await unprivileged(async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'ghostwriter-damage-'));
    try {
      const template = path.join(scratch, 'template');
      mkdirSync(template);
      await make(template);
      for (const given of cases(template)) {
        const folder = path.join(scratch, 'data');
        cpSync(template, folder, { recursive: true });
        // The copy lies elsewhere than what its state names.
        damage(path.join(folder, given.file), given.how, randomNumbers(given.seed));
        if (!isWhole(path.join(folder, given.file), path.join(template, given.file))) await act(folder, given);
        contents(folder);
        rmSync(folder, { recursive: true, force: true });
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

/** Whether a damage took nothing but blanks from the end, where a checksum of blanks stands: JSON without one is whole. */
const isWhole = (file: string, original: string) =>
  statSync(file).isFile() && isReadable(file) && textOf(file).trimEnd() === textOf(original).trimEnd();

const textOf = (file: string) => readFileSync(file, 'latin1');

const isReadable = (file: string) => (statSync(file).mode & 0o400) !== 0;

const named = ({ file, how, seed }: Case) => `${file}, ${how} (seed ${seed})`;

describe('a damaged file of a service', () => {
  test('costs nothing and is told, at the start of the server and by the doctor', async () => {
    await eachCase(
      async (template) => {
        for (const id of IDS) await keptJob(path.join(template, 'batches/school'), id, true);
        await new Tokens(template).add('school', ['read']);
      },
      async (data, given) => {
        const told: string[] = [];
        const rights = statSync(path.join(data, given.file)).mode;
        const before = contents(data);
        // Reading them gave the right back.
        if (given.how === 'no permission') damage(path.join(data, given.file), given.how, Math.random);
        expect(rights).toBeDefined();
        const { findings } = await examine(data);
        const files = await openBatchFiles(data, undefined);
        const batches = new Batches(
          files,
          waiting(),
          { unfinished: 9, days: 0 },
          { info: () => undefined, error: (fields, message) => void told.push(`${JSON.stringify(fields)} ${message}`) },
        );
        await batches.open();
        const readable = await Promise.all(
          batches.list('school').map(({ id }) =>
            batches.report('school', id).then(
              () => id,
              (error: unknown) => void told.push(String(error)),
            ),
          ),
        );
        // The others are as they were.
        expect(readable, named(given)).toEqual(expect.arrayContaining([IDS[0], IDS[2]]));
        if (!readable.includes(IDS[1])) expect(told.join('\n'), named(given)).not.toBe('');
        // Texts of the copy lie elsewhere than its state says, which the doctor tells of each batch.
        const own = findings.filter(({ problem }) => !problem.includes('names texts outside'));
        if (!isSilent(given))
          expect(
            own.map(({ problem }) => problem),
            named(given),
          ).not.toEqual([]);
        expect(lost(before, contents(data)), named(given)).toEqual([]);
        for (const { repair } of own) await repair?.();
        expect(lost(before, contents(data)), `repaired: ${named(given)}`).toEqual([]);
      },
    );
  });
});

describe('a damaged object of a bucket', () => {
  /** Blobs as files: what is damaged there is damaged in the store. */
  const storeIn = (folder: string) => new FolderStore(path.join(folder, 'store'));
  const ADDRESS = 's3://texts/service';

  test('costs nothing and is told by the doctor, which changes nothing unless asked', async () => {
    await eachCase(
      async (template) => {
        for (const id of IDS) {
          const data = path.join(template, 'machine');
          const batch = { tenant: 'school', id };
          await keptJob(path.join(data, 'batches/school'), id, true);
          const files = new StoredBatchFiles(storeIn(template), data);
          rmSync(path.join(files.folder(batch), 'lease.json'));
          await files.keepSource(batch);
          await files.keepState(batch);
          await files.publish(batch, files.folder(batch));
          rmSync(data, { recursive: true });
        }
      },
      async (folder, given) => {
        // What there are no objects of.
        if (given.how === 'no permission' || given.how === 'replaced by a folder') return;
        const before = contents(folder);
        const found = await examineStore(storeIn(folder), ADDRESS);
        expect(contents(folder), `looked at: ${named(given)}`).toEqual(before);
        expect(found?.looked).toBe(3);
        const findings = found?.findings ?? [];
        const [, id] = IDS;
        expect(
          findings.map(({ problem }) => problem),
          named(given),
        ).toEqual([
          expect.stringContaining(`${ADDRESS}/batches/school/${id}`) as string,
          ...findings.slice(1).map(() => expect.any(String) as string),
        ]);
        expect(JSON.stringify(findings), named(given)).not.toContain('ghostwriter-doctor-');
        for (const { repair } of findings) await repair?.();
        expect(lost(before, contents(folder)), `repaired: ${named(given)}`).toEqual([]);
        // What can be put right is.
        const left = (await examineStore(storeIn(folder), ADDRESS))?.findings ?? [];
        expect(
          left.filter(({ repair }) => repair),
          `left: ${named(given)}`,
        ).toEqual([]);
      },
    );
  });
});

describe('a damaged file of the editor', () => {
  test('costs nothing and is told, whatever is done with the job, and by the doctor', async () => {
    await eachCase(
      async (template) => {
        for (const id of IDS) await keptJob(path.join(template, 'jobs'), id, false);
      },
      async (storage, given) => {
        const before = contents(storage);
        if (given.how === 'no permission') damage(path.join(storage, given.file), given.how, Math.random);
        const told: string[] = [];
        const tell = (error: unknown) => void told.push(String(error));
        const { findings } = await examine(storage);
        const store = new JobStore(path.join(storage, 'jobs'));
        const { jobs, unreadable } = await store.survey();
        told.push(...unreadable.map(({ message }) => message));
        expect(
          jobs.map(({ job }) => job.id),
          named(given),
        ).toEqual(expect.arrayContaining([IDS[0], IDS[2]]));
        const annotations = new DocumentAnnotations(
          (id) => store.folder(id),
          () => undefined,
          (_, message) => void told.push(message),
        );
        const [, id] = IDS;
        await annotations.change(id, { documents: ['d2'], addTag: 'new' }).catch(tell);
        await annotations.begin(id, []).catch(tell);
        await store.keepReport(id).catch(tell);
        await readRemoteState(store.folder(id)).catch(tell);
        await store.report(id).catch(tell);
        await store.details(id, 0).catch(tell);
        if (await store.claim(id).catch(tell)) {
          try {
            const note = KeptAnalyses.open(store.folder(id)).close();
            if (note !== undefined) told.push(inEnglish(note));
          } catch (error) {
            tell(error);
          }
          await store.release(id);
        }
        const now = contents(storage);
        // Written over by design: the lock of a process that is gone, notes that were added to, and the end of a log that was no record.
        const replaced = new Set(
          ['lock-1', 'annotations.json', 'analyses.log'].filter(
            (name) => !given.file.endsWith(`${IDS[1]}/${name}`) || isSilent(given),
          ),
        );
        const missing = lost(before, now).length;
        expect(missing, named(given)).toBeLessThanOrEqual(replaced.size);
        if (!isSilent(given))
          expect([...told, ...findings.map(({ problem }) => problem)], named(given)).not.toEqual([]);
        for (const { repair } of (await examine(storage)).findings) await repair?.();
        expect(lost(now, contents(storage)), `repaired: ${named(given)}`).toEqual([]);
        expect(existsSync(path.join(storage, 'jobs', IDS[0]))).toBe(true);
      },
    );
  });
});
