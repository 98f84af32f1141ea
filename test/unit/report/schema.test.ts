import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { reportSchema, SCHEMA_FILE } from '../../../scripts/report-schema.mjs';
import { exportJson } from '../../../src/exports/json.ts';
import { prepared } from '../../../src/exports/export-options.ts';
import type { Report } from '../../../src/report/report.ts';
import { readReport } from '../support/analysis.ts';
import { SAMPLES } from '../support/paths.ts';
import { reportDocument, reportOn } from '../support/reports.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as object;
const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
const errorsOf = (value: unknown) =>
  validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);

test('docs/report.schema.json is what the types say: npm run schema writes it again', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(reportSchema());
});

test.each([[[]], [['--anonymise']]])('a report of the samples is valid (%j)', async (options) => {
  const { paths } = await runCli([
    'analyze',
    SAMPLES,
    '--out',
    temporaryFolder(),
    '--format',
    'json',
    '--quiet',
    ...options,
  ]);
  const report = readReport(paths[0]!);
  expect(report.manifest).toBeDefined();
  expect(errorsOf(report)).toEqual([]);
});

const { report, manifest } = prepared(
  reportOn([
    reportDocument(),
    reportDocument({ id: 'd2', aiInterval: [0.1, 0.9], machineStretch: { start: 0, end: 5 }, pages: [4] }),
  ]),
  {},
);
const valid = JSON.parse([...exportJson(report, manifest)].join('')) as Report;

test('fields that a later version adds are let be', () => {
  expect(errorsOf({ ...valid, later: 1, documents: valid.documents.map((d) => ({ ...d, later: 'x' })) })).toEqual([]);
});

test.each([
  ['another version', { ...valid, schemaVersion: 2 }, '/schemaVersion'],
  [
    'a document without its path',
    { ...valid, documents: [{ ...valid.documents[0], path: undefined }] },
    '/documents/0',
  ],
  [
    'a manifest without its digest',
    { ...valid, manifest: { ...valid.manifest, resultsSha256: undefined } },
    '/manifest',
  ],
  [
    'a level that does not exist',
    { ...valid, documents: [{ ...valid.documents[0], confidence: 'sure' }] },
    '/documents/0/confidence',
  ],
  [
    'an interval of one end',
    { ...valid, documents: [{ ...valid.documents[0], aiInterval: [0.1] }] },
    '/documents/0/aiInterval',
  ],
  [
    'a pair of no similarity',
    { ...valid, similarity: { ...valid.similarity, pairs: [{ a: 'd1', b: 'd2' }] } },
    '/similarity/pairs/0',
  ],
])('%s is not valid', (_, report, at) => {
  expect(errorsOf(JSON.parse(JSON.stringify(report))).some((error) => error.startsWith(at))).toBe(true);
});
