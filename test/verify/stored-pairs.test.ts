import { describe, expect, it } from 'vitest';
import { aside, checkOf, type Draft, failing, middle, verify } from './fixture.ts';

describe('virtual paths', () => {
  it('a stock can only be used after a slot in which it could be filled', () => {
    const checks = verify((d) => {
      d.scenario.links![1]!.capacity = [0, 100];
      d.plan.routes.shift();
      d.plan.fills = [];
      d.plan.stocks[0]!.pairs = [0, 0, 0];
      d.plan.routes[0]!.rate = 0;
      d.objective = 14;
    });
    expect(failing(checks)).toEqual(['path']);
    expect(checkOf(checks, 'path').worst).toContain("can't have anything in store in slot 2");
  });

  it('have only the virtual links, pairs and sub-paths that the scenario allows', () => {
    const faults: [string, (d: Draft) => void][] = [
      [
        'may not store pairs',
        (d) => {
          d.scenario.storage!.pairs = [['m1', 'm3']];
        },
      ],
      [
        'may not store pairs',
        (d) => {
          d.scenario.storage!.nodes = [{ node: 'm1', capacity: 1000 }];
        },
      ],
      [
        // m1 and m3 are in contact in two slots, m1 and m2 in one.
        'may not store pairs',
        (d) => {
          d.scenario.storage!.pairs = { longestContact: 1 };
        },
      ],
      [
        'it joins m1 and m2',
        (d) => {
          d.plan.subPaths[0]!.pair = 'm1~m3';
        },
      ],
      [
        'listed twice',
        (d) => {
          d.plan.subPaths.push(middle as never);
        },
      ],
    ];
    for (const [worst, change] of faults) {
      const check = checkOf(verify(change), 'path');
      expect(check.maxViolation).toBe(1);
      expect(check.worst).toContain(worst);
    }
  });

  it('stores at the nodes that the scenario lists or at every node of a kind with a memory', () => {
    const onKinds = (memory: boolean) => (d: Draft) => {
      d.scenario.storage!.nodes = [];
      d.scenario.storage!.kinds = { ground: 1000, aerial: 1000 };
      d.scenario.nodes = d.scenario.nodes!.filter(({ id }) => id !== 'm1');
      d.scenario.platforms = [{ id: 'm1', memory, latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 }];
    };
    expect(failing(verify(onKinds(true)))).toEqual([]);
    expect(checkOf(verify(onKinds(false)), 'path').worst).toContain('m1 and m2 may not store pairs');
  });

  it('stores at the pairs in contact for the longest time, if the scenario asks for them', () => {
    const longest = verify((d) => {
      d.scenario.storage!.pairs = { longestContact: 2 };
    });
    expect(failing(longest)).toEqual([]);
  });

  it('storage pairs are the same whichever end is named first', () => {
    const reversed = (d: Draft) => {
      d.scenario.storage!.pairs = [['m2', 'm1']];
    };
    expect(failing(verify(reversed))).toEqual([]);
  });

  it('Y^max is at most B/(g δ): a store of 500 serves 50 pairs/s', () => {
    const small = (rateCap: number) => (d: Draft) => {
      d.scenario.storage!.nodes![1]!.capacity = 500;
      d.plan.routes[1]!.rateCap = rateCap;
    };
    expect(failing(verify(small(50)))).toEqual([]);
    expect(failing(verify(small(100)))).toEqual(['C1']);
  });

  it('paths are simple and within the limits', () => {
    const detour = { nodes: ['m2', 'm1', 'm3'], hops: [{ link: 'm1~m2' }, { link: 'm1~m3' }] };
    const addDetour = (d: Draft) => {
      d.plan.subPaths.push({ pair: 'm2~m3', id: 'detour', ...structuredClone(detour) });
      d.scenario.demands.shift();
      d.plan.routes = [];
      d.plan.fills = [];
      d.plan.stocks = [];
      d.objective = 0;
    };
    const faults: [string, (d: Draft) => void][] = [
      [
        'visits a node twice',
        (d) => {
          d.plan.routes[0]!.nodes = ['a', 'm1', 'm3', 'm1', 'm2', 'b'];
          d.plan.routes[0]!.hops.splice(1, 0, { link: 'm1~m3' }, { link: 'm1~m3' });
        },
      ],
      [
        'more than 1 virtual links',
        (d) => {
          d.scenario.paths = { maximumVirtualLinks: 1 };
          d.scenario.links!.push({ ends: ['m3', 'b'], capacity: 100, fidelity: 0.96 });
          d.plan.subPaths.push(aside as never);
          d.plan.routes[1]!.nodes = ['a', 'm2', 'm1', 'm3', 'b'];
          d.scenario.links!.push({ ends: ['a', 'm2'], capacity: 100, fidelity: 0.96 });
          const draws = [middle, aside].map(({ pair, id }) => ({ pair, subPath: id }));
          d.plan.routes[1]!.hops = [{ link: 'a~m2' }, ...draws, { link: 'm3~b' }];
        },
      ],
      [
        'more than 1 hops',
        (d) => {
          addDetour(d);
          d.scenario.paths = { maximumHops: 1 };
        },
      ],
      [
        'more than one virtual link',
        (d) => {
          d.scenario.paths = { virtualSubPaths: 1 };
          const draws = [middle, aside].map(({ pair, id }) => ({ pair, subPath: id }));
          d.plan.subPaths.push(aside as never, {
            pair: 'm2~m3',
            id: 'twice',
            nodes: detour.nodes,
            hops: draws,
          });
        },
      ],
      [
        'draws on its own pair',
        (d) => {
          d.scenario.paths = { virtualSubPaths: 1 };
          const hops = [{ pair: 'm1~m2', subPath: 'm1~m2' }];
          d.plan.subPaths.push({ pair: 'm1~m2', id: 'itself', nodes: ['m1', 'm2'], hops });
        },
      ],
      [
        'no contact in slot 2',
        (d) => {
          d.plan.fills.push({ pair: 'm1~m2', subPath: 'm1~m2', slot: 1, rate: 0 });
        },
      ],
      [
        'no such slot',
        (d) => {
          d.plan.fills.push({ pair: 'm1~m2', subPath: 'm1~m2', slot: 7, rate: 0 });
        },
      ],
    ];
    for (const [worst, change] of faults) {
      const check = checkOf(verify(change), 'path');
      expect(check.maxViolation, worst).toBe(1);
      expect(check.worst).toContain(worst);
    }
    const stocked = verify((d) => {
      addDetour(d);
      // Where the scenario itself names a sub-path, limits don't hold.
      d.scenario.paths = { maximumHops: 1 };
      d.scenario.storage!.initialStock = [{ nodes: ['m2', 'm1', 'm3'], pairs: 7, fidelity: 0.9 }];
      d.plan.stocks = [{ pair: 'm2~m3', subPath: 'detour', pairs: [7, 7, 7] }];
    });
    expect(failing(stocked)).toEqual([]);
  });

  it('counts with the lowest fidelity of the earlier slots in which it could be filled', () => {
    const inSlotThree = (fidelity: number) => (d: Draft) => {
      d.scenario.horizon.slots = 3;
      d.scenario.links![1] = { ends: ['m1', 'm2'], capacity: [100, 100, 100], fidelity: [0.96, 0.9, 0.8] };
      d.scenario.demands[0]!.fidelityTarget = 0.8;
      Object.assign(d.plan.routes[1]!, { slot: 2, fidelity, deliveredFidelity: fidelity });
      d.plan.stocks[0]!.pairs = [0, 400, 400, 0];
    };
    const least = 0.25 + 0.75 * (2.84 / 3) ** 2 * (2.6 / 3);
    expect(failing(verify(inSlotThree(least)))).toEqual([]);
    expect(failing(verify(inSlotThree(0.25 + 0.75 * (2.84 / 3) ** 3)))).toEqual(['fidelity']);
  });

  const nested = (d: Draft) => {
    // {m2, m3} fills over m2–m1 from stock and the link m1–m3: F = ¼ + ¾ (2.84/3)².
    d.scenario.paths = { virtualSubPaths: 1 };
    d.plan.routes.splice(1, 1);
    d.plan.subPaths.push({
      pair: 'm2~m3',
      id: '[m1~m2:m1~m2]+m1~m3',
      nodes: ['m2', 'm1', 'm3'],
      hops: [{ pair: 'm1~m2', subPath: 'm1~m2' }, { link: 'm1~m3' }],
    });
    d.plan.fills.push({ pair: 'm2~m3', subPath: '[m1~m2:m1~m2]+m1~m3', slot: 1, rate: 40 });
    d.plan.stocks.push({ pair: 'm2~m3', subPath: '[m1~m2:m1~m2]+m1~m3', pairs: [0, 0, 400] });
    d.objective = 74;
  };
  it('a sub-path may fill over the stock of another, if the scenario says so', () => {
    expect(failing(verify(nested))).toEqual([]);
    const forbidden = verify((d) => {
      nested(d);
      d.scenario.paths = {};
    });
    expect(checkOf(forbidden, 'path').worst).toContain('sub-paths may not have virtual links');
  });

  it('swaps that fail cost pairs: g/q^J for users, 1/q^joins for fills', () => {
    const halved = (d: Draft) => {
      nested(d);
      d.scenario.gates = { swapSuccess: 0.5 };
      Object.assign(d.plan.routes[0]!, { cost: 4, rateCap: 25, rate: 15 });
      // One join inside the nested sub-path: 20 pairs/s take 40 from the stock.
      d.plan.fills[1]!.rate = 20;
      d.plan.stocks[1]!.pairs = [0, 0, 200];
      d.objective = 29;
    };
    expect(failing(verify(halved))).toEqual([]);
    const free = verify((d) => {
      halved(d);
      d.plan.fills[1]!.rate = 40;
      d.plan.stocks[1]!.pairs = [0, 0, 400];
    });
    expect(failing(free)).toEqual(['C5', 'C6']);
  });
});

