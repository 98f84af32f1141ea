import { PassThrough } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { can } from '../../protocol/job-state.ts';
import { tenantOf } from '../access.ts';
import { IdParams } from '../api-schemas.ts';
import { batchView } from '../batch-view.ts';
import { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import { problems } from './batch-routes.ts';

/** So often something is said at least, even when there is nothing to say: what is silent is taken for dead on the way. */
const ALIVE_MS = 15_000;

/** After so long whoever finds no place may ask again. */
const RETRY_SECONDS = 5;

/** Documents that are told at once. */
const DOCUMENTS = 256;

/** How a batch goes on, as server-sent events: `status` with the batch, and `documents` with those that were analysed since. It ends when the batch has ended. */
export const eventRoutes: FastifyPluginAsyncZod<{ readonly service: Service }> = (
  app,
  { service: { batches, silenceSeconds, streams } },
) => {
  const open = new Set<PassThrough>();
  /** Streams that are open, by tenant. */
  const listening = new Map<string, number>();
  app.addHook('preClose', (closed) => {
    for (const stream of open) stream.end();
    closed();
  });
  app.get(
    '/api/batch/:id/events',
    {
      config: { access: 'read' },
      schema: {
        operationId: 'batchEvents',
        tags: ['batches'],
        summary: 'How a batch goes on, as server-sent events',
        description:
          'Event `status` holds the batch (see Batch), `documents` an array of documents that were analysed since the last one. The stream ends when the batch has ended.',
        params: IdParams,
        response: { 200: z.unknown().meta({ description: 'Server-sent events.' }), ...problems(404) },
      },
    },
    (request, reply) => {
      const tenant = tenantOf(request);
      const { id } = request.params;
      // It grows while the batch runs.
      const { documents } = batches.get(tenant, id);
      const own = listening.get(tenant) ?? 0;
      // Each is a connection that stays. One tenant leaves places for others, and all of them leave some for other requests.
      const most = Math.ceil(streams / 2);
      if (own >= most || open.size >= streams) {
        void reply.header('retry-after', String(RETRY_SECONDS));
        throw new Problem(
          own >= most ? 429 : 503,
          'too-many-streams',
          `${own >= most ? `${own} event streams of this tenant are open, which is as many as there may be` : 'As many event streams are open as there may be'}. Close some, follow fewer batches at once, or ask for their status every few seconds.`,
        );
      }
      const stream = new PassThrough();
      open.add(stream);
      listening.set(tenant, own + 1);
      let told = 0;
      let changed = true;
      const send = (event: string, data: unknown) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const status = () => {
        changed = false;
        try {
          const { job, progress } = batches.get(tenant, id);
          send('status', batchView(job, progress));
          if (!can('lose', job.status)) stream.end();
        } catch {
          // It was deleted.
          stream.end();
        }
      };
      // Says what there is to say for as long as it is taken. What is not taken is not kept here: a client that does not read costs no more than its connection.
      const tell = () => {
        while (stream.writable && !stream.writableNeedDrain) {
          if (told < documents.length) {
            const some = documents.slice(told, told + DOCUMENTS);
            told += some.length;
            send('documents', some);
          } else if (changed) status();
          else return;
        }
      };
      stream.on('drain', tell);
      const silence = batches.listen(id, (event) => {
        changed ||= event.kind !== 'documents';
        tell();
      });
      const timer = setInterval(
        () => stream.writable && !stream.writableNeedDrain && stream.write(': alive\n\n'),
        Math.min(ALIVE_MS, silenceSeconds * 250),
      );
      stream.once('close', () => {
        clearInterval(timer);
        silence();
        socket.off('close', gone);
        open.delete(stream);
        const left = (listening.get(tenant) ?? 1) - 1;
        if (left > 0) listening.set(tenant, left);
        else listening.delete(tenant);
      });
      // A client that goes away ends the answer, not what it is read from; and one that waits behind another on its connection hears of nothing.
      const { socket } = request.raw;
      const gone = () => stream.destroy();
      socket.once('close', gone);
      tell();
      void reply.type('text/event-stream').header('x-accel-buffering', 'no');
      return stream;
    },
  );
  return Promise.resolve();
};
