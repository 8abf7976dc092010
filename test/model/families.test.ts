import { expect, it } from 'vitest';
import { FAMILIES, FAMILY_IDS, type FamilyFacts } from '../../src/domain/families.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { layOut } from '../../src/model/layout.ts';
import { smallInstance } from '../methods/instances.ts';

it.each(FAMILY_IDS)('the rows of %s belong to what they are said to: slots, or instants', (id) => {
  const { problem } = smallInstance(1, {
    storage: true,
    memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
    minimumRate: 1,
    outage: 0,
  });
  const { slotCount } = problem.topology;
  const slots = assembleMonolith(layOut(problem)).meanings.flatMap((meaning) =>
    meaning.constraint === id ? meaning.slot : [],
  );
  const { isOfInstants }: FamilyFacts = FAMILIES[id];
  expect(Math.max(...slots)).toBe(isOfInstants ? slotCount : slotCount - 1);
});
