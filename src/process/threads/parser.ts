/** The parsing thread: it runs the parsers and nothing else, so that it can be ended at any moment. */
import { parentPort } from 'node:worker_threads';
import { UnreadableDocument } from '../../analysis/sources/document-location.ts';
import { parseHere } from '../../analysis/sources/read-document.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { ParserAnswer, ParserTask } from './parser-protocol.ts';

async function answerTo({ document, reading }: ParserTask): Promise<ParserAnswer> {
  try {
    return { kind: 'parsed', documents: await parseHere(document, reading) };
  } catch (error) {
    if (error instanceof UnreadableDocument) return { kind: 'unreadable', problem: error.problem, bytes: error.bytes };
    return { kind: 'failed', message: messageOf(error) };
  }
}

parentPort?.on('message', (task: ParserTask) => void answerTo(task).then((answer) => parentPort?.postMessage(answer)));
