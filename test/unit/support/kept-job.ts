import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serialize } from 'node:v8';
import { exportJson } from '../../../src/exports/json.ts';
import type { Job } from '../../../src/protocol/job.ts';
import { overviewOf } from '../../../src/report/overview.ts';
import { encodeVectors } from '../../../src/report/vectors-file.ts';
import { sealed, sealedJson } from '../../../src/storage/sealed-json.ts';
import { LogWriter } from '../../../src/storage/record-log.ts';
import { writeForPanel } from '../../../src/process/child/job/write-for-panel.ts';
import { reportDocument, reportOn } from './reports.ts';

const TIME = '2030-01-02T03:04:05.678Z';

/** A completed job with every file that one can have, in a folder of jobs; with texts beside it where it is a batch of a service. */
export async function keptJob(root: string, id: string, withTexts: boolean): Promise<Job> {
  const folder = path.join(root, id);
  mkdirSync(folder, { recursive: true });
  const source = {
    kind: 'folder',
    name: 'texts',
    paths: [withTexts ? path.join(folder, 'source/texts') : '/essays'],
  } as const;
  const documents = Array.from({ length: 6 }, (_, i) =>
    reportDocument({
      id: `d${i + 1}`,
      path: `text-${i}.txt`,
      sha256: createHash('sha256').update(`${i}`).digest('hex'),
      segments: [{ start: 0, end: 9, aiProbability: 0.25 }],
    }),
  );
  const report = reportOn(documents, source);
  const own = { ...report, job: { ...report.job, id } };
  const job: Job = {
    id,
    source,
    options: report.job.options,
    status: 'completed',
    createdAt: TIME,
    startedAt: TIME,
    finishedAt: TIME,
    summary: report.summary,
  };
  const write = (name: string, content: string | Uint8Array) => writeFileSync(path.join(folder, name), content);
  if (withTexts) {
    mkdirSync(source.paths[0], { recursive: true });
    for (const { path: name } of documents) write(path.join('source/texts', name), `The text ${name} of ${id}.`);
    write('lease.json', sealedJson({ run: '0123456789abcdef', shards: 3 }));
  } else {
    write(
      'annotations.json',
      sealedJson({ documents: { d1: { tags: ['read'], note: `The note of ${id}: what somebody wrote.` } } }),
    );
    write(
      'annotations-run.json',
      sealedJson({
        run: id,
        documents: documents.map(({ id: document, path: at, sha256 }) => ({ id: document, path: at, sha256 })),
      }),
    );
    write(
      'server.json',
      sealedJson({ version: 1, url: 'https://server.example', batch: id, renamed: [], warnings: [] }),
    );
    write('report-before.json', [...sealed(exportJson({ ...own, warnings: [] }))].join(''));
  }
  write('job.json', sealedJson({ version: 1, ...job }, 2));
  write('report.json', [...sealed(exportJson(own))].join(''));
  write('overview.json', sealedJson(overviewOf(own)));
  write(
    'vectors.bin',
    encodeVectors(
      'fast',
      documents.map((_, place) => ({ place, vector: Float32Array.from({ length: 8 }, (__, k) => k + place) })),
    ),
  );
  await writeForPanel(folder, own);
  const log = LogWriter.open(path.join(folder, 'analyses.log'), 0);
  for (let i = 0; i < 20; i++)
    log.append(
      createHash('sha256').update(`${id} ${i}`).digest(),
      serialize({ analysis: { id, i, text: 'x'.repeat(200) } }),
    );
  log.close();
  write('lock-1', JSON.stringify({ pid: 2 ** 22 + 1, started: null }));
  return job;
}
