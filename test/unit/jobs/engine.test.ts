import { describe, expect, test } from 'vitest';
import { after, can, type JobEvent, type JobStatus, TRANSITIONS } from '../../../src/protocol/job-state.ts';
import type { DocumentResult, Job } from '../../../src/protocol/job.ts';
import { COMPLETION, engineWith, jobOf, SUMMARY } from '../support/engine.ts';

type World = ReturnType<typeof engineWith>;

/** Lets everything that waits for nothing but its turn go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const COMPLETED: Partial<Job> = { status: 'completed', summary: SUMMARY, finishedAt: '2030-01-01T01:00:00.000Z' };

/** Takes over a job as it was read from a disk where it lies. */
function kept({ engine, disk }: World, job: Job): void {
  disk.records.set(job.id, job);
  engine.adopt(job);
}

/** A world with a job `a` in a state, waiting or running here where the state says so. */
async function worldWith(status: JobStatus, again: boolean): Promise<World> {
  const world = engineWith();
  if (status === 'pending' || status === 'processing') {
    if (again) {
      kept(world, jobOf('a', COMPLETED));
      if (status === 'pending') world.runner.starts = false;
      await world.engine.again('a', () => ({ event: 'retry', retry: 'all' }));
    } else {
      world.runner.starts = status === 'processing';
      world.engine.add(jobOf('a'));
    }
  } else kept(world, jobOf('a', { status, ...(status === 'completed' && COMPLETED) }));
  await settle();
  expect(world.engine.get('a')?.status).toBe(status);
  return world;
}

/** How each event comes about. */
const HAPPENS: Record<JobEvent, (world: World) => unknown> = {
  start: ({ runner }) => runner.last.listeners.onStart(),
  yield: ({ runner }) => runner.last.listeners.onYield(),
  complete: ({ runner }) => runner.last.complete(),
  fail: ({ runner }) => runner.last.fail('It broke.'),
  cancel: ({ engine }) => engine.cancel('a'),
  pause: ({ engine }) => engine.stop('a', 'pause'),
  lose: ({ engine }) => engine.interrupt(),
  revert: ({ engine }) => engine.stop('a', 'pause'),
  resume: ({ engine }) => engine.again('a', () => ({ event: 'resume' })),
  retry: ({ engine }) => engine.again('a', () => ({ event: 'retry', retry: 'all' })),
  refresh: ({ engine }) => engine.again('a', () => ({ event: 'refresh' })),
};

const STATES = Object.keys(TRANSITIONS) as JobStatus[];

describe('the table of states', () => {
  const rows = STATES.flatMap((from) =>
    (Object.keys(TRANSITIONS[from]) as JobEvent[]).map((event) => ({ from, event })),
  );

  test.each(rows)('$from, $event', async ({ from, event }) => {
    const world = await worldWith(from, event === 'revert');
    // What begins again waits, and does not run at once.
    world.runner.starts = false;
    await HAPPENS[event](world);
    await settle();
    const to = after(event, from);
    expect(world.engine.get('a')?.status).toBe(to);
    expect(world.disk.records.get('a')?.status).toBe(to);
    // Who waits or runs has its lock, and nobody else.
    expect(world.engine.live('a') !== undefined).toBe(can('lose', to));
  });

  test.each(
    STATES.flatMap((from) =>
      (['cancel', 'pause', 'lose', 'resume', 'retry', 'refresh'] as const)
        .filter((event) => !can(event, from))
        .map((event) => ({ from, event })),
    ),
  )('$from: $event does nothing', async ({ from, event }) => {
    const world = await worldWith(from, false);
    expect(await HAPPENS[event](world)).toBeUndefined();
    await settle();
    expect(world.engine.get('a')?.status).toBe(from);
    expect(world.disk.owners.has('a')).toBe(false);
  });
});

