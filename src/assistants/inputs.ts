import * as z from 'zod/mini';
import { ORDERS } from './documents.ts';
import { PAGE } from './page.ts';

// What the tools take. `package.json` has the same as JSON Schema for the editor (a test compares them), the MCP server gives it to its clients.

const analysis = z
  .optional(z.string().check(z.minLength(1)))
  .check(
    z.describe('Id of the analysis, from listAnalyses, or its name. The newest completed one where it is absent.'),
  );
const offset = z
  ._default(z.int().check(z.minimum(0)), 0)
  .check(z.describe('Where to go on: the `next` of the answer before.'));
const limit = z
  ._default(z.int().check(z.minimum(1), z.maximum(PAGE.most)), PAGE.usual)
  .check(z.describe('Items at most.'));

export const ListInput = z.object({ offset, limit });

export const ABOUT = ['summary', 'documents', 'clusters', 'near-copies', 'pairs', 'search'] as const;

export const QueryInput = z.object({
  analysis,
  about: z
    ._default(z.enum(ABOUT), 'summary')
    .check(
      z.describe(
        'summary: figures of the whole batch. documents: a filtered, sorted list. clusters: groups by subject. near-copies: groups of documents that are nearly the same. pairs: two documents that share passages, with positions. search: documents that are about what `query` says.',
      ),
    ),
  query: z
    .optional(z.string().check(z.minLength(1), z.maxLength(2000)))
    .check(z.describe('With about=search: words, a sentence or a passage.')),
  level: z
    .optional(z.enum(['high', 'medium', 'low', 'unknown']))
    .check(
      z.describe(
        'With about=documents: level of the AI probability: high, low, medium for undecided, unknown for not judged.',
      ),
    ),
  status: z
    .optional(z.enum(['analyzed', 'skipped']))
    .check(z.describe('With about=documents: skipped ones come with their reason.')),
  cluster: z.optional(z.int().check(z.minimum(0))).check(z.describe('With about=documents: id of a cluster.')),
  nearCopies: z
    .optional(z.int().check(z.minimum(0)))
    .check(z.describe('With about=documents: id of a group of near-copies.')),
  group: z
    .optional(z.string())
    .check(z.describe("With about=documents: a document's group, such as a student, where the batch is grouped.")),
  name: z.optional(z.string()).check(z.describe('With about=documents: what the path holds, in upper or lower case.')),
  sort: z
    ._default(z.enum(ORDERS), 'probability')
    .check(
      z.describe(
        'With about=documents: by AI probability, the lower end of its interval, number of words, similarity to the nearest document (each from the highest), or name.',
      ),
    ),
  reverse: z._default(z.boolean(), false).check(z.describe('With about=documents: the other way round.')),
  kind: z
    .optional(z.enum(['identical', 'near-duplicate', 'partly-copied', 'same-topic']))
    .check(z.describe('With about=pairs: kind of the pairs; all that are copies where it is absent.')),
  document: z
    .optional(z.string().check(z.minLength(1)))
    .check(z.describe('With about=pairs: id or path of a document that is one of the two.')),
  offset,
  limit,
});

export const ExplainInput = z.object({
  analysis,
  document: z
    .string()
    .check(z.minLength(1))
    .check(z.describe('Id or path of the document, or a part of its path that no other has.')),
});
