/** A worker thread of the background process: loads the models once, then takes documents through the map stage. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyzeDocument, type DocumentModels } from '../analysis/document/analyze-document.ts';
import { Detector } from '../analysis/document/detector.ts';
import { Encoder } from '../analysis/document/encoder.ts';
import { StaticEncoder } from '../analysis/document/static-encoder.ts';
import { Template } from '../analysis/document/template.ts';
import { readModelFile, sha256 } from '../analysis/models.ts';
import { type ListedDocument, UnreadableDocument } from '../analysis/sources/document-location.ts';
import { readDocument } from '../analysis/sources/read-document.ts';
import { ParserThread } from './parser-thread.ts';
import type { DocumentOutcome, ThreadData, ThreadMessage, ThreadTask } from './thread-protocol.ts';

const { modelsFolder, granularity, encoder, reading, template: hashes, parserPath, stopped } = workerData as ThreadData;
const parser = new ParserThread(parserPath);
const template = hashes && new Template(hashes);
const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

async function outcomeOf(document: ListedDocument, models: DocumentModels): Promise<DocumentOutcome> {
  try {
    const read = await readDocument(document, reading, parser.parse);
    return { analysis: await analyzeDocument(read, granularity, models, template), bytes: read.bytes };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { skipped: error.problem, bytes: error.bytes };
    return { skipped: { code: 'analysis-failed', message: `The document could not be analysed: ${error instanceof Error ? error.message : String(error)}` }, bytes: 0 };
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
      const outcomes: DocumentOutcome[] = [];
      for (const document of task.documents) {
        if (Atomics.load(stopped, 0) !== 0) return;
        outcomes.push(await outcomeOf(document, models));
      }
      tell({ kind: 'done', outcomes });
    })();
  });
  tell({
    kind: 'ready',
    models: [
      ...[encoder === 'fast' ? 'static-encoder.bin' : 'encoder-int8.onnx', 'tokenizer.json'].map((name) => ({ name, sha256: sha256(readModelFile(modelsFolder, name)) })),
      { name: 'detector.bin', sha256: detector.sha256 },
    ],
  });
}

main().catch((error: unknown) => tell({ kind: 'broken', message: error instanceof Error ? error.message : String(error) }));
