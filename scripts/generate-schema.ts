/** Writes the JSON Schemas, which editors use for completion and checks: `npx tsx scripts/generate-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../src/scenario/json-schema.ts';
import { studyJsonSchema } from '../src/study/json-schema.ts';

for (const [name, schema] of [
  ['scenario', scenarioJsonSchema()],
  ['study', studyJsonSchema()],
] as const) {
  const file = new URL(`../schema/${name}.schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
