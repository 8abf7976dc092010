import { type RandomStream, randomStream } from '../../src/base/random.ts';
import {
  ARRIVALS,
  DISCIPLINES,
  FULL_BUFFERS,
  RELAY_ORDERS,
  type SimulationOptions,
} from '../../src/domain/simulation.ts';
import type { ExecutedFlow, ExecutedStore, Execution, LinkInSlot } from '../../src/simulation/execution.ts';
import { flowInSlot } from './fixture.ts';

interface RandomCase {
  readonly execution: Execution;
  readonly options: SimulationOptions;
}

/** Routes, fills and stocks that share links and memories at random, under random options. */
export function randomCase(seed: number): RandomCase {
  const stream = randomStream(seed, 'simulation');
  const below = (count: number): number => Math.floor(stream() * count);
  const oneOf = <One>(all: readonly One[]): One => all[below(all.length)]!;
  const slotCount = 1 + below(5);
  const slotSeconds = oneOf([1, 20]);
  const linkCount = 2 + below(5);
  const stores = Array.from(
    { length: below(4) },
    (_, index): ExecutedStore => ({
      key: `stock${index}`,
      ends: oneOf([
        [0, 1],
        [1, 2],
        [0, 2],
      ] as const),
      elementary: 1 + below(3),
      initialPairs: below(6),
      initialWerner: 0.9,
    }),
  );
  let claimCount = 0;
  const flowOfClaim: number[] = [];
  const flow = (index: number, isFill: boolean): ExecutedFlow => {
    const filled = isFill ? below(stores.length) : -1;
    // What a stored pair consists of is what fills make it of.
    const draws =
      isFill || stores.length === 0
        ? []
        : [...new Set([below(stores.length), below(stores.length)])].slice(0, below(3));
    const ownHops = isFill ? stores[filled]!.elementary : draws.length > 0 ? below(4) : 1 + below(3);
    const firstClaim = claimCount;
    for (let hop = 0; hop < ownHops; hop++) flowOfClaim.push(index);
    claimCount += ownHops;
    const stored = draws.reduce((sum, store) => sum + stores[store]!.elementary, 0);
    return {
      key: `flow${index}`,
      demand: isFill ? -1 : below(2),
      fills: filled,
      firstClaim,
      ownHops,
      draws,
      elementary: ownHops + stored,
      hopForgets: [],
      endForgets: 0,
      joins: ownHops + draws.length - 1,
    };
  };
  const users = Array.from({ length: 1 + below(3) }, (_, index) => flow(index, false));
  const fills = Array.from({ length: stores.length > 0 ? below(3) : 0 }, (_, index) =>
    flow(users.length + index, true),
  );
  const flows = [...users, ...fills];
  const slots = Array.from({ length: slotCount }, () => {
    const active = flows.flatMap((one, index) => (stream() < 0.7 ? [{ one, index }] : []));
    const claims = new Map<number, { claim: number; planned: number; isUser: boolean }[]>();
    const inSlot = active.map(({ one, index }) => {
      const plannedBase = stream() * 40;
      for (let hop = 0; hop < one.ownHops; hop++) {
        const link = (index + hop) % linkCount;
        const all = claims.get(link) ?? [];
        all.push({ claim: one.firstClaim + hop, planned: plannedBase, isUser: one.demand >= 0 });
        claims.set(link, all);
      }
      const rounds = one.demand >= 0 ? below(3) : 0;
      return flowInSlot({
        flow: index,
        planned: plannedBase / 2 ** rounds,
        plannedBase,
        rounds,
        swapSeconds: stream() * 0.1,
        roundSeconds: stream() * 0.1,
      });
    });
    const links = [...claims].map(([link, all]): LinkInSlot => {
      const ordered = [...all].sort((a, b) => Number(b.isUser) - Number(a.isUser));
      const planned = ordered.reduce((sum, one) => sum + one.planned, 0);
      const mean = planned * (1 + stream());
      return {
        link,
        mean,
        offered: Math.min(mean, planned * (1 + stream())),
        beginSeconds: stream() < 0.3 ? stream() * 0.5 * slotSeconds : 0,
        werner: 0.8 + 0.2 * stream(),
        heraldSeconds: stream() * 0.01,
        efficiency: 0.2,
        claims: Int32Array.from(ordered, ({ claim }) => claim),
        planned: Float64Array.from(ordered, (one) => one.planned),
        userClaims: ordered.filter(({ isUser }) => isUser).length,
      };
    });
    return { links, flows: inSlot };
  });
  const forgets = 2 / oneOf([Number.POSITIVE_INFINITY, 5 * slotSeconds]);
  const execution: Execution = {
    slotCount,
    slotSeconds,
    stored: oneOf([
      { model: 'ideal' },
      { model: 'loss', coherenceSeconds: 2 * slotSeconds },
      { model: 'depolarising', coherenceSeconds: 3 * slotSeconds, maximumStorageSlots: 1 },
      { model: 'dephasing', coherenceSeconds: 3 * slotSeconds, maximumStorageSlots: 2 },
    ] as const),
    swapSuccess: oneOf([1, 0.7]),
    swapFactor: oneOf([1, 0.95]),
    gates: { singleQubit: 1, twoQubit: 1, readout: 1 },
    protocol: oneOf(['dejmps', 'bbpssw'] as const),
    links: Array.from({ length: linkCount }, (_, index) => `link${index}`),
    modes: null,
    demands: ['a', 'b'].map((id) => ({
      id,
      fidelityTarget: 0.7,
      forgets,
      planned: 10,
      leastPairs: new Float64Array(slotCount).fill(1),
    })),
    memories: Float64Array.of(15, 20, 25),
    stores,
    flows: flows.map((one) => ({
      ...one,
      hopForgets: Array.from({ length: one.ownHops }, () => forgets),
      endForgets: forgets,
    })),
    claimCount,
    flowOfClaim: Int32Array.from(flowOfClaim),
    slots,
  };
  const options: SimulationOptions = {
    discipline: oneOf(DISCIPLINES),
    arrivals: oneOf(ARRIVALS),
    engine: 'pairs',
    seed,
    relayOrder: oneOf(RELAY_ORDERS),
    relayBuffer: oneOf([null, 1, 5]),
    bufferFull: oneOf(FULL_BUFFERS),
    coherenceSeconds: null,
    swapSuccess: null,
  };
  return { execution: withModes(execution, randomStream(seed, 'modes')), options };
}

