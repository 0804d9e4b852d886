/**
 * `npm run schema`: prints the schema into schema.graphql, sorted, so that a review sees each change of the API in its diff.
 * With `--check` it writes nothing and fails when the file is not what the code would print.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from '../src/app/build-schema';
import { capabilities } from '../src/app/capabilities';

const file = join(__dirname, '..', 'schema.graphql');
const text = `${printSchema(lexicographicSortSchema(buildSchema(capabilities)))}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema.graphql is not what the code says: run `npm run schema` and review the difference.');
  process.exitCode = 1;
}
