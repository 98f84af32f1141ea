/** The background process: answers the host's requests over IPC and ends with it. */
import { constants, setPriority } from 'node:os';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CancellationToken, createMessageConnection, ResponseError } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { AnalysisFailure } from '../../analysis/failure.ts';
import { Detector } from '../../analysis/document/detector.ts';
import { readText } from '../../analysis/sources/read-text.ts';
import { recentListing } from '../../analysis/sources/recent-listing.ts';
import { signalOf } from '../../protocol/abort-signal.ts';
import {
  analyzeRequest,
  type AnalyzerFailure,
  compareElsewhereRequest,
  compareStripeRequest,
  documentsNotification,
  explainRequest,
  exportRequest,
  mapShardRequest,
  progressNotification,
  readListRequest,
  readTextRequest,
  searchProgress,
  searchRequest,
  searchWordsRequest,
  surveySamplesRequest,
  tileRequest,
} from '../../protocol/analyzer.ts';
import type { DocumentResult, Progress } from '../../protocol/job.ts';
import { ReadingOptionsSchema } from '../../protocol/reading-options.ts';
import { DEFAULT_READING, type ReadingOptions } from '../../report/reading-options.ts';
import type { AnalysisOptions } from '../../report/report.ts';
import { toldBy } from '../../report/notice.ts';
import { collectGarbage } from './collect-garbage.ts';
import { compareStripe } from './distributed/compare-stripe.ts';
import { endWithParent } from './end-with-parent.ts';
import { explainDocument } from './queries/explain-document.ts';
import { exportReport } from './queries/export-report.ts';
import { HeatmapTiles } from './queries/heatmap-tiles.ts';
import { mapShard } from './distributed/map-shard.ts';
import { ParserThread } from '../threads/parser-thread.ts';
import type { JobEnvironment } from './job/job-environment.ts';
import { runJob } from './job/run-job.ts';
import { SemanticSearch } from './queries/search.ts';
import { searchWords } from './queries/search-words.ts';
import { surveySamples } from './job/usable-samples.ts';

/** How often the host is told, at most. */
const TELL_EVERY_MS = 100;

const ANALYSIS_FAILED = 1;

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

const MODELS = path.join(__dirname, '../models');
const PARSER = path.join(__dirname, 'parser.js');
const parser = new ParserThread(PARSER);

connection.onRequest(analyzeRequest, (request, token) => underWay(request, token, runJob));
connection.onRequest(mapShardRequest, (request, token) => underWay(request, token, mapShard));
connection.onRequest(compareStripeRequest, (request) => {
  beNice();
  return typed(() => compareStripe(request, MODELS));
});
const list = recentListing();
connection.onRequest(readTextRequest, ({ source, path: inside, reading }) =>
  typed(() => readText(source, inside, complete(reading), parser.parse, list)),
);
const semanticSearch = new SemanticSearch(MODELS);
connection.onRequest(searchRequest, (request) => typed(() => semanticSearch.search(request)));
const tiles = new HeatmapTiles();
connection.onRequest(tileRequest, (request) => typed(() => tiles.tile(request)));
connection.onRequest(searchWordsRequest, ({ progress: token, ...request }, cancellation) =>
  typed(() =>
    searchWords(
      { ...request, reading: complete(request.reading) },
      parser.parse,
      (progress) => void connection.sendProgress(searchProgress, token, progress).catch(() => undefined),
      signalOf(cancellation),
    ),
  ),
);
let detector: Detector | undefined;
connection.onRequest(explainRequest, (request) =>
  typed(() =>
    explainDocument(
      { ...request, reading: complete(request.reading) },
      (detector ??= Detector.load(MODELS)),
      parser.parse,
    ),
  ),
);
connection.onRequest(surveySamplesRequest, ({ reading, ...request }, cancellation) =>
  typed(() =>
    surveySamples(request, {
      detector: () => (detector ??= Detector.load(MODELS)),
      reading: complete(reading),
      parse: parser.parse,
      signal: signalOf(cancellation),
    }),
  ),
);
connection.onRequest(exportRequest, (request) =>
  typed(() => exportReport({ ...request, reading: complete(request.reading) }, __dirname, parser.parse)),
);
connection.onRequest(readListRequest, ({ file }) =>
  typed(async () => {
    const { readList } = await import('../../exports/list/read-list.ts');
    return readList(await readFile(file));
  }),
);
connection.onError(() => undefined);

/** Does work that takes long and tells how far it is. */
function underWay<Request extends { readonly options: AnalysisOptions }, Response>(
  request: Request,
  token: CancellationToken,
  work: (request: Request, environment: JobEnvironment) => Promise<Response>,
): Promise<Response | ResponseError<AnalyzerFailure>> {
  beNice();
  const teller = new Teller();
  return typed(async () => {
    try {
      return await work(
        { ...request, options: { ...request.options, reading: complete(request.options.reading) } },
        {
          modelsFolder: MODELS,
          threadPath: path.join(__dirname, 'thread.js'),
          parserPath: PARSER,
          layoutPath: path.join(__dirname, 'layout.js'),
          onProgress: (progress) => teller.progress(progress),
          onDocument: (document) => teller.document(document),
          onCompareElsewhere: (compared) => connection.sendRequest(compareElsewhereRequest, compared),
          signal: signalOf(token),
        },
      );
    } finally {
      await teller.flush();
      // Once the answer is on its way: the process may be asked for more, and what the work left would lie in memory until then.
      setTimeout(collectGarbage);
    }
  });
}

/** An analysis takes all cores for minutes: whatever the user does meanwhile goes first. The threads that are started from here on have it from here. */
function beNice(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not allow it.
  }
}

/** The options as they came from the host, checked: a limit that is no number would limit nothing. */
const complete = (reading: ReadingOptions | undefined) =>
  reading === undefined ? DEFAULT_READING : ReadingOptionsSchema.parse(reading);

// The host is gone and nobody waits for the result. An orderly exit would end the threads in the middle of their work, which the ONNX runtime does not survive.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
endWithParent();
// A terminal sends these to the whole group; the host decides what they mean.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
connection.listen();

/** Gathers what the host is told, so that thousands of small documents do not become thousands of messages. */
class Teller {
  private documents: DocumentResult[] = [];
  private latest: Progress | undefined;
  private timer: NodeJS.Timeout | undefined;

  progress(progress: Progress): void {
    this.latest = progress;
    this.schedule();
  }

  document(document: DocumentResult): void {
    this.documents.push(document);
    this.schedule();
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { documents, latest } = this;
    this.documents = [];
    this.latest = undefined;
    // Both at once: were the second sent later, a newer one could come before it.
    await Promise.all([
      documents.length > 0 ? connection.sendNotification(documentsNotification, documents) : undefined,
      latest && connection.sendNotification(progressNotification, latest),
    ]);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => void this.flush().catch(() => undefined), TELL_EVERY_MS);
  }
}

/** Answers with the result, or with an error that carries a code. */
async function typed<T>(answer: () => Promise<T>): Promise<T | ResponseError<AnalyzerFailure>> {
  try {
    return await answer();
  } catch (error) {
    const { code, memory } =
      error instanceof AnalysisFailure ? error : { code: 'internal' as const, memory: undefined };
    const { message, notice } = toldBy(error);
    return new ResponseError<AnalyzerFailure>(ANALYSIS_FAILED, message, {
      code,
      ...(notice && { notice }),
      ...(memory && { memory }),
    });
  }
}
