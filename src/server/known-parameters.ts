import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { clipped } from '../report/outside-text.ts';
import { Problem } from './problem.ts';

/** Refuses what an address asks for that nobody would do: whoever writes `anonymize` for `anonymise` would get names otherwise. */
export function refuseUnknownParameters(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _, done) => {
    const { url, schema } = request.routeOptions;
    const query = schema?.querystring;
    const known = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
    const unknown = Object.keys(request.query as object).find((name) => !known.includes(name));
    // Pages and probes may be asked for with anything behind them.
    if (unknown === undefined || !url?.startsWith('/api/batch')) return done();
    const takes = known.length === 0 ? 'It takes none' : `It takes ${known.join(', ')}`;
    done(
      new Problem(
        400,
        'unknown-parameter',
        `The parameter ${JSON.stringify(clipped(unknown, 100))} is none of this address. ${takes}. The interface is described at /api/docs.`,
      ),
    );
  });
}
