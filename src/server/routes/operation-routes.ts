import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import * as z from 'zod';
import type { Service } from '../service.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { problems } from './batch-routes.ts';

const StateSchema = z.object({ status: z.enum(['ok', 'not-ready']), queue: z.enum(['embedded', 'redis']) }).meta({ id: 'ServiceState' });

/** Milliseconds in which the store has to answer. */
const STORE_MS = 2000;

const answers = (store: BlobStore) => Promise.race([store.check().then(() => true, () => false), delay(STORE_MS, false, { ref: false })]);

/** For those who run the service: whether it is alive, whether it can work, and its figures. */
export const operationRoutes: FastifyPluginAsyncZod<{ readonly service: Service }> = (app, { service: { files, queue, metrics } }) => {
  app.get('/health', { config: { access: 'public', rateLimit: false }, logLevel: 'warn', schema: { operationId: 'health', tags: ['operation'], summary: 'Whether the server is alive', security: [], response: { 200: StateSchema } } }, () => ({ status: 'ok' as const, queue: queue.name }));
  app.get('/ready', { config: { access: 'public', rateLimit: false }, logLevel: 'warn', schema: { operationId: 'ready', tags: ['operation'], summary: 'Whether the server can take and run batches', security: [], response: { 200: StateSchema, 503: StateSchema } } }, async (_, reply) => {
    const ready = (await queue.ready()) && (await answers(files.store));
    void reply.code(ready ? 200 : 503);
    return { status: ready ? ('ok' as const) : ('not-ready' as const), queue: queue.name };
  });
  app.get(
    '/metrics',
    { config: { access: 'metrics' }, logLevel: 'warn', schema: { operationId: 'metrics', tags: ['operation'], summary: "The service's figures, for Prometheus", response: { 200: z.string(), ...problems() } } },
    async (_, reply) => {
      void reply.type(metrics.registry.contentType);
      return metrics.registry.metrics();
    },
  );
  return Promise.resolve();
};
