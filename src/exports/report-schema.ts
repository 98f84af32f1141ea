// A bundle of its own: most runs read no report from outside, and the schema and what is made of it are large.
import * as z from 'zod';
import schema from '../../docs/report.schema.json' with { type: 'json' };

let validator: z.ZodType | undefined;

/** What is wrong with a report by the published schema: where, and in words. `undefined` where nothing is. */
export function schemaIssue(report: unknown): { readonly path: string; readonly message: string } | undefined {
  validator ??= z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  const [issue] = validator.safeParse(report).error?.issues ?? [];
  return issue && { path: issue.path.join('/'), message: issue.message };
}
