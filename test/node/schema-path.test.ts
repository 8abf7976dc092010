import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { scenarioSchemaFor } from '../../src/node/schema-path.ts';

it.each([null, 'network.yaml', 'deep/er/network.yaml', '/network.yaml'])(
  'a scenario at %s finds its schema',
  (file) => {
    const path = scenarioSchemaFor(file);
    expect(path).toMatch(/^\.{1,2}\/.*scenario\.schema\.json$/);
    expect(existsSync(resolve(dirname(file ?? 'x'), path))).toBe(true);
  },
);
