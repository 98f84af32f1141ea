import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Scope } from '../protocol/service.ts';
import { Problem } from './problem.ts';
import type { Caller, Tokens } from './tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `null` for nobody that is known. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What a token must allow for this route; `public` for what holds no data of anybody. */
    access?: Scope | 'public';
  }
}

/** Scripts and styles, the same for everybody. */
export const ASSETS = '/assets/';

/** Names of this very machine. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

export const isLoopback = (host: string): boolean => LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host);

/** Whoever asks a server without tokens, which only this machine reaches. */
const LOCAL: Caller = { tenant: 'local', scopes: new Set<Scope>(['read', 'write', 'metrics']) };

/**
 * Asks for a token on every route that is not public. A route without a word about access is a bug, and the server does not start.
 *
 * A server without tokens is for this machine alone. A page from elsewhere, in a browser here, could reach it all the same: so it answers only to a name of this machine (against rebinding of names),
 * and no page of another origin (against forged requests).
 *
 * @param required whether tokens are asked for even while there is none
 */
export function guard(app: FastifyInstance, tokens: Tokens, required: boolean): void {
  let asked = required;
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ url, config, method }) => {
    if (config?.access === undefined && !url.startsWith(ASSETS))
      throw new Error(`${String(method)} ${url} does not say who may ask for it.`);
  });
  app.addHook('onRequest', async (request) => {
    asked ||= (await tokens.list()).length > 0;
    request.caller = asked ? await callerOf(request, tokens) : isLocal(request) ? LOCAL : null;
  });
  // After the limit of requests, which counts those that are turned away as well, and before the body.
  app.addHook('preParsing', async (request, reply) => {
    const access = request.routeOptions.config.access ?? 'public';
    if (access === 'public') return;
    if (!request.caller && !asked)
      throw new Problem(
        403,
        'not-local',
        'A server without tokens answers this machine alone. Open it as http://localhost, or add a token: ghostwriter-batch token add.',
      );
    if (!request.caller) {
      void reply.header('www-authenticate', 'Bearer realm="ghostwriter-batch"');
      throw new Problem(
        401,
        'no-token',
        'A valid token is needed. Send it as "Authorization: Bearer …"; whoever runs the server makes one with ghostwriter-batch token add.',
      );
    }
    if (!request.caller.scopes.has(access))
      throw new Problem(403, 'not-allowed', `This token does not allow that: it lacks the scope ${access}.`);
  });
}

/** The tenant of a request that came through the guard. */
export function tenantOf({ caller }: FastifyRequest): string {
  if (!caller) throw new Error('A route that needs a caller is public.');
  return caller.tenant;
}

async function callerOf({ headers }: FastifyRequest, tokens: Tokens): Promise<Caller | null> {
  const text = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return (text !== undefined && (await tokens.caller(text))) || null;
}

function isLocal({ headers, hostname, host }: FastifyRequest): boolean {
  if (!isLoopback(hostname)) return false;
  const { origin } = headers;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
