import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { PRESETS } from '../../src/scenario/presets.ts';

it('the committed JSON Schema is up to date (npx tsx scripts/generate-schema.ts)', () => {
  const file = new URL('../../schema/scenario.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

it('needs a horizon only without a preset, since every preset states it', () => {
  const schema = scenarioJsonSchema() as {
    required: string[];
    else: { required: string[]; properties: { horizon: { required: string[] } } };
  };
  expect(schema.required).toEqual(['satqn', 'demands']);
  expect(schema.else.required).toEqual(['horizon']);
  for (const preset of Object.values(PRESETS)) {
    expect(Object.keys(preset.horizon!)).toEqual(schema.else.properties.horizon.required);
  }
});
