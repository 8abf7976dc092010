import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINK_DEFAULTS } from '../../src/physics/link-defaults.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { scenarioSchema } from '../../src/scenario/schema/scenario.ts';

const guide = readFileSync(new URL('../../docs/scenario.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);

describe('docs/scenario.md', () => {
  it('has an explicit and a physical example, which parse', () => {
    const [explicit, physical] = blocks.map((text) => parseScenario(text));
    expect(blocks).toHaveLength(2);
    expect(explicit!.links).toHaveLength(2);
    expect(physical!.demands.map((demand) => demand.id)).toEqual(['Graz~Matera', 'Vienna~Matera']);
  });

  it('lists every key of the first level', () => {
    const listed = [...guide.matchAll(/^\| (`.*?) \|/gm)].flatMap((row) =>
      [...row[1]!.matchAll(/`(\w+)`/g)].map((m) => m[1]),
    );
    expect(listed).toEqual(expect.arrayContaining(Object.keys(scenarioSchema.shape)));
  });

  it('states the defaults of the link budgets as they are', () => {
    const classes = ['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const;
    const keys = new Set(classes.flatMap((name) => Object.keys(LINK_DEFAULTS[name])));
    for (const key of keys) {
      const row = guide.split('\n').find((line) => line.startsWith(`| \`${key}\` |`));
      const stated = row
        ?.split('|')
        .slice(2, -1)
        .map((cell) => cell.trim());
      const actual = classes.map((name) =>
        String((LINK_DEFAULTS[name] as unknown as Record<string, unknown>)[key] ?? ''),
      );
      expect(stated, key).toEqual(actual);
    }
    for (const [key, value] of Object.entries(LINK_DEFAULTS.G2G))
      expect(guide).toContain(`\`${key}\` ${value}`);
  });
});
