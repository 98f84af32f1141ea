/** A worker thread of the background process: takes documents through the map stage, and loads the models once one has to be analysed. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyzeDocument, type DocumentModels } from '../analysis/document/analyze-document.ts';
import { Detector } from '../analysis/document/detector.ts';
import { Encoder } from '../analysis/document/encoder.ts';
import { Template } from '../analysis/document/template.ts';
import { AnalysisFailure } from '../analysis/failure.ts';
import { type ListedDocument, UnreadableDocument } from '../analysis/sources/document-location.ts';
import { readDocument } from '../analysis/sources/read-document.ts';
import { hasKey } from '../storage/key-set.ts';
import { analysisKey, digestNow } from './document-key.ts';
import { ParserThread } from './parser-thread.ts';
import type { ThreadData, ThreadMessage, ThreadOutcome, ThreadTask } from './thread-protocol.ts';

const { modelsFolder, granularity, reading, template: hashes, parserPath, context, kept, stopped } = workerData as ThreadData;
const parser = new ParserThread(parserPath);
const template = hashes && new Template(hashes);
const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

let loaded: Promise<DocumentModels> | undefined;
const models = () => (loaded ??= (async () => ({ detector: Detector.load(modelsFolder), encoder: await Encoder.load(modelsFolder) }))());

async function outcomeOf(document: ListedDocument, anew: boolean): Promise<ThreadOutcome> {
  try {
    const known = anew ? undefined : keptKey(document);
    if (known) return { kept: known };
    const read = await readDocument(document, reading, parser.parse);
    // By the bytes that were read for it: the file may have changed since it was looked at.
    return { analysis: await analyzeDocument(read, granularity, await models(), template), bytes: read.bytes, key: analysisKey(context, document, reading, read.digest) };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { skipped: error.problem, bytes: error.bytes };
    if (error instanceof AnalysisFailure) throw error;
    return { skipped: { code: 'analysis-failed', message: `The document could not be analysed: ${error instanceof Error ? error.message : String(error)}` }, bytes: 0 };
  }
}

/** The key under which the analysis of a document, as it stands now, is kept. */
function keptKey(document: ListedDocument): Uint8Array | undefined {
  const digest = kept.length > 0 ? digestNow(document, reading) : undefined;
  const key = digest === undefined ? undefined : analysisKey(context, document, reading, digest);
  return key && hasKey(kept, key) ? key : undefined;
}

async function answer({ documents, anew }: Extract<ThreadTask, { kind: 'documents' }>): Promise<void> {
  const outcomes: ThreadOutcome[] = [];
  for (const document of documents) {
    if (Atomics.load(stopped, 0) !== 0) return;
    outcomes.push(await outcomeOf(document, anew));
  }
  tell({ kind: 'done', outcomes });
}

parentPort?.on('message', (task: ThreadTask) => {
  if (task.kind === 'stop') {
    parser.close();
    return parentPort?.close();
  }
  answer(task).catch((error: unknown) => tell({ kind: 'broken', message: error instanceof Error ? error.message : String(error) }));
});
tell({ kind: 'ready' });
