import { describe, expect, it } from 'vitest';
import { CONTACT_LIMITS, limitBit } from '../../src/domain/idle-reason.ts';
import type { Topology } from '../../src/domain/network.ts';
import { contactWorth } from '../../src/orbit/contact-worth.ts';
import { dropLog } from '../../src/orbit/drop-log.ts';
import { resolveSites } from '../../src/orbit/sites.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { midnight, noon, platform, second, stations } from './hap-pair.ts';
import { capacities, fidelities, scenarioOf } from './setting.ts';

const scenario = (input: Partial<ScenarioInput>) =>
  scenarioOf({
    pointing: 'strongest-first',
    horizon: midnight,
    stations,
    platforms: [platform, second],
    ...input,
  });

/** What the dropped contacts of a slot lack, by name. */
function lacking(topology: Topology, slot = 0): Record<string, string> {
  const { dropped } = topology.slots[slot]!;
  const nameOf = (node: number) => topology.nodes[node]!.id;
  return Object.fromEntries(
    Array.from(dropped?.lacks ?? [], (bits, contact) => {
      const [upper, lower, via] = [dropped!.upper, dropped!.lower, dropped!.via].map(
        (list) => list[contact]!,
      );
      const through = via! < 0 ? '' : `@${nameOf(via!)}`;
      const limits = CONTACT_LIMITS.filter((limit) => bits & limitBit(limit));
      return [`${[nameOf(upper!), nameOf(lower!)].sort().join('~')}${through}`, limits.join('+')];
    }),
  );
}
const dropped = (input: Partial<ScenarioInput>, slot = 0) => lacking(buildTopology(scenario(input)), slot);

describe('contacts that do not become links', () => {
  it('do not exist if all become links', () => {
    expect(buildTopology(scenario({})).slots[0]!.dropped).toBeUndefined();
  });

  it('lack a terminal', () => {
    expect(
      dropped({ platforms: [{ ...platform, maximumTerminals: 1 }, second], pointing: 'strongest-first' }),
    ).toEqual({
      'b~h': 'terminal',
      'h~i': 'terminal',
    });
  });

  it('are closed by daylight, by clouds, or by both', () => {
    const linkClasses = { A2G: { nightOnly: true } };
    const clouded = {
      stations: [{ ...stations[0]!, cloudFraction: 1 }, stations[1]!],
      clouds: { mode: 'draw' as const },
    };
    expect(dropped({ linkClasses, horizon: noon })).toEqual({
      'a~h': 'daylight',
      'a~i': 'daylight',
      'b~h': 'daylight',
      'b~i': 'daylight',
    });
    expect(dropped(clouded)).toEqual({ 'a~h': 'cloud', 'a~i': 'cloud' });
    expect(dropped({ ...clouded, linkClasses, horizon: noon })).toMatchObject({ 'a~h': 'daylight+cloud' });
  });

  it('are cut by elevation or range, and left out below the horizon', () => {
    // Over 56 km, 20 km up is an elevation of 19.3°.
    expect(dropped({ linkClasses: { A2G: { minimumElevationDeg: 20 } } })).toEqual({
      'a~i': 'elevation',
      'b~h': 'elevation',
    });
    const near = { A2G: { minimumElevationDeg: 20, maximumRangeKm: 30 }, A2A: { maximumRangeKm: 30 } };
    expect(dropped({ linkClasses: near })).toEqual({
      'a~i': 'elevation+range',
      'b~h': 'elevation+range',
      'h~i': 'range',
    });
    expect(dropped({ platforms: [{ ...platform, longitudeDeg: 10 }] })).toEqual({});
  });

  it('are over before they are acquired', () => {
    const horizon = { ...midnight, slots: 2 };
    const linkClasses = { A2G: { acquisitionSeconds: 20 } };
    expect(dropped({ horizon, linkClasses })).toMatchObject({ 'a~h': 'acquisition', 'b~i': 'acquisition' });
    expect(dropped({ horizon, linkClasses }, 1)).toEqual({});
    // A telescope that is shut would have to acquire, too, were it open.
    const shut = {
      horizon: { ...noon, slots: 2 },
      linkClasses: { A2G: { ...linkClasses.A2G, nightOnly: true } },
    };
    expect(dropped(shut)['a~h']).toBe('daylight+acquisition');
    expect(dropped(shut, 1)['a~h']).toBe('daylight');
  });

  it('of platforms without memory join two stations', () => {
    const platforms = [{ ...platform, memory: false }];
    expect(dropped({ platforms, linkClasses: { A2G: { minimumElevationDeg: 20 } } })).toEqual({
      'a~b@h': 'elevation',
    });
    const pair = { horizon: noon, linkClasses: { A2G: { nightOnly: true } } };
    expect(dropped({ platforms, ...pair })).toEqual({ 'a~b@h': 'daylight' });
  });

  it('would be worth as much as the same link if nothing dropped it', () => {
    for (const memory of [true, false]) {
      const platforms = [{ ...platform, memory }];
      const freely = buildTopology(scenario({ platforms }));
      const [free, rates] = [fidelities(freely)[0]!, capacities(freely)[0]!];
      const limited = scenario({
        platforms,
        linkClasses: { A2G: { minimumElevationDeg: 20, maximumRangeKm: 25 } },
      });
      const topology = buildTopology(limited);
      const id = memory ? 'b~h' : 'a~b@h';
      expect(Object.keys(lacking(topology))).toEqual([id]);
      const { upper, lower, via } = topology.slots[0]!.dropped!;
      const ends = { upper: upper[0]!, lower: lower[0]!, via: via[0]! };
      const worth = contactWorth(limited, topology, resolveSites(limited));
      expect(worth.fidelity(0, ends)).toBeCloseTo(free[id]!, 12);
      expect(worth.rate(0, ends)).toBeCloseTo(rates[id]!, 6);
    }
  });
});

describe('the log of dropped contacts', () => {
  it('keeps a limited number of those cut by range or elevation, and all others, and says if it left some out', () => {
    const log = dropLog(2);
    const [range, terminal] = [limitBit('range'), limitBit('terminal')];
    log.add(0, 1, -1, range);
    log.add(0, 2, -1, terminal);
    expect(log.takeSlot()).toMatchObject({ isWhole: true, lacks: Uint8Array.of(range, terminal) });
    expect(log.takeSlot()).toBeNull();
    log.add(0, 1, -1, range);
    expect(log.hasRoom()).toBe(false);
    log.add(0, 2, -1, range);
    log.add(0, 3, -1, terminal);
    expect(log.takeSlot()).toMatchObject({
      isWhole: false,
      upper: Int32Array.of(0, 0),
      lower: Int32Array.of(1, 3),
    });
  });
});
