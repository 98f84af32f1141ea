import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { UnreadableDocument } from '../../analysis/sources/document-location.ts';
import { problem } from '../../analysis/sources/problem.ts';
import type { Parse, ParsedDocument } from '../../analysis/sources/read-document.ts';
import { type Notice, notice } from '../../report/notice.ts';
import type { ParserAnswer, ParserTask } from './parser-protocol.ts';

/** What a parser may allocate: enough for a document of the largest size, and for few threads at once not the whole machine. */
const HEAP = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };

/**
 * The heap's limits do not hold for buffers, which parsers unpack into: so many megabytes more than before the whole process may take while one
 * runs. Beside it the other threads may just be loading their models, 60 MB each.
 */
const GROWTH_MB = 1024 + 128 * availableParallelism();
const LOOK_EVERY_MS = 100;

/**
 * Runs parsers in a thread of its own, under a deadline and a memory cap: one that hangs, crashes or eats memory is ended with its thread and
 * costs its document only. The threads that analyse cannot be ended so: the ONNX runtime works in them and takes the process down with it.
 *
 * The thread starts with the first document and takes one at a time.
 */
export class ParserThread {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** @param threadPath absolute path of the bundled `parser.js` */
  constructor(private readonly threadPath: string) {}

  readonly parse: Parse = (document, reading) => {
    const parsed = this.last.then(() => this.answerTo({ document, reading }));
    this.last = parsed.catch(() => undefined);
    return parsed;
  };

  /** Ends the thread, and with it whatever it does. */
  close(): void {
    void this.worker?.terminate();
    this.worker = undefined;
  }

  private answerTo(task: ParserTask): Promise<readonly ParsedDocument[]> {
    const seconds = task.reading.limits.secondsPerDocument;
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      let reason: string | Notice = notice('thread-ended');
      const settle = (then: () => void) => {
        clearTimeout(deadline);
        clearInterval(watch);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        then();
      };
      const end = (error: UnreadableDocument) => {
        if (this.worker === worker) this.close();
        settle(() => reject(error));
      };
      const answered = (answer: ParserAnswer) => {
        if (answer.kind === 'parsed') settle(() => resolve(answer.documents));
        else
          settle(() =>
            reject(
              answer.kind === 'unreadable'
                ? new UnreadableDocument(answer.problem, answer.bytes)
                : crashed(answer.message),
            ),
          );
      };
      const failed = (error: Error & { code?: string }) =>
        (reason =
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? notice('memory-used-up', { megabytes: HEAP.maxOldGenerationSizeMb })
            : error.message);
      const ended = () => end(crashed(reason));
      const deadline = setTimeout(() => end(timedOut(seconds)), seconds * 1000);
      const before = process.memoryUsage.rss();
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() - before > GROWTH_MB * 1024 ** 2)
          end(crashed(notice('memory-used-up', { megabytes: GROWTH_MB })));
      }, LOOK_EVERY_MS);
      worker.on('message', answered).on('error', failed).once('exit', ended);
      worker.postMessage(task);
    });
  }

  private start(): Worker {
    // No environment, and what a parser prints goes nowhere.
    const worker = new Worker(this.threadPath, { resourceLimits: HEAP, env: {}, stdout: true, stderr: true });
    worker.stdout.resume();
    worker.stderr.resume();
    // An error between two documents is no document's.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}

const crashed = (reason: string | Notice) =>
  new UnreadableDocument(problem('unreadable', notice('parser-failed', { reason })));
const timedOut = (seconds: number) =>
  new UnreadableDocument(problem('timed-out', notice('parser-timed-out', { seconds })));