/** In some cases, two nodes limit their modes, through which flows pass that draw on no stock. */
function withModes(execution: Execution, stream: RandomStream): Execution {
  if (stream() < 0.5) return execution;
  const limits = Float64Array.from([0, 1], () => 2 + Math.floor(20 * stream()));
  const node = (): readonly number[] => oneOfThree(stream);
  return {
    ...execution,
    modes: { limits, measurementSeconds: 0.01 },
    flows: execution.flows.map((flow) => {
      if (flow.draws.length > 0 || stream() < 0.3) return flow;
      const inner = Array.from({ length: flow.ownHops - 1 }, node);
      const [first, last] = flow.fills >= 0 ? [[], []] : [node(), node()];
      const along = [first, ...inner, last];
      return {
        ...flow,
        modes: {
          hops: along.slice(1).map((to, hop) => [...along[hop]!, ...to]),
          relays: inner.flatMap((here) => [...here, ...here]),
          ends: [...first, ...last],
        },
      };
    }),
    slots: execution.slots.map((slot) => ({
      ...slot,
      modesInFlight: limits.map((limit) => limit * stream()),
    })),
  };
}

const oneOfThree = (stream: RandomStream): readonly number[] =>
  ([[], [0], [1]] as const)[Math.floor(3 * stream())]!;

/** The same as far as the engine `batch` goes: nothing ages but what is stored, and pairs are given as planned. */
export function agelessCase(seed: number): RandomCase {
  const { execution, options } = randomCase(seed);
  return {
    execution: {
      ...execution,
      modes: null,
      demands: execution.demands.map((demand) => ({ ...demand, forgets: 0 })),
      flows: execution.flows.map(({ modes: _, ...flow }) => ({
        ...flow,
        hopForgets: flow.hopForgets.map(() => 0),
        endForgets: 0,
      })),
    },
    options: {
      ...options,
      engine: 'batch',
      discipline: 'planned',
      arrivals: options.arrivals === 'regular' ? 'poisson' : options.arrivals,
      relayBuffer: null,
    },
  };
}