describe('capacity unit', () => {
  const perSlot = (capacity: number) => (d: Draft) => {
    d.scenario.capacityUnit = 'pairs-per-slot';
    for (const link of d.scenario.links!) {
      link.capacity = Array.isArray(link.capacity) ? [capacity, 0] : capacity;
    }
  };
  it('1000 pairs per slot of 10 s are 100 pairs/s', () => {
    expect(failing(verify(perSlot(1000)))).toEqual([]);
  });
  it('100 pairs per slot are not', () => {
    const checks = verify(perSlot(100));
    expect(failing(checks)).toEqual(['C1', 'C4']);
    // m1–m2 in slot 1: (60 + 40)·10 over 100.
    expect(checkOf(checks, 'C4').maxViolation).toBeCloseTo(9, 9);
  });
});

describe('initial stock', () => {
  const stocked = (d: Draft) => {
    d.scenario.storage!.initialStock = [{ nodes: ['m2', 'm1'], pairs: 400, fidelity: 0.96 }];
    d.plan.fills = [];
    d.plan.stocks[0]!.pairs = [400, 400, 0];
  };
  it('exists at the beginning, whichever way its nodes are listed', () => {
    expect(failing(verify(stocked))).toEqual([]);
  });
  it('counts with its stated fidelity', () => {
    const worse = verify((d) => {
      stocked(d);
      d.scenario.demands[0]!.fidelityTarget = 0.85;
      d.scenario.storage!.initialStock![0]!.fidelity = 0.95;
    });
    expect(failing(worse)).toEqual(['fidelity']);
  });
  it.each([399, 401])('is not %d pairs', (pairs) => {
    const checks = verify((d) => {
      stocked(d);
      d.plan.stocks[0]!.pairs = [pairs, pairs, pairs - 400];
    });
    expect(failing(checks)).toContain('C6');
  });
  it('cannot be left out of the plan', () => {
    const checks = verify((d) => {
      d.scenario.storage!.initialStock = [{ nodes: ['m1', 'm3'], pairs: 5, fidelity: 0.96 }];
    });
    expect(failing(checks)).toEqual(['C6']);
    expect(checkOf(checks, 'C6').worst).toBe('initial stock along m1, m3');
  });
});

