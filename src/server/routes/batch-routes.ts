import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { tenantOf } from '../access.ts';
import { BatchPageSchema, BatchSchema, IdParams, PageQuery, ProblemSchema } from '../api-schemas.ts';
import { batchView } from '../batch-view.ts';
import { asProblem, incomingParts } from '../incoming-parts.ts';
import { Problem, type ProblemStatus } from '../problem.ts';
import { receiveUpload } from '../receive-upload.ts';
import type { Service } from '../service.ts';
import { SOURCE_FOLDER } from '../store/batch-files.ts';
import { checkTemplates, optionsFrom } from '../upload-options.ts';

/** Bytes that a multipart body may have around its files. */
const ENVELOPE = 16 * 1024 ** 2;

/** Batches: taking, listing, watching, repeating and deleting them. */
export const batchRoutes: FastifyPluginAsyncZod<{ readonly service: Service }> = (app, { service }) => {
  const { batches, files, limits, metrics } = service;
  /** Uploads that come in, by tenant. */
  const uploading = new Map<string, number>();

  app.post(
    '/api/batch/upload',
    {
      config: { access: 'write' },
      schema: {
        operationId: 'uploadBatch',
        tags: ['batches'],
        summary: 'Upload texts and have them analysed',
        description:
          'As multipart/form-data: any number of files, or one ZIP. The field `options` may hold options as JSON (see UploadOptions), `name` what the batch is called. A file’s name may be a path.',
        consumes: ['multipart/form-data'],
        response: { 202: BatchSchema, ...problems(507) },
      },
    },
    async (request, reply) => {
      const tenant = tenantOf(request);
      if (!request.isMultipart()) throw new Problem(415, 'not-multipart', 'Send the files as multipart/form-data.');
      if (Number(request.headers['content-length'] ?? 0) > limits.totalBytes + ENVELOPE)
        throw new Problem(
          413,
          'upload-too-large',
          'The upload is larger than a batch may be. Upload it as several batches.',
        );
      const own = uploading.get(tenant) ?? 0;
      // One tenant, however slow its uploads are, leaves places for others.
      const free = service.uploads - [...uploading.values()].reduce((sum, count) => sum + count, 0);
      // The last places are for tenants that have none, so that two cannot take all of them either.
      const kept = own === 0 ? 0 : Math.max(1, Math.floor(service.uploads / 4));
      if (own >= Math.ceil(service.uploads / 2) || free <= kept)
        throw new Problem(503, 'too-many-uploads', 'Too many uploads come in at the moment. Try again in a minute.');
      const place = batches.admit(tenant);
      const id = randomUUID();
      uploading.set(tenant, own + 1);
      try {
        const texts = path.join(files.folder({ tenant, id }), SOURCE_FOLDER);
        const begin = async () => {
          await files.beginUpload({ tenant, id });
          await mkdir(texts, { recursive: true, mode: 0o700 });
        };
        const parts = incomingParts(
          request,
          {
            preservePath: true,
            limits: {
              files: limits.entries + 1,
              fields: 8,
              parts: limits.entries + 16,
              fieldSize: 1 << 16,
              fileSize: Infinity,
            },
          },
          service.silenceSeconds,
        );
        const {
          source,
          fields,
          bytes,
          files: uploaded,
        } = await receiveUpload(parts, texts, limits, {
          begin,
          onField: (field, value) => {
            // A client that sends them first is told before its files come in.
            if (field === 'options') optionsFrom(value, limits);
          },
        });
        const options = optionsFrom(fields['options'], limits);
        checkTemplates(options, source, texts, uploaded);
        await files.keepSource({ tenant, id });
        const job = await batches.create(tenant, id, source, options, place);
        metrics.uploadedBytes.inc(bytes);
        void reply.header('location', `/api/batch/${id}/status`);
        void reply.code(202);
        return batchView(job);
      } catch (error) {
        await files
          .remove({ tenant, id })
          .catch((left: unknown) =>
            request.log.error({ batch: id, err: left }, 'what is left of an upload could not be deleted'),
          );
        // The rest of the body is not read.
        void reply.header('connection', 'close');
        throw asProblem(error);
      } finally {
        place.release();
        const left = uploading.get(tenant)! - 1;
        if (left > 0) uploading.set(tenant, left);
        else uploading.delete(tenant);
      }
    },
  );

  app.get(
    '/api/batch/jobs',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'listBatches',
        tags: ['batches'],
        summary: 'List batches, newest first',
        querystring: PageQuery,
        response: { 200: BatchPageSchema, ...problems() },
      },
    },
    (request) => {
      const { offset, limit } = request.query;
      const tenant = tenantOf(request);
      const all = batches.list(tenant);
      const page = all.slice(offset, offset + limit).map(({ id }) => viewOf(tenant, id));
      return { batches: page, total: all.length, next: offset + limit < all.length ? offset + limit : null };
    },
  );

  app.get(
    '/api/batch/:id/status',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'batchStatus',
        tags: ['batches'],
        summary: 'How far a batch is',
        params: IdParams,
        response: { 200: BatchSchema, ...problems(404) },
      },
    },
    (request) => viewOf(tenantOf(request), request.params.id),
  );

  app.post(
    '/api/batch/:id/retry',
    {
      config: { access: 'write' },
      schema: {
        operationId: 'retryBatch',
        tags: ['batches'],
        summary: 'Let a stopped or failed batch go on, or try the skipped documents of a completed one again',
        params: IdParams,
        response: { 202: BatchSchema, ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      const job = await batches.retry(tenantOf(request), request.params.id);
      void reply.code(202);
      return batchView(job);
    },
  );

  for (const why of ['cancel', 'pause'] as const)
    app.post(
      `/api/batch/:id/${why}`,
      {
        config: { access: 'write' },
        schema: {
          operationId: `${why}Batch`,
          tags: ['batches'],
          summary: why === 'cancel' ? 'Stop a batch' : 'Stop a batch until it is let go on',
          params: IdParams,
          response: { 200: BatchSchema, ...problems(404, 409) },
        },
      },
      async (request) => batchView(await batches.stop(tenantOf(request), request.params.id, why)),
    );

  app.delete(
    '/api/batch/:id',
    {
      config: { access: 'write' },
      schema: {
        operationId: 'deleteBatch',
        tags: ['batches'],
        summary: 'Delete a batch, its texts and its results',
        params: IdParams,
        response: { 204: z.null().meta({ description: 'It is deleted.' }), ...problems(404) },
      },
    },
    async (request, reply) => {
      await batches.remove(tenantOf(request), request.params.id);
      void reply.code(204);
      return null;
    },
  );

  const viewOf = (tenant: string, id: string) => {
    const { job, progress } = batches.get(tenant, id);
    return batchView(job, progress);
  };
  return Promise.resolve();
};

/** Problems that any route may answer by, and some of its own. */
export function problems(...codes: readonly ProblemStatus[]) {
  return Object.fromEntries([...ANYWHERE, ...codes].map((code) => [code, ProblemSchema])) as Record<
    ProblemStatus,
    typeof ProblemSchema
  >;
}

const ANYWHERE: readonly ProblemStatus[] = [400, 401, 403, 408, 413, 414, 415, 417, 429, 431, 500, 503];
