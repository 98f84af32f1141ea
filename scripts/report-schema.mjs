// Writes docs/report.schema.json from the types of src/report/:   npm run schema
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const root = path.join(import.meta.dirname, '..');
export const SCHEMA_FILE = path.join(root, 'docs/report.schema.json');

/** The schema as text. Fields that it does not know are allowed: a later version may add some. */
export function reportSchema() {
  const generator = createGenerator({
    path: path.join(root, 'src/report/report.ts'),
    tsconfig: path.join(root, 'tsconfig.json'),
    type: 'Report',
    additionalProperties: true,
    skipTypeCheck: true,
    topRef: false,
  });
  const { $schema, definitions, ...report } = generator.createSchema('Report');
  const schema = {
    $schema,
    $id: 'urn:ghostwriter-batch:report:1',
    title: 'Ghost-Writer Batch Analysis: report, version 1',
    description:
      'What one analysis of a batch of documents found: the JSON export. Fields may be added; none is renamed or dropped without a new schemaVersion.',
    ...report,
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(SCHEMA_FILE, reportSchema());
  console.log(path.relative(root, SCHEMA_FILE));
}
