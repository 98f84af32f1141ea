import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { VECTORS_DAMAGED } from '../../exports/read-vectors.ts';
import { gatherExcerpts } from '../../exports/excerpts.ts';
import { readBySha256 } from '../../exports/pages/pages.ts';
import { exportJson } from '../../exports/json.ts';
import { messageOf } from '../../protocol/message-of.ts';
import type { Excerpt } from '../../report/excerpts.ts';
import type { Report, ReportDocument } from '../../report/report.ts';
import { SIMILARITY_FILE } from '../../report/report-file.ts';
import { VECTORS_FILE } from '../../report/vectors-file.ts';
import { tenantOf } from '../access.ts';
import { DocumentParams, DocumentQuery, ExportQuery, IdParams, RowsParams } from '../api-schemas.ts';
import { exportStream, gathered } from '../export-stream.ts';
import { outsideMessage } from '../outside-error.ts';
import { watched } from '../pace.ts';
import { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import { resultFile, storedVectors } from '../store/results.ts';
import { problems } from './batch-routes.ts';

/** Files beside the report that clients may have. */
const ROWS = { vectors: VECTORS_FILE, similarity: SIMILARITY_FILE } as const;

/** What a batch gave: the whole report, one document of it, and exports. */
export const resultRoutes: FastifyPluginAsyncZod<{ readonly service: Service }> = (app, { service }) => {
  const { batches, files, page, silenceSeconds } = service;
  const textAt = async (tenant: string, id: string, inside: string) => {
    await files.needSource({ tenant, id });
    return (await service.reader.read(batches.get(tenant, id).job, inside)).text;
  };
  const textOf = (tenant: string, id: string, { path }: ReportDocument) => textAt(tenant, id, path);
  const excerptsOf = async (tenant: string, id: string, report: Report) => {
    let textsUnread = 0;
    const excerpts = await gatherExcerpts(
      report,
      (document) => textOf(tenant, id, document),
      () => textsUnread++,
    );
    return { excerpts, textsUnread };
  };

  app.get(
    '/api/batch/:id/results',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'batchResults',
        tags: ['results'],
        summary: 'The whole report',
        params: IdParams,
        response: { 200: z.unknown().meta({ description: 'The report.' }), ...problems(404, 409, 410) },
      },
    },
    async (request, reply) => {
      const report = await batches.report(tenantOf(request), request.params.id);
      void reply.type('application/json; charset=utf-8');
      return watched(Readable.from(gathered(exportJson(report)), { objectMode: false }), request, silenceSeconds);
    },
  );

  app.get(
    '/api/batch/:id/documents/:doc',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'batchDocument',
        tags: ['results'],
        summary: 'What was found of one document, and its text where that is asked for',
        params: DocumentParams,
        querystring: DocumentQuery,
        response: {
          200: z.unknown().meta({
            description: 'The document as it stands in the report; with `text` besides where that was asked for.',
          }),
          ...problems(404, 409, 410),
        },
      },
    },
    async (request) => {
      const { id, doc } = request.params;
      const tenant = tenantOf(request);
      const report = await batches.report(tenant, id);
      const document = report.documents.find((d) => d.id === doc);
      if (!document) throw new Problem(404, 'no-such-document', 'This document is not part of the batch.');
      if (!request.query.text) return document;
      const text = await textOf(tenant, id, document).catch((error: unknown) => {
        throw new Problem(410, 'no-text', outsideMessage(messageOf(error), [files.root]));
      });
      return { ...document, text };
    },
  );

  app.get(
    '/api/batch/:id/rows/:name',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'batchRows',
        tags: ['results'],
        summary: 'What searches by meaning and single cells of the heatmap are computed from',
        description:
          '`vectors`: the embeddings of the documents. `similarity`: what similarities are made of, in the order of the heatmap; of batches of more than 500 documents alone. Binary, as this version lays it beside the report.',
        params: RowsParams,
        response: { 200: z.unknown().meta({ description: 'The file.' }), ...problems(404, 409, 410) },
      },
    },
    async (request, reply) => {
      const { id, name } = request.params;
      const tenant = tenantOf(request);
      await batches.report(tenant, id);
      const rows = await resultFile(files.store, { tenant, id }, ROWS[name]);
      if (!rows) throw new Problem(404, 'no-rows', `This batch has no ${name}.`);
      void reply.type('application/octet-stream').header('content-length', rows.bytes);
      return watched(rows.stream, request, silenceSeconds);
    },
  );

  app.get(
    '/api/batch/:id/excerpts',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'batchExcerpts',
        tags: ['results'],
        summary: 'The passages that the findings rest on, by the SHA-256 of their texts',
        description:
          'Where texts could not be read, the header `ghostwriter-texts-unread` says how many: their passages are missing.',
        params: IdParams,
        response: {
          200: z.record(
            z.string(),
            z.array(
              z.object({ start: z.number(), end: z.number(), aiProbability: z.number().nullable(), text: z.string() }),
            ),
          ),
          ...problems(404, 409, 410),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const tenant = tenantOf(request);
      const { excerpts, textsUnread } = await excerptsOf(tenant, id, await batches.report(tenant, id));
      if (textsUnread > 0) void reply.header('ghostwriter-texts-unread', textsUnread);
      return excerpts as Record<string, Excerpt[]>;
    },
  );

  app.get(
    '/api/batch/:id/export',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'exportBatch',
        tags: ['results'],
        summary: 'The report in a format, as a file',
        description: 'Parquet comes as a ZIP with a file a table, pages as a ZIP with a page for each document.',
        params: IdParams,
        querystring: ExportQuery,
        response: { 200: z.unknown().meta({ description: 'The file.' }), ...problems(404, 409, 410) },
      },
    },
    async (request, reply) => {
      const { format, anonymise, bom, excerpts, names } = request.query;
      const { id } = request.params;
      const tenant = tenantOf(request);
      const report = await batches.report(tenant, id);
      const vectors =
        format === 'parquet'
          ? await storedVectors(files.store, { tenant, id }).catch((error: unknown) => {
              throw error instanceof Error && error.message === VECTORS_DAMAGED
                ? new Problem(410, 'results-gone', error.message)
                : error;
            })
          : undefined;
      const { body, type, disposition } = await exportStream(report, format, {
        page,
        anonymise,
        byteOrderMark: bom,
        ...(vectors && { vectors }),
        ...(format === 'pages' && {
          pages: {
            read: readBySha256(report, (inside) => textAt(tenant, id, inside)),
            showNames: names,
          },
        }),
        ...(excerpts && format === 'html' && (await excerptsOf(tenant, id, report))),
      });
      void reply.type(type).header('content-disposition', disposition);
      return watched(body, request, silenceSeconds);
    },
  );
  return Promise.resolve();
};
