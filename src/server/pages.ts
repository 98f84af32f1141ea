import { createHash } from 'node:crypto';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ASSETS } from './access.ts';

/** Everything comes from here, but for the empty style sheet that the toolkit's elements make and fill by script. */
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self' 'sha256-${createHash('sha256').update('').digest('base64')}'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
/** Swagger's page writes styles into its elements. */
const POLICY_OF_DOCS = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
  / 'sha256-[^']*'/,
  '',
);

/** Scripts and styles of a page, in their order. */
const PAGES = {
  list: ['Batches', ['service-page.js'], ['service-page.css']],
  batch: ['Batch', ['service-host.js', 'webview.js'], ['webview.css', 'service-host.css']],
  docs: ['API', ['api-docs.js'], ['api-docs.css']],
} as const satisfies Readonly<Record<string, Page>>;

/** What pages may get of the folder of the bundles. */
const SERVED: ReadonlySet<string> = new Set(
  Object.values(PAGES).flatMap(([, scripts, styles]) => [...scripts, ...styles].map((name) => `/${name}`)),
);

/** The pages: the list of batches, the dashboard of one, and a page to try the interface. They hold no data; what they show they ask for. */
export async function pages(app: FastifyInstance, dist: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: [path.join(dist, 'web'), dist],
    prefix: ASSETS,
    index: false,
    allowedPath: (asked) => SERVED.has(asked),
    cacheControl: true,
    maxAge: '5m',
    decorateReply: false,
    schemaHide: true,
  });
  const send = (reply: FastifyReply, page: keyof typeof PAGES) => {
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', page === 'docs' ? POLICY_OF_DOCS : POLICY)
      .send(pageOf(PAGES[page]));
  };
  const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
  app.get('/', hidden, (_, reply) => send(reply, 'list'));
  app.get('/batch/:id', hidden, (_, reply) => send(reply, 'batch'));
  app.get('/api/docs', hidden, (_, reply) => send(reply, 'docs'));
  app.get('/api/openapi.json', hidden, (_, reply) => reply.send(app.swagger()));
}

type Page = readonly [title: string, scripts: readonly string[], styles: readonly string[]];

function pageOf([title, scripts, styles]: Page): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${styles.map((style) => `<link rel="stylesheet" href="/assets/${style}">`).join('\n')}
<link rel="icon" href="data:,">
<title>${title} – Ghost-Writer</title>
</head>
<body>
<noscript>This page is drawn by scripts. Allow them to see it.</noscript>
${scripts.map((script) => `<script type="module" src="/assets/${script}"></script>`).join('\n')}
</body>
</html>
`;
}
