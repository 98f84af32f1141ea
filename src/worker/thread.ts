/** A worker thread of the background process: loads the models once, then takes documents through the map stage. */
import { parentPort, workerData } from 'node:worker_threads';
import { analyzeDocument, type DocumentModels } from '../analysis/document/analyze-document.ts';
import { loadDetector } from '../analysis/document/detector.ts';
import { Encoder } from '../analysis/document/encoder.ts';
import { readModelFile, sha256 } from '../analysis/models.ts';
import { decode } from '../analysis/sources/decode.ts';
import { type DocumentLocation, UnreadableDocument } from '../analysis/sources/document-location.ts';
import { readBytes } from '../analysis/sources/read-bytes.ts';
import type { DocumentOutcome, ThreadData, ThreadMessage, ThreadTask } from './thread-protocol.ts';

const { modelsFolder, granularity, stopped } = workerData as ThreadData;
const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

async function outcomeOf(location: DocumentLocation, models: DocumentModels): Promise<DocumentOutcome> {
  try {
    return { analysis: await analyzeDocument(decode(readBytes(location)), granularity, models) };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { skipped: error.problem };
    return { skipped: { code: 'analysis-failed', message: `The document could not be analysed: ${error instanceof Error ? error.message : String(error)}` } };
  }
}

async function main(): Promise<void> {
  const detector = loadDetector(modelsFolder);
  const models = { encoder: await Encoder.load(modelsFolder), detector };
  parentPort?.on('message', (task: ThreadTask) => {
    if (task.kind === 'stop') return parentPort?.close();
    void (async () => {
      const outcomes: DocumentOutcome[] = [];
      for (const location of task.locations) {
        if (Atomics.load(stopped, 0) !== 0) return;
        outcomes.push(await outcomeOf(location, models));
      }
      tell({ kind: 'done', outcomes });
    })();
  });
  tell({
    kind: 'ready',
    models: [
      { name: 'encoder-int8.onnx', sha256: sha256(readModelFile(modelsFolder, 'encoder-int8.onnx')) },
      { name: 'tokenizer.json', sha256: sha256(readModelFile(modelsFolder, 'tokenizer.json')) },
      { name: 'detector.bin', sha256: detector.sha256 },
    ],
  });
}

main().catch((error: unknown) => tell({ kind: 'broken', message: error instanceof Error ? error.message : String(error) }));
