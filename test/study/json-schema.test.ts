import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { studyJsonSchema } from '../../src/study/json-schema.ts';

it('the committed JSON Schema is up to date (npx tsx scripts/generate-schema.ts)', () => {
  const file = new URL('../../schema/study.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(studyJsonSchema())));
});

it('says what the values of an axis are, for which zod has no type', () => {
  const { properties } = studyJsonSchema() as { properties: Record<string, Record<string, unknown>> };
  const { items } = properties.axes as { items: { properties: { values: { items: object } } } };
  expect(items.properties.values.items).toEqual({ type: ['number', 'string', 'boolean'] });
});
