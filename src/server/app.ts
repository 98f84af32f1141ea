import multipart from '@fastify/multipart';
import rateLimit, { type FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { guard } from './access.ts';
import { answerBrokenRequest, answerOutsideRoutes, harmlessHeaders } from './broken-request.ts';
import { type ProblemBody, problemOf } from './error-answers.ts';
import { refuseUnknownParameters } from './known-parameters.ts';
import { describeApi } from './openapi.ts';
import { pages } from './pages.ts';
import { Problem } from './problem.ts';
import { RequestCounts } from './request-counts.ts';
import { batchRoutes } from './routes/batch-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { operationRoutes } from './routes/operation-routes.ts';
import { resultRoutes } from './routes/result-routes.ts';
import type { Service } from './service.ts';
import type { Tokens } from './tokens.ts';

/** How the server behaves towards its clients. */
export interface AppOptions {
  readonly version: string;
  readonly tokens: Tokens;
  /** Whether tokens are asked for even while there is none. */
  readonly tokensRequired: boolean;
  /** Requests of one token, or of one address without a token, in a minute. */
  readonly requestsPerMinute: number;
  readonly logger: NonNullable<FastifyServerOptions['loggerInstance']>;
  /** Keys of TLS, in PEM; plain HTTP without them. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

/** Milliseconds that a whole request may take to come in: a large upload over a slow line. */
const REQUEST_MS = 3_600_000;

/** The server, not listening yet. */
export async function buildApp(
  service: Service,
  { version, tokens, tokensRequired, requestsPerMinute, logger, tls }: AppOptions,
): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    // A client that sends nothing, or takes nothing.
    connectionTimeout: service.silenceSeconds * 1000,
    requestTimeout: REQUEST_MS,
    clientErrorHandler: answerBrokenRequest,
    // An address that is none, before there is a route.
    frameworkErrors: (error: FastifyError, _: FastifyRequest, reply: FastifyReply) => {
      // No hook sees these.
      harmlessToBrowsers(reply, tls !== undefined);
      answer(reply, problemOf(error));
    },
    bodyLimit: 1 << 16,
    // What it would answer has another form.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 128 },
    // What comes without a host is answered here, and not without a word.
    ...(tls
      ? { https: { ...tls, minVersion: 'TLSv1.2' as const, requireHostHeader: false } }
      : { http: { requireHostHeader: false } }),
  } as FastifyServerOptions) as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemOf(error);
    // What is told as a problem is known, such as that there are too many uploads.
    if (problem.statusCode >= 500 && !(error instanceof Problem)) request.log.error({ err: error }, 'a request failed');
    answer(reply, problem);
  });
  let ending = false;
  app.addHook('preClose', (done) => {
    ending = true;
    done();
  });
  app.addHook('onRequest', (request, _, done) =>
    done(
      ending
        ? new Problem(503, 'ending', 'The server is ending. Try again in a minute.')
        : request.headers.host === undefined && request.raw.httpVersion === '1.1'
          ? new Problem(400, 'no-host', 'The request lacks the header Host, which HTTP/1.1 asks for.')
          : undefined,
    ),
  );
  answerOutsideRoutes(app.server);
  app.addHook('onSend', async (_, reply) => {
    harmlessToBrowsers(reply, tls !== undefined);
  });
  app.addHook('onResponse', async (request, reply) => {
    service.metrics.requests.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  guard(app, tokens, tokensRequired);
  await app.register(rateLimit, {
    store: RequestCounts as unknown as FastifyRateLimitStoreCtor,
    max: requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: ({ caller, ip }) => (caller?.token === undefined ? `address ${ip}` : `token ${caller.token}`),
    errorResponseBuilder: (_, { after }) =>
      new Problem(429, 'too-many-requests', `Too many requests. Try again in ${after}.`),
  });
  // Behind the limit: whoever looks for addresses that there are none of is counted too.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_, reply) =>
    answer(reply, {
      statusCode: 404,
      code: 'not-found',
      message: 'There is nothing at this address. The interface is described at /api/docs.',
    }),
  );
  refuseUnknownParameters(app);
  await app.register(multipart, { throwFileSizeLimit: true });
  await describeApi(app, version);
  for (const routes of [batchRoutes, eventRoutes, resultRoutes, operationRoutes])
    await app.register(routes, { service });
  await pages(app, service.dist);
  await app.ready();
  return app;
}

/** Pages have a policy of their own, and what does not change may be kept. */
function harmlessToBrowsers(reply: FastifyReply, tls: boolean): void {
  for (const [name, value] of Object.entries(harmlessHeaders(tls)))
    if (!reply.hasHeader(name)) void reply.header(name, value);
}

function answer(reply: FastifyReply, problem: ProblemBody): void {
  void reply.code(problem.statusCode).type('application/json; charset=utf-8').serializer(JSON.stringify).send(problem);
}
