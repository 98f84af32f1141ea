// How fast an archive of 100,000 small texts is opened and read (not analysed): the product's own listing, and its reading in two worker threads.
//   node bench/archives.mjs [entries]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { bundle, load } from './product.mjs';

const THREADS = 2;

if (!isMainThread) {
  const { bundle, documents, reading } = workerData;
  const { readDocument } = await import(bundle);
  parentPort.postMessage('ready');
  parentPort.once('message', async () => {
    let characters = 0;
    for (const document of documents) characters += (await readDocument(document, reading)).text.length;
    parentPort.postMessage(characters);
  });
} else {
  const entries = Number(process.argv[2] ?? 100_000);
  const { listDocuments, DEFAULT_READING, zip } = await load(
    'analysis/sources/list-documents',
    'analysis/sources/read-document',
    'report/reading-options',
    '../test/unit/support/zip-writer',
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'ghostwriter-bench-'));
  try {
    const archive = path.join(folder, 'many.zip');
    const text = (i) =>
      `Text ${i}. The river was wide and slow, and nobody had crossed it since the spring. `.repeat(1 + (i % 8));
    writeFileSync(
      archive,
      zip(
        Array.from({ length: entries }, (_, i) => ({
          name: `class-${i % 100}/student-${i}.txt`,
          data: text(i),
          deflated: true,
        })),
        { zip64: {} },
      ),
    );
    const reading = { ...DEFAULT_READING };
    const opened = performance.now();
    const { documents } = await listDocuments({ kind: 'zip', name: 'many.zip', paths: [archive] }, reading);
    const listed = performance.now();
    const share = Math.ceil(documents.length / THREADS);
    const workers = Array.from(
      { length: THREADS },
      (_, i) =>
        new Worker(new URL(import.meta.url), {
          workerData: { bundle: bundle(), documents: documents.slice(i * share, (i + 1) * share), reading },
        }),
    );
    const next = (worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    await Promise.all(workers.map(next));
    const ready = performance.now();
    const answers = workers.map(next);
    for (const worker of workers) worker.postMessage('go');
    const characters = (await Promise.all(answers)).reduce((a, b) => a + b, 0);
    const read = performance.now() - ready;
    const open = listed - opened;
    console.log(
      `${documents.length} entries, ${characters} characters: opened in ${Math.round(open)} ms, read by ${THREADS} threads in ${Math.round(read)} ms, ${Math.round((documents.length / (open + read)) * 1000)} entries a second`,
    );
    await Promise.all(workers.map((w) => w.terminate()));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
