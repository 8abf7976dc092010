import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTACT_LIMITS, type ContactLimit } from '../../src/domain/idle-reason.ts';
import type { Topology } from '../../src/domain/network.ts';
import { POINTING_RULES } from '../../src/domain/pointing.ts';
import { liftedContacts } from '../../src/orbit/lifted-contacts.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { noon, platform, second, stations } from './hap-pair.ts';
import { fidelities, scenarioOf as scenarioWith } from './setting.ts';

const scenarioOf = (input: Partial<ScenarioInput>) => scenarioWith({ pointing: 'strongest-first', ...input });

/** By link, the fidelity of what there would be in a slot with a limit lifted, as of a network that is there. */
function lifted(input: Partial<ScenarioInput>, limit: ContactLimit, slot = 0): Record<string, number> {
  const scenario = scenarioOf(input);
  return named(buildTopology(scenario), liftedContacts(scenario, buildTopology(scenario))(slot, limit), slot);
}

function named(
  topology: Topology,
  { keeps, fidelity }: ReturnType<ReturnType<typeof liftedContacts>>,
  slot: number,
): Record<string, number> {
  const { dropped, pointing } = topology.slots[slot]!;
  const droppedCount = dropped?.lacks.length ?? 0;
  const nameOf = (node: number) => topology.nodes[node]!.id;
  const standing = Object.entries(fidelities(topology)[slot]!).filter((_, place) => keeps[place] === 1);
  const coming = Array.from(fidelity, (value, place) => {
    if (place >= droppedCount)
      return [topology.links[pointing!.acquiring[place - droppedCount]!]!.id, value] as const;
    const ends = [dropped!.upper[place]!, dropped!.lower[place]!].map(nameOf).sort().join('~');
    const via = dropped!.via[place]!;
    return [via < 0 ? ends : `${ends}@${nameOf(via)}`, value] as const;
  });
  return Object.fromEntries([...standing, ...coming.filter(([, value]) => !Number.isNaN(value))]);
}

/** The same scenario, with a limit lifted where it is stated. */
function without(limit: ContactLimit, input: Partial<ScenarioInput>): Partial<ScenarioInput> {
  const { stations: onGround = [], platforms = [], linkClasses = {} } = input;
  const ofClasses = {
    terminal: {},
    cloud: {},
    daylight: { nightOnly: false },
    elevation: { minimumElevationDeg: 0 },
    range: { maximumRangeKm: 1e5 },
    acquisition: { acquisitionSeconds: 0 },
  }[limit];
  const { nightOnly, minimumElevationDeg, ...inTheAir } = ofClasses as Record<string, unknown>;
  const unlimited = <T extends { maximumTerminals?: number | undefined }>({ maximumTerminals, ...rest }: T) =>
    (limit === 'terminal' ? rest : { maximumTerminals, ...rest }) as T;
  return {
    ...input,
    stations: onGround.map(unlimited),
    platforms: platforms.map(unlimited),
    linkClasses: {
      A2G: { ...linkClasses.A2G, ...ofClasses },
      A2A: { ...linkClasses.A2A, ...inTheAir },
    },
    ...(limit === 'cloud' && { clouds: { mode: 'none' as const } }),
  };
}

/** Two to four platforms that fly about over three stations, with some of all limits. */
const drawn = fc
  .record({
    ways: fc.array(
      fc.record({
        from: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
        to: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
        maximumTerminals: fc.constantFrom(undefined, 1, 2),
        memory: fc.boolean(),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    terminals: fc.array(fc.constantFrom(undefined, 1, 2), { minLength: 3, maxLength: 3 }),
    cloudFraction: fc.constantFrom(0, 0.5),
    nightOnly: fc.boolean(),
    minimumElevationDeg: fc.constantFrom(0, 15, 25),
    maximumRangeKm: fc.constantFrom(1000, 60, 40),
    acquisitionSeconds: fc.constantFrom(0, 10, 20, 45),
    seed: fc.nat(),
  })
  .map(({ ways, terminals, cloudFraction, nightOnly, seed, ...limits }): Partial<ScenarioInput> => {
    const { minimumElevationDeg, maximumRangeKm, acquisitionSeconds } = limits;
    return {
      // Day breaks in the middle of it.
      horizon: { slots: 6, slotSeconds: 20, start: '2026-03-20T05:18:00Z' },
      seed,
      clouds: { mode: 'draw' },
      stations: terminals.map((maximumTerminals, station) => ({
        id: 'abc'[station]!,
        latitudeDeg: 0,
        longitudeDeg: 0.3 * (station - 1),
        cloudFraction,
        maximumTerminals,
      })),
      platforms: ways.map(({ from, to, ...rest }, index) => ({
        id: 'hijk'[index]!,
        waypoints: [from, to].map((longitudeDeg, leg) => ({
          atSeconds: 120 * leg,
          latitudeDeg: 0.02 * index,
          longitudeDeg,
          altitudeM: 20_000,
        })),
        ...rest,
      })),
      linkClasses: {
        A2G: { nightOnly, minimumElevationDeg, maximumRangeKm, acquisitionSeconds },
        A2A: { maximumRangeKm, acquisitionSeconds },
      },
    };
  });

describe('contacts with one limit lifted', () => {
  it('get terminals by the same rule as others: the strongest first', () => {
    // h stands lower over b than over a; i stands over b, and would give its only terminal to it.
    const platforms = [
      { ...platform, maximumTerminals: 1 },
      { ...second, maximumTerminals: 1 },
    ];
    const linkClasses = { A2G: { minimumElevationDeg: 20 }, A2A: { enabled: false } };
    const limited = { stations, platforms, linkClasses, pointing: 'strongest-first' as const };
    expect(Object.keys(lifted(limited, 'elevation'))).toEqual(['a~h', 'b~i']);
    const strong = { stations, platforms: [platform, second], linkClasses };
    expect(Object.keys(lifted(strong, 'elevation')).sort()).toEqual(['a~h', 'a~i', 'b~h', 'b~i']);
  });

  it('take terminals from weaker ones', () => {
    // By day, a is shut: its place is taken by c, which is farther off.
    const [a, b] = stations as [(typeof stations)[0], (typeof stations)[0]];
    const input = {
      horizon: noon,
      stations: [{ ...a, cloudFraction: 1 }, b],
      clouds: { mode: 'draw' as const },
      platforms: [{ ...platform, maximumTerminals: 1 }],
      pointing: 'strongest-first' as const,
    };
    expect(Object.keys(fidelities(buildTopology(scenarioOf(input)))[0]!)).toEqual(['b~h']);
    expect(Object.keys(lifted(input, 'cloud'))).toEqual(['a~h']);
  });

  it.each(POINTING_RULES)('are the same as in the scenario without that limit, %s (seed 43)', (pointing) => {
    fc.assert(
      fc.property(drawn, fc.constantFrom(...CONTACT_LIMITS), (one, limit) => {
        const input = { ...one, pointing };
        const scenario = scenarioOf(input);
        const topology = buildTopology(scenario);
        const contacts = liftedContacts(scenario, topology);
        const expected = fidelities(buildTopology(scenarioOf(without(limit, input))));
        expected.forEach((links, slot) => {
          const found = named(topology, contacts(slot, limit), slot);
          expect(Object.keys(found).sort(), `slot ${slot}`).toEqual(Object.keys(links).sort());
          for (const [id, value] of Object.entries(found)) expect(value).toBeCloseTo(links[id]!, 9);
        });
      }),
      { seed: 43, numRuns: 300 },
    );
  });
});
