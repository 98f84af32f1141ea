import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import * as z from 'zod';
import type { Service } from '../service.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { problems } from './batch-routes.ts';

const StateSchema = z
  .object({
    status: z.enum(['ok', 'not-ready']),
    queue: z.enum(['embedded', 'redis']),
    problems: z
      .array(
        z.object({
          code: z.string(),
          message: z.string(),
          count: z.number().int(),
          names: z.array(z.string()).exactOptional().meta({
            description: 'Which: for a token that may read the figures, and on a server for this machine alone.',
          }),
        }),
      )
      .exactOptional()
      .meta({ description: 'What is wrong, although the server works.' }),
  })
  .meta({ id: 'ServiceState' });

/** Milliseconds in which the store has to answer. */
const STORE_MS = 2000;

const answers = (store: BlobStore) =>
  Promise.race([
    store.check().then(
      () => true,
      () => false,
    ),
    delay(STORE_MS, false, { ref: false }),
  ]);

/** Apart from what an address asks besides, since who looks after the server may share it with clients. */
const READY_LIMIT = { max: 600, timeWindow: '1 minute' };

/** So long what was found holds, however many ask. */
const READY_MS = 1000;

/** For those who run the service: whether it is alive, whether it can work, and its figures. */
export const operationRoutes: FastifyPluginAsyncZod<{ readonly service: Service }> = (
  app,
  { service: { batches, files, queue, metrics } },
) => {
  let asked: { readonly at: number; readonly ready: Promise<boolean> } | undefined;
  const isReady = () => {
    if (!asked || performance.now() - asked.at > READY_MS)
      asked = { at: performance.now(), ready: queue.ready().then((ready) => ready && answers(files.store)) };
    return asked.ready;
  };
  app.get(
    '/health',
    {
      config: { access: 'public', rateLimit: false },
      logLevel: 'warn',
      schema: {
        operationId: 'health',
        tags: ['operation'],
        summary: 'Whether the server is alive',
        security: [],
        response: { ...problems(), 200: StateSchema },
      },
    },
    () => ({ status: 'ok' as const, queue: queue.name }),
  );
  app.get(
    '/ready',
    {
      config: { access: 'public', rateLimit: READY_LIMIT },
      logLevel: 'warn',
      schema: {
        operationId: 'ready',
        tags: ['operation'],
        summary: 'Whether the server can take and run batches',
        security: [],
        response: { ...problems(), 200: StateSchema, 503: StateSchema },
      },
    },
    async (request, reply) => {
      const ready = await isReady();
      void reply.code(ready ? 200 : 503);
      const strange = batches.strangeThings();
      const mayRead = request.caller?.scopes.has('metrics') === true;
      const problems: { code: string; message: string; count: number; names?: string[] }[] =
        strange.length === 0
          ? []
          : [
              {
                code: 'unreadable',
                message:
                  'Among the batches there is what cannot be read. Nothing of it was deleted: the log names it, and ghostwriter-batch doctor says what to do.',
                count: strange.length,
                ...(mayRead && { names: strange.map(({ message }) => message) }),
              },
            ];
      // What Redis says is for whoever runs the service.
      for (const { code, message, count } of queue.problems?.() ?? [])
        problems.push({
          code,
          message: mayRead ? message : 'The queue does not work as it should: the log of the server says why.',
          count,
        });
      return {
        status: ready ? ('ok' as const) : ('not-ready' as const),
        queue: queue.name,
        ...(problems.length > 0 && { problems }),
      };
    },
  );
  app.get(
    '/metrics',
    {
      config: { access: 'metrics' },
      logLevel: 'warn',
      schema: {
        operationId: 'metrics',
        tags: ['operation'],
        summary: "The service's figures, for Prometheus",
        response: { 200: z.string(), ...problems() },
      },
    },
    async (_, reply) => {
      void reply.type(metrics.registry.contentType);
      return metrics.registry.metrics();
    },
  );
  return Promise.resolve();
};