describe('memory models', () => {
  it('loss: what waits a slot survives with e^(−2δ/T), what comes in or is drawn over one with the mean', () => {
    // Coherence 200 s: s = e^(−0.1) = 0.904837418. Of 400 pairs that come in during slot 1, (1 − s)/0.1 of each are
    // there at its end: 380.650327856; they wait through slot 2; 320 drawn over slot 3 take (e^0.1 − 1)/0.1 each: 336.546937842.
    const lossy = (waiting: number) => (d: Draft) => {
      d.scenario.horizon.slots = 3;
      d.scenario.storage!.memory = { model: 'loss', coherenceSeconds: 200 };
      d.scenario.links![1]!.capacity = [100, 0, 0];
      Object.assign(d.plan.routes[1]!, { slot: 2, rate: 32, rateCap: 95.083319448 });
      d.plan.stocks[0]!.pairs = [0, 380.650327856, waiting, (waiting - 336.546937842) * 0.904837418];
      d.objective = 106;
    };
    expect(failing(verify(lossy(380.650327856 * 0.904837418)))).toEqual([]);
    expect(failing(verify(lossy(380.650327856)))).toEqual(['C6']);
  });

  /** Filled in slot 1, used in slot 3; the pair counts at age (A+1)·10 s. */
  const waiting = (model: 'depolarising' | 'dephasing', slots: number, stored: number) => (d: Draft) => {
    d.scenario.horizon.slots = 3;
    d.scenario.storage!.memory = { model, coherenceSeconds: 3000, maximumStorageSlots: slots };
    d.scenario.links![1]!.capacity = [100, 0, 0];
    d.scenario.demands[0]!.fidelityTarget = 0.85;
    const fidelity = 0.25 + 0.25 * (2.84 / 3) ** 2 * (4 * stored - 1);
    Object.assign(d.plan.routes[1]!, { slot: 2, fidelity, deliveredFidelity: fidelity });
    d.plan.stocks[0]!.pairs = [0, 400, 400, 0];
  };
  // A = 2: k t/T = 2·30/3000 = 0.02; A = 1: 2·20/3000.
  const depolarised = (exponent: number) => 0.25 + 0.71 * Math.exp(-exponent);
  const dephased = 0.96 - ((1 - Math.exp(-0.02)) / 2) * (0.96 - 0.04 / 3);
  it('depolarising: rated at the end of its wait', () => {
    expect(failing(verify(waiting('depolarising', 2, depolarised(0.02))))).toEqual([]);
    expect(failing(verify(waiting('depolarising', 2, 0.96)))).toEqual(['fidelity']);
  });
  it('dephasing: rated at the end of its wait', () => {
    expect(failing(verify(waiting('dephasing', 2, dephased)))).toEqual([]);
    expect(failing(verify(waiting('dephasing', 2, depolarised(0.02))))).toEqual(['fidelity']);
  });
  it('a pair waits at most A slots', () => {
    const checks = verify(waiting('depolarising', 1, depolarised(2 / 150)));
    expect(failing(checks)).toEqual(['C6', 'path']);
    expect(checkOf(checks, 'C6').worst).toBe('sub-path m1~m2 of m1~m2, slot 3');
  });
  it('may discard pairs, never gain them', () => {
    const discarding = (last: number) => (d: Draft) => {
      waiting('depolarising', 2, depolarised(0.02))(d);
      d.plan.fills[0]!.rate = 40;
      d.plan.routes[1]!.rate = 30;
      d.plan.stocks[0]!.pairs = [0, 350, 300, last];
      d.objective = 104;
    };
    expect(failing(verify(discarding(0)))).toEqual([]);
    expect(failing(verify(discarding(1)))).toEqual(['C6']);
    expect(failing(verify(discarding(-1)))).toEqual(['C6']);
  });
  it('an initial stock is the fill of the slot before the first', () => {
    const kept = (pairs: number[]) => (d: Draft) => {
      d.scenario.storage!.memory = { model: 'depolarising', coherenceSeconds: 1e12, maximumStorageSlots: 1 };
      d.scenario.storage!.initialStock = [{ nodes: ['m1', 'm2'], pairs: 400, fidelity: 0.96 }];
      d.plan.stocks[0]!.pairs = pairs;
    };
    // It is gone after slot 1; the 400 of slot 2 are those filled in slot 1.
    expect(failing(verify(kept([400, 400, 0])))).toEqual([]);
    expect(failing(verify(kept([400, 401, 0])))).toEqual(['C6']);
  });
});
