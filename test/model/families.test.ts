import { expect, it } from 'vitest';
import { FAMILIES, FAMILY_IDS, type FamilyFacts, type FamilyId } from '../../src/domain/families.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { layOut } from '../../src/model/layout.ts';
import { rebuilt, smallInstance } from '../methods/instances.ts';
import { stations } from '../orbit/hap-pair.ts';
import { scenarioOf } from '../orbit/setting.ts';

const OURS_OF_POINTING: readonly FamilyId[] = ['P1', 'P2', 'P5', 'P6'];

const withEverything = (isPointed: boolean) =>
  smallInstance(1, {
    storage: true,
    memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
    minimumRate: 1,
    outage: 0,
    hardware: { memoryModes: 1000, bitsPerSecond: 1e6 },
    ...(isPointed && { slots: 5, telescopes: { count: 1, acquisitionSeconds: 30 } }),
  });

const underOneSource = () =>
  rebuilt(
    scenarioOf({
      pointing: 'planned',
      stations,
      platforms: [
        {
          id: 'h',
          latitudeDeg: 0,
          longitudeDeg: 0.25,
          altitudeM: 20_000,
          maximumTerminals: 2,
          sharedSource: true,
        },
      ],
      horizon: { slots: 3, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
    }),
  );

it.each(FAMILY_IDS)('the rows of %s belong to what they are said to: slots, or instants', (id) => {
  const { problem } = id === 'S' ? underOneSource() : withEverything(OURS_OF_POINTING.includes(id));
  const { slotCount } = problem.topology;
  const slots = assembleMonolith(layOut(problem)).meanings.flatMap((meaning) =>
    meaning.constraint === id ? meaning.slot : [],
  );
  const { isOfInstants }: FamilyFacts = FAMILIES[id];
  // Nothing fills in the last slot where telescopes are pointed: nothing could draw on it.
  const last = id === 'P6' ? slotCount - 2 : slotCount - 1;
  expect(Math.max(...slots)).toBe(isOfInstants ? slotCount : last);
});