describe('what stands in the record', () => {
  test('of a job that ran: when it began and ended, and what it found', async () => {
    const { engine, runner, clock, disk } = engineWith();
    const { ended } = engine.add(jobOf('a', { reached: { done: 1, total: 9 } }));
    await settle();
    clock.at += 60_000;
    runner.last.complete();
    expect(await ended).toEqual({
      ...jobOf('a'),
      status: 'completed',
      startedAt: '2030-01-02T00:00:00.000Z',
      finishedAt: '2030-01-02T00:01:00.000Z',
      ...COMPLETION,
    });
    expect(disk.records.get('a')).toEqual(engine.get('a'));
  });

  test('of a job that was stopped: how far it came; once it goes on it is neither interrupted nor failed any more', async () => {
    const { engine, runner } = engineWith();
    engine.add(jobOf('a'));
    await settle();
    runner.last.progress(3, 9);
    const stopped = await engine.stop('a', 'lose');
    expect(stopped).toMatchObject({ status: 'paused', interrupted: true, reached: { done: 3, total: 9 } });
    const queued = await engine.again('a', (job) => ({
      event: 'resume',
      job: { ...job, error: 'It broke.', memory: { needed: 2, available: 1, fast: false } },
    }));
    expect(queued?.job).toEqual({ ...jobOf('a'), startedAt: stopped?.startedAt, reached: { done: 3, total: 9 } });
  });

  test('of a job that had several turns: when the first one began; its documents are told once', async () => {
    const { engine, runner, clock, analyzed } = engineWith();
    engine.add(jobOf('a'));
    await settle();
    const { listeners } = runner.last;
    const document = { id: 'd1' } as unknown as DocumentResult;
    listeners.onDocuments([document]);
    listeners.onYield();
    clock.at += 60_000;
    listeners.onStart();
    listeners.onDocuments([document]);
    await settle();
    expect(engine.get('a')).toMatchObject({ status: 'processing', startedAt: '2030-01-02T00:00:00.000Z' });
    expect(engine.live('a')?.documents).toEqual([document]);
    expect(analyzed).toEqual(['d1']);
  });

  test('of a job that cannot even be begun', async () => {
    const { engine, runner, told } = engineWith();
    runner.broken = new Error('There is no such program.');
    expect(await engine.add(jobOf('a')).ended).toMatchObject({ status: 'failed', error: 'There is no such program.' });
    expect(told).toContain('a ended failed: There is no such program.');
  });

  test('of a second try that fails: what was found before stands, and the failure is told', async () => {
    const world = engineWith();
    kept(world, jobOf('a', COMPLETED));
    const queued = await world.engine.again('a', () => ({ event: 'retry', retry: ['x.txt'] }));
    await settle();
    expect(world.runner.last.work.retry).toEqual(['x.txt']);
    world.runner.last.fail('It broke.');
    expect(await queued?.ended).toMatchObject({ status: 'completed', summary: SUMMARY });
    expect(world.told.at(-1)).toBe('a ended completed: It broke.');
  });

  test('of a batch of a queue that never said that it began', async () => {
    const { engine, runner } = engineWith();
    runner.starts = false;
    const { ended } = engine.add(jobOf('a'));
    await settle();
    runner.last.complete();
    expect((await ended).status).toBe('completed');
  });

  test('stays in this process where the disk is full', async () => {
    const { engine, runner, store, told } = engineWith();
    store.full = true;
    const { ended } = engine.add(jobOf('a'));
    await settle();
    runner.last.complete();
    expect((await ended).status).toBe('completed');
    expect(told).toContain('a unsaved: The disk is full.');
  });

  test('is kept in the order of its changes, however long each takes', async () => {
    const { engine, runner, store } = engineWith();
    const waits = [30, 10, 0];
    store.before = (call) =>
      call === 'save' ? new Promise((resolve) => setTimeout(resolve, waits.shift() ?? 0)) : undefined;
    const { ended } = engine.add(jobOf('a'));
    await expect.poll(() => runner.runs.length, { interval: 1 }).toBe(1);
    runner.last.complete();
    await ended;
    expect(store.saved).toEqual(['a pending', 'a processing', 'a completed']);
  });
});

