/** A worker thread of the background process: loads the models once, then takes documents through the map stage. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyzeDocument, type DocumentModels } from '../../analysis/document/analyze-document.ts';
import { Detector } from '../../analysis/document/detector.ts';
import { Encoder } from '../../analysis/document/encoder.ts';
import { StaticEncoder } from '../../analysis/document/static-encoder.ts';
import { Template } from '../../analysis/document/template.ts';
import { UnreadableDocument } from '../../analysis/sources/document-location.ts';
import { problem } from '../../analysis/sources/problem.ts';
import { readDocument } from '../../analysis/sources/read-document.ts';
import { messageOf } from '../../protocol/message-of.ts';
import { analysisKey } from '../../analysis/document-key.ts';
import { AnalysisFailure } from '../../analysis/failure.ts';
import { notice } from '../../report/notice.ts';
import { ParserThread } from './parser-thread.ts';
import type { DocumentTask, ThreadData, ThreadMessage, ThreadOutcome, ThreadTask } from './thread-protocol.ts';

const {
  modelsFolder,
  granularity,
  encoder,
  reading,
  template: hashes,
  parserPath,
  context,
  stopped,
} = workerData as ThreadData;
const parser = new ParserThread(parserPath);
const template = hashes && new Template(hashes);
const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

async function outcomeOf(document: DocumentTask, models: DocumentModels): Promise<ThreadOutcome> {
  try {
    const read = await readDocument(document, reading, parser.parse);
    // The key is that of the very bytes that were read: the file may change at any moment.
    return {
      analysis: await analyzeDocument(read, granularity, models, template, document.given),
      bytes: read.bytes,
      key: analysisKey(context, document, reading, read.digest, document.given),
    };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { skipped: error.problem, bytes: error.bytes };
    return {
      skipped: problem(
        'analysis-failed',
        notice('document-not-analysed', { reason: messageOf(error).replace(/\.$/, '') }),
      ),
      bytes: 0,
    };
  }
}

async function main(): Promise<void> {
  const detector = Detector.load(modelsFolder);
  const models = { encoder: await (encoder === 'fast' ? StaticEncoder : Encoder).load(modelsFolder), detector };
  parentPort?.on('message', (task: ThreadTask) => {
    if (task.kind === 'stop') {
      parser.close();
      return parentPort?.close();
    }
    void (async () => {
      const outcomes: ThreadOutcome[] = [];
      for (const document of task.documents) {
        if (Atomics.load(stopped, 0) !== 0) return;
        outcomes.push(await outcomeOf(document, models));
      }
      tell({ kind: 'done', outcomes });
    })();
  });
  tell({ kind: 'ready' });
}

main().catch((error: unknown) =>
  tell({
    kind: 'broken',
    ...(error instanceof AnalysisFailure
      ? { code: error.code, notice: error.notice }
      : { code: 'internal', notice: notice('thread-not-started', { reason: messageOf(error).replace(/\.$/, '') }) }),
  }),
);
