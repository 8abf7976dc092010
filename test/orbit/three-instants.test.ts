import { describe, expect, it } from 'vitest';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { capacities, fidelities, MICIUS, scenarioOf } from './setting.ts';

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** Rate and fidelity of a link in a slot, null where it is not there. */
function slotOf(input: Partial<ScenarioInput>, link: string, startMs: number, slotSeconds: number) {
  const horizon = { slots: 1, slotSeconds, start: iso(startMs) };
  const topology = buildTopology(scenarioOf({ ...input, horizon }));
  const rate = capacities(topology)[0]![link];
  return rate === undefined ? null : { rate, fidelity: fidelities(topology)[0]![link]! };
}

/** Start, middle and end of a slot, each as a slot of a millisecond of its own. */
const instantsOf = (input: Partial<ScenarioInput>, link: string, startMs: number, slotSeconds: number) =>
  [0, 500, 1000].map((share) => slotOf(input, link, startMs + share * slotSeconds, 1e-3)!);

function expectLeast(
  input: Partial<ScenarioInput>,
  link: string,
  startMs: number,
  slotSeconds: number,
  least: number,
) {
  const instants = instantsOf(input, link, startMs, slotSeconds);
  const [worst, ...others] = instants.toSorted((a, b) => a.fidelity - b.fidelity);
  expect(instants.indexOf(worst!)).toBe(least);
  // Different from a slot that ignores the worst of them.
  const margin = others[0]!.fidelity - worst!.fidelity;
  expect(margin).toBeGreaterThan(1e-6);
  const slot = slotOf(input, link, startMs, slotSeconds)!;
  expect(Math.abs(slot.fidelity - worst!.fidelity)).toBeLessThan(margin / 10);
  expect(slot.rate / (instants.reduce((sum, { rate }) => sum + rate, 0) / 3)).toBeCloseTo(1, 4);
}

describe('a slot has the least fidelity of its start, middle and end, and their mean rate', () => {
  const day = Date.parse('2016-12-19T00:00:00Z');
  const stations = [
    { id: 'a', latitudeDeg: 47, longitudeDeg: 15 },
    { id: 'b', latitudeDeg: 46.5, longitudeDeg: 14 },
  ];
  // A station that sees it alone.
  const alone = [stations[0]!, { ...stations[1]!, latitudeDeg: -46.5, longitudeDeg: -166 }];
  const single: Partial<ScenarioInput> = { stations: alone, satellites: [{ tle: { text: MICIUS } }] };
  const dual: Partial<ScenarioInput> = { stations, satellites: [{ tle: { text: MICIUS }, memory: false }] };
  /** First and last minute of the first pass over both stations that lasts four minutes. */
  const [rising, setting] = (() => {
    const horizon = { slots: 24 * 60, slotSeconds: 60, start: iso(day) };
    const slots = capacities(buildTopology(scenarioOf({ ...dual, horizon })));
    const seen = slots.map((slot) => Object.keys(slot).length > 0);
    const first = seen.findIndex((_, slot) => [0, 1, 2, 3].every((later) => seen[slot + later]));
    const last = first + seen.slice(first).indexOf(false) - 1;
    return [day + 60_000 * first, day + 60_000 * last] as const;
  })();

  it.each([
    ['rises', rising, 0],
    ['sets', setting, 2],
  ])('while a satellite %s', (_, startMs, least) => {
    expectLeast(single, 'QSS (MOZI)~a', startMs, 60, least);
    expectLeast(dual, 'a~b@QSS (MOZI)', startMs, 60, least);
  });

  it('where the middle of a day lies between two nights', () => {
    const hap = { latitudeDeg: 46.75, longitudeDeg: 14.5, altitudeM: 20_000 };
    const linkClasses = { A2G: { minimumElevationDeg: 5 } };
    const kept = { stations: alone, linkClasses, platforms: [{ id: 'h', ...hap }] };
    const passed = { stations, linkClasses, platforms: [{ id: 'h', ...hap, memory: false }] };
    // Slots from 23:00 UTC on, local midnight.
    expectLeast(kept, 'a~h', day - 3_600_000, 86_400, 1);
    expectLeast(passed, 'a~b@h', day - 3_600_000, 86_400, 1);
  });
});