describe('the queue', () => {
  test('lets so many run as there are slots, in their order, which can be changed', async () => {
    const { engine, runner } = engineWith({ slots: 1 });
    for (const id of ['a', 'b', 'c']) engine.add(jobOf(id));
    await settle();
    engine.move('c', -1);
    expect(engine.list().map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    for (const id of ['a', 'c', 'b']) {
      expect(runner.last.work.job.id).toBe(id);
      runner.last.complete();
      await settle();
    }
    expect(runner.runs).toHaveLength(3);
  });

  test('lists what runs, then what waits, then what is over, newest first', async () => {
    const world = engineWith();
    kept(world, jobOf('old', { status: 'failed', createdAt: '2029-01-01T00:00:00.000Z' }));
    kept(world, jobOf('new', { status: 'paused', createdAt: '2031-01-01T00:00:00.000Z' }));
    world.engine.add(jobOf('runs'));
    world.engine.add(jobOf('waits'));
    await settle();
    expect(world.engine.list().map(({ id }) => id)).toEqual(['runs', 'waits', 'new', 'old']);
  });

  test('a job that fails, or cannot be begun, gives its slot to the next one', async () => {
    const { engine, runner } = engineWith();
    runner.broken = new Error('no');
    const first = engine.add(jobOf('a'));
    await first.ended;
    runner.broken = undefined;
    engine.add(jobOf('b'));
    await settle();
    runner.last.fail('no');
    engine.add(jobOf('c'));
    await settle();
    expect(runner.last.work.job.id).toBe('c');
  });

  test('one that waits and is stopped never runs', async () => {
    const { engine, runner } = engineWith();
    engine.add(jobOf('a'));
    const { ended } = engine.add(jobOf('b'));
    await settle();
    await engine.cancel('b');
    expect((await ended).status).toBe('cancelled');
    runner.last.complete();
    await settle();
    expect(runner.runs).toHaveLength(1);
  });
});

describe('races', () => {
  test('a job is resumed while the disk is read: it runs, and keeps its entry', async () => {
    const world = engineWith();
    const job = jobOf('a', { status: 'paused' });
    kept(world, job);
    const mark = world.engine.mark();
    const resumed = await world.engine.again('a', () => ({ event: 'resume' }));
    expect(world.engine.adopt(job, false, mark)).toBe(false);
    world.engine.forgetOthers(new Set(), mark);
    await settle();
    world.runner.last.complete();
    expect((await resumed?.ended)?.status).toBe('completed');
    // Also after it has ended: what was read is older.
    expect(world.engine.adopt(job, false, mark)).toBe(false);
    expect(world.engine.get('a')?.status).toBe('completed');
    expect(world.disk.owners.size).toBe(0);
  });

  test('a job is removed while the disk is read: it does not come back', async () => {
    const world = engineWith();
    const job = jobOf('a', { status: 'paused' });
    kept(world, job);
    const mark = world.engine.mark();
    expect(await world.engine.remove('a', false)).toBe(true);
    expect(world.engine.adopt(job, false, mark)).toBe(false);
    expect(world.engine.list()).toEqual([]);
  });

  test('a job is cancelled while it completes: it is completed, and told once', async () => {
    const { engine, runner, told } = engineWith();
    const { ended } = engine.add(jobOf('a'));
    await settle();
    runner.last.onStop = () => undefined;
    runner.last.complete();
    const stopped = engine.stop('a', 'cancel');
    expect((await ended).status).toBe('completed');
    expect((await stopped)?.status).toBe('completed');
    expect(told.filter((said) => said.startsWith('a ended'))).toEqual(['a ended completed']);
  });

  test('a runner dies while it is asked to stop: the job has failed, and can be resumed', async () => {
    const { engine, runner } = engineWith();
    engine.add(jobOf('a'));
    await settle();
    runner.last.onStop = () => runner.last.fail('The process ended.');
    expect(await engine.stop('a', 'pause')).toMatchObject({ status: 'failed', error: 'The process ended.' });
    expect(await engine.again('a', () => ({ event: 'resume' }))).toBeDefined();
  });

  test('a runner that stops unasked, as one whose window is closing: the job is offered again', async () => {
    const { engine, runner } = engineWith();
    const { ended } = engine.add(jobOf('a'));
    await settle();
    runner.last.stopped();
    expect(await ended).toMatchObject({ status: 'paused', interrupted: true });
  });

  test('a job is stopped twice: the first reason counts, and the runner hears it once', async () => {
    const { engine, runner } = engineWith();
    engine.add(jobOf('a'));
    await settle();
    const both = await Promise.all([engine.stop('a', 'pause'), engine.stop('a', 'cancel')]);
    expect(both.map((job) => job?.status)).toEqual(['paused', 'paused']);
    expect(runner.last.stops).toEqual(['pause']);
  });

  test('a job is resumed and cancelled at once: it is cancelled', async () => {
    const world = engineWith();
    kept(world, jobOf('a', { status: 'paused' }));
    await Promise.all([world.engine.again('a', () => ({ event: 'resume' })), world.engine.cancel('a')]);
    await settle();
    expect(world.engine.get('a')?.status).toBe('cancelled');
    expect(world.disk.owners.size).toBe(0);
  });

  test('a job is begun again by whoever hears of its end', async () => {
    const { engine, runner, store, told } = engineWith();
    store.before = (call) => (call === 'release' ? settle().then(() => undefined) : undefined);
    engine.add(jobOf('a'));
    await settle();
    const stopping = engine.stop('a', 'cancel');
    await expect.poll(() => told, { interval: 1 }).toContain('a cancelled');
    expect(await engine.again('a', () => ({ event: 'resume' }))).toBeDefined();
    await stopping;
    await expect.poll(() => runner.runs.length, { interval: 1 }).toBe(2);
  });

  test('what a run tells after its end is not heard', async () => {
    const { engine, runner, told, progressed } = engineWith();
    engine.add(jobOf('a'));
    await settle();
    const first = runner.last;
    await engine.stop('a', 'pause');
    runner.starts = false;
    await engine.again('a', () => ({ event: 'resume' }));
    await settle();
    const before = told.length;
    first.listeners.onStart();
    first.listeners.onDocuments([{ id: 'd' } as unknown as DocumentResult]);
    first.progress(1, 2);
    await settle();
    expect(engine.get('a')?.status).toBe('pending');
    expect([told.length, progressed.length, engine.live('a')?.documents.length]).toEqual([before, 0, 0]);
  });

  test('a job is deleted and retried at once: it is gone', async () => {
    const world = engineWith();
    kept(world, jobOf('a', COMPLETED));
    const [removed, retried] = await Promise.all([
      world.engine.remove('a', true),
      world.engine.again('a', () => ({ event: 'retry', retry: 'all' })),
    ]);
    expect([removed, retried]).toEqual([true, undefined]);
    expect([world.engine.list(), world.disk.records.size, world.disk.owners.size]).toEqual([[], 0, 0]);
  });

  test('a job is retried and deleted at once: it is stopped, and gone, and its record does not come back', async () => {
    const world = engineWith();
    kept(world, jobOf('a', COMPLETED));
    world.store.before = (call) => (call === 'save' ? settle().then(() => undefined) : undefined);
    const [retried, removed] = await Promise.all([
      world.engine.again('a', () => ({ event: 'retry', retry: 'all' })),
      world.engine.remove('a', true),
    ]);
    expect([removed, (await retried?.ended)?.status]).toEqual([true, 'completed']);
    await settle();
    expect([world.engine.list(), world.disk.records.size]).toEqual([[], 0]);
  });

  test('a job that runs is deleted only where it may be stopped', async () => {
    const { engine, runner } = engineWith();
    engine.add(jobOf('a'));
    await settle();
    expect(await engine.remove('a', false)).toBe(false);
    expect(runner.last.stops).toEqual([]);
    expect(await engine.remove('a', true)).toBe(true);
    expect(runner.last.stops).toEqual(['cancel']);
  });

  test('a job that cannot be deleted is there again, and can be deleted and nothing else', async () => {
    const world = engineWith();
    kept(world, jobOf('a', COMPLETED));
    world.store.before = (call) => {
      if (call === 'remove') throw new Error('A file is open.');
    };
    await expect(world.engine.remove('a', true)).rejects.toThrow('A file is open.');
    expect(world.engine.list()).toHaveLength(1);
    expect(world.engine.isHalfDeleted('a')).toBe(true);
    expect(await world.engine.again('a', () => ({ event: 'retry', retry: 'all' }))).toBeUndefined();
    world.store.before = () => undefined;
    expect(await world.engine.remove('a', true)).toBe(true);
  });

  test('whether a job is to be deleted is asked when its turn has come', async () => {
    const world = engineWith();
    kept(world, jobOf('a', COMPLETED));
    const retried = world.engine.again('a', () => ({ event: 'retry', retry: 'all' }));
    expect(await world.engine.remove('a', true, ({ status }) => status === 'completed')).toBe(false);
    expect(await retried).toBeDefined();
  });

  test('the end of the process: what waits and runs is interrupted, and nothing begins any more', async () => {
    const world = engineWith();
    kept(world, jobOf('c', { status: 'paused' }));
    world.engine.add(jobOf('a'));
    world.engine.add(jobOf('b'));
    await settle();
    await world.engine.interrupt();
    expect(['a', 'b'].map((id) => world.engine.get(id))).toMatchObject([{ interrupted: true }, { interrupted: true }]);
    expect(await world.engine.again('c', () => ({ event: 'resume' }))).toBeUndefined();
    expect(world.runner.runs).toHaveLength(1);
    expect(world.disk.owners.size).toBe(0);
  });
});

describe('two processes', () => {
  test('both resume a job: one of them runs it', async () => {
    const one = engineWith();
    const two = engineWith({ disk: one.disk });
    kept(one, jobOf('a', { status: 'paused' }));
    two.engine.adopt(jobOf('a', { status: 'paused' }));
    const resume = ({ engine }: World) => engine.again('a', () => ({ event: 'resume' }));
    const queued = await Promise.all([resume(one), resume(two)]);
    expect(queued.filter((job) => job !== undefined)).toHaveLength(1);
    await settle();
    expect(one.runner.runs.length + two.runner.runs.length).toBe(1);
  });

  test('one goes by what the other has done: what it knew is old', async () => {
    const one = engineWith();
    const two = engineWith({ disk: one.disk });
    kept(one, jobOf('a', { status: 'paused' }));
    two.engine.adopt(jobOf('a', { status: 'paused' }));
    await one.engine.again('a', () => ({ event: 'resume' }));
    await settle();
    one.runner.last.complete();
    await settle();
    expect(await two.engine.again('a', () => ({ event: 'resume' }))).toBeUndefined();
    await two.engine.cancel('a');
    await two.engine.amend('a', (job) => ({ ...job, watched: true }));
    expect(one.disk.records.get('a')).toMatchObject({ status: 'completed', watched: true });
    expect(one.disk.owners.size).toBe(0);
  });

  test('the one whose job the other runs neither cancels, changes nor deletes it', async () => {
    const one = engineWith();
    const two = engineWith({ disk: one.disk });
    kept(one, jobOf('a', { status: 'paused' }));
    two.engine.adopt(jobOf('a', { status: 'paused' }));
    await one.engine.again('a', () => ({ event: 'resume' }));
    await settle();
    await two.engine.cancel('a');
    await two.engine.amend('a', (job) => ({ ...job, watched: true }));
    await two.engine.lose('a');
    two.engine.adopt(one.disk.records.get('a')!, true);
    expect(two.engine.runsElsewhere('a')).toBe(true);
    expect(await two.engine.remove('a', true)).toBe(false);
    expect(one.disk.records.get('a')).toMatchObject({ status: 'processing' });
    expect(one.disk.records.get('a')).not.toHaveProperty('watched');
  });

  test('a job whose process is gone is paused by one of them', async () => {
    const one = engineWith();
    const two = engineWith({ disk: one.disk });
    const lost = jobOf('a', { status: 'processing' });
    kept(one, lost);
    two.engine.adopt(lost);
    await Promise.all([one.engine.lose('a'), two.engine.lose('a')]);
    expect(one.disk.records.get('a')).toMatchObject({ status: 'paused', interrupted: true });
    expect([...one.store.saved, ...two.store.saved]).toEqual(['a paused']);
  });
});
