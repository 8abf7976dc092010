import { describe, expect, it } from 'vitest';
import { checkOf, type Draft, failing, verify } from './fixture.ts';

describe('the plan by hand', () => {
  it('keeps every constraint, and every constraint was checked', () => {
    const checks = verify((d) => {
      d.scenario.demands[0]!.minimumRate = 40;
    });
    expect(checks.map((check) => check.constraint)).toEqual([
      'C1',
      'C2',
      'C3',
      'C4',
      'C5',
      'C6',
      'C7',
      'path',
      'fidelity',
      'cost',
      'objective',
    ]);
    for (const { constraint, checked, maxViolation } of checks) {
      expect(checked, constraint).toBeGreaterThan(0);
      expect(maxViolation, constraint).toBeLessThan(1e-9);
    }
    expect(checkOf(checks, 'C3').checked).toBe(9);
    expect(checkOf(checks, 'C4')).toEqual({ constraint: 'C4', checked: 7, maxViolation: 0, worst: null });
  });
});

describe('at its limit', () => {
  const withoutStorage = (d: Draft) => {
    d.scheme = 'nss';
    d.plan.routes.splice(1, 1);
    d.plan.subPaths = [];
    d.plan.fills = [];
    d.plan.stocks = [];
    d.objective = 74;
  };
  /** SOS, with these nodes as satellites. */
  const relays = (d: Draft, satellites: readonly string[]) => {
    d.scheme = 'sos';
    // The other demand has no inner node.
    d.scenario.nodes = d.scenario.nodes!.map(({ id }) => ({
      id,
      kind: satellites.includes(id) ? ('satellite' as const) : ('ground' as const),
    }));
  };
  it.each(['m1', 'm2'])(
    'under SOS, one node between the ends that is not a satellite, %s, is too many',
    (node) => {
      const checks = verify((d) =>
        relays(
          d,
          ['m1', 'm2'].filter((other) => other !== node),
        ),
      );
      expect(failing(checks)).toEqual(['path']);
      expect(checkOf(checks, 'path').worst).toContain(`${node} is no satellite, in spite of SOS`);
    },
  );
  it('under SOS, a stock along a node that is not a satellite is too many', () => {
    const checks = verify((d) => {
      relays(d, ['m1', 'm2']);
      // The middle link is one over d, which ends the demand c~d, too.
      d.scenario.links!.push(
        { ends: ['m1', 'd'], capacity: [100, 0], fidelity: 0.99 },
        { ends: ['d', 'm2'], capacity: [100, 0], fidelity: 0.99 },
      );
      d.plan.subPaths[0] = {
        pair: 'm1~m2',
        id: 'm1~m2',
        nodes: ['m1', 'd', 'm2'],
        hops: [{ link: 'm1~d' }, { link: 'd~m2' }],
      };
    });
    expect(checkOf(checks, 'path').maxViolation).toBe(1);
    expect(checkOf(checks, 'path').worst).toContain('d is no satellite, in spite of SOS');
  });

  it('pairs longest in contact are those of a link of their own, however many there may be', () => {
    const change = (middle: readonly string[]) => (d: Draft) => {
      d.scenario.storage!.pairs = { longestContact: 10 };
      const hops = middle.slice(1).map((node, hop) => ({ link: [middle[hop]!, node].sort().join('~') }));
      d.plan.subPaths.push({ pair: `${middle[0]}~${middle.at(-1)}`, id: 'x', nodes: [...middle], hops });
    };
    expect(failing(verify(change(['m1', 'm3'])))).toEqual([]);
    const far = verify(change(['m2', 'm1', 'm3']));
    expect(failing(far)).toEqual(['path']);
    expect(checkOf(far, 'path').worst).toContain('m2 and m3 may not store pairs');
  });
  it.each<[string, (d: Draft) => void]>([
    ['as many virtual links as there may be', (d) => (d.scenario.paths = { maximumVirtualLinks: 1 })],
    ['as many hops as there may be', (d) => (d.scenario.paths = { maximumHops: 3 })],
    ['no storage under NSS', withoutStorage],
    ['as little as there has to be', (d) => (d.scenario.demands[0]!.minimumRate = 40)],
    [
      'as much as memories hold',
      (d) => {
        d.scenario.storage!.nodes = ['m1', 'm2'].map((node) => ({ node, capacity: 400 }));
        d.plan.routes[1]!.rateCap = 40;
      },
    ],
    ['satellites alone between its ends under SOS', (d) => relays(d, ['m1', 'm2'])],
  ])('a plan with %s is valid', (_, change) => {
    expect(failing(verify(change))).toEqual([]);
  });
});

describe('a stock that is small beside its memory', () => {
  it('cannot be overdrawn unnoticed: violations are relative to what it can hold', () => {
    const overdrawn = (share: number) =>
      verify((d) => {
        // 0.1 pairs fill at 0.01 pairs/s, in memories for a milliard.
        d.scenario.storage!.nodes = ['m1', 'm2'].map((node) => ({ node, capacity: 1e9 }));
        d.scenario.links![1]!.capacity = [0.01, 0];
        d.plan.routes.splice(0, 1);
        d.plan.routes[0]!.rate = 0.01 * (1 + share);
        d.plan.fills[0]!.rate = 0.01;
        d.plan.stocks[0]!.pairs = [0, 0.1, -0.1 * share];
        d.objective = d.plan.routes[0]!.rate + 14;
      });
    expect(failing(overdrawn(0))).toEqual([]);
    const checks = overdrawn(0.1);
    expect(failing(checks)).toEqual(['C5', 'C6']);
    for (const name of ['C5', 'C6'] as const) expect(checkOf(checks, name).maxViolation).toBeCloseTo(0.1, 9);
  });
});
