import type { FastifyInstance } from 'fastify';
import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import * as z from 'zod';
import reportSchema from '../../docs/report.schema.json' with { type: 'json' };
import { UploadOptionsSchema } from './api-schemas.ts';
import { PROBLEM_STATUSES } from './problem.ts';

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
type Operation = OpenAPIV3_1.OperationObject;

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const binary = (type: string): Record<string, { schema: Schema }> => ({
  [type]: { schema: { type: 'string', format: 'binary' } },
});

/** Bodies that are written piece by piece, and so by no schema on the way out. */
const STREAMED: Readonly<Record<string, Record<string, { schema?: Schema }>>> = {
  batchResults: { 'application/json': { schema: reference('Report') } },
  batchDocument: {
    'application/json': {
      schema: {
        allOf: [
          reference('ReportDocument'),
          { type: 'object', properties: { text: { type: 'string', description: 'Its text as it was analysed.' } } },
        ],
      },
    },
  },
  // A stream has no schema as a whole: each event is one line of JSON.
  batchEvents: { 'text/event-stream': {} },
  batchRows: binary('application/octet-stream'),
  metrics: { 'text/plain': { schema: { type: 'string' } } },
  exportBatch: {
    'text/csv': { schema: { type: 'string' } },
    'application/json': { schema: reference('Report') },
    'application/jsonl': { schema: { type: 'string' } },
    'text/html': { schema: { type: 'string' } },
    'application/sarif+json': { schema: { type: 'object' } },
    ...binary('application/zip'),
  },
};

const UPLOAD: OpenAPIV3_1.RequestBodyObject = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['files'],
        properties: {
          name: { type: 'string', description: 'What the batch is called.' },
          options: reference('UploadOptions'),
          files: {
            type: 'array',
            minItems: 1,
            items: { type: 'string', format: 'binary' },
            description: 'Texts, or one ZIP.',
          },
        },
      },
      encoding: { options: { contentType: 'application/json' } },
    },
  },
};

/** Describes the routes that are registered after it (OpenAPI 3.1), from the schemas that they work by. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ghost-Writer Batch Analysis',
        version,
        description:
          'Finds the groups, the near-copies and the machine-written texts in a batch of documents. Whatever is no success is answered in one form, Problem: `statusCode`, `code` and a `message` for people.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      tags: [
        { name: 'batches', description: 'Batches of documents' },
        { name: 'results', description: 'What was found' },
        { name: 'operation', description: 'For those who run the service' },
      ],
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'Made with ghostwriter-batch token add. A server without tokens asks for none.',
          },
        },
      },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (given) => described(jsonSchemaTransformObject(given) as OpenAPIV3_1.Document),
  });
}

const isState = ({ content }: OpenAPIV3_1.ResponseObject) =>
  JSON.stringify(content?.['application/json']?.schema ?? {}).includes('ServiceState');

/** Adds what the schemas of the routes cannot say: bodies that are streams, and the published schema of reports. */
function described(api: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  for (const path of Object.values(api.paths ?? {}))
    for (const operation of Object.values(path ?? {}) as Operation[]) {
      const streamed = STREAMED[operation.operationId ?? ''];
      const answer = operation.responses?.['200'] as OpenAPIV3_1.ResponseObject | undefined;
      if (streamed && answer) answer.content = streamed;
      for (const [status, meaning] of Object.entries(PROBLEM_STATUSES)) {
        const problem = operation.responses?.[status] as OpenAPIV3_1.ResponseObject | undefined;
        // The state of the server has a form of its own.
        if (problem && !isState(problem)) problem.description = meaning;
      }
      if (operation.operationId === 'uploadBatch') operation.requestBody = UPLOAD;
    }
  // By their names, as a schema with an id stands among its definitions.
  const options = JSON.parse(
    JSON.stringify(z.toJSONSchema(UploadOptionsSchema, { io: 'input' }).$defs).replaceAll(
      '#/$defs/',
      '#/components/schemas/',
    ),
  ) as Record<string, Schema>;
  const { $schema: _, $id: __, definitions: parts, ...Report } = reportSchema;
  const definitions = JSON.parse(
    JSON.stringify({ ...parts, Report }).replaceAll('#/definitions/', '#/components/schemas/'),
    modern,
  ) as Record<string, Schema>;
  return {
    ...api,
    components: { ...api.components, schemas: { ...definitions, ...api.components?.schemas, ...options } },
  };
}

/** The published schema is of draft 7; OpenAPI 3.1 takes 2020-12, which has another word for tuples. */
function modern(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items)) return value;
  const { items, ...rest } = value as { readonly items: unknown; readonly additionalItems?: unknown };
  const { additionalItems, ...others } = rest;
  return { ...others, prefixItems: items, ...(additionalItems !== undefined && { items: additionalItems }) };
}
