import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { type DualPrices, NO_PRICES } from '../../src/domain/certificate.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { type Instance, instanceOf } from './pointing-fixture.ts';

/** A hub with few telescopes: each demand has its own path of one or two links, the first of which begins there. */
interface Hub {
  readonly instance: Instance;
  /** Per demand, its links, and what each carries by slot once acquired, pairs/s. */
  readonly paths: readonly { readonly link: string; readonly rates: readonly number[] }[][];
  readonly acquisitionSlots: number;
  readonly telescopes: number;
}

const SLOTS = 4;

function hub(seed: number, draw: () => number): Hub {
  const demands = 2 + Math.floor(draw() * 1.5);
  const rates = () => Array.from({ length: SLOTS }, () => (draw() < 0.2 ? 0 : 1 + Math.floor(draw() * 20)));
  const paths = Array.from({ length: demands }, (_, k) => [
    { link: `H~N${k}`, rates: rates() },
    ...(draw() < 0.3 ? [{ link: `N${k}~E${k}`, rates: rates() }] : []),
  ]);
  const acquisitionSlots = [0, 0.4, 1, 1.7, 2.5][Math.floor(draw() * 5)]!;
  const telescopes = draw() < 0.7 ? 1 : 2;
  const unit = seed % 2 === 0 ? 'pairs-per-second' : 'pairs-per-slot';
  const instance = instanceOf({
    slots: SLOTS,
    terminals: { H: telescopes },
    links: Object.fromEntries(paths.flat().map(({ link, rates: perSlot }) => [link, perSlot])),
    acquisitionSeconds: acquisitionSlots,
    demands: Object.fromEntries(
      paths.map((path, k) => [
        `H~${path.length === 1 ? 'N' : 'E'}${k}`,
        [path.map(({ link }) => link).join(' ')],
      ]),
    ),
    change: { capacityUnit: unit },
  });
  return { instance, paths, acquisitionSlots, telescopes };
}

/** The best of all sequences of pointing along all links at H, one slot and link after the other. */
function optimumOf({ paths, acquisitionSlots, telescopes }: Hub, isShared: boolean): number {
  let best = 0;
  /** Slots since each link was pointed along without a break, −1 if it is not. */
  const search = (slot: number, since: readonly number[], sum: number): void => {
    if (slot === SLOTS) {
      best = Math.max(best, sum);
      return;
    }
    for (let choice = 0; choice < 2 ** paths.length; choice++) {
      const on = paths.map((path, k) => (choice >> k) % 2 === 1 && path[0]!.rates[slot]! > 0);
      if (on.filter(Boolean).length > telescopes) continue;
      const now = on.map((isOn, k) => (isOn ? since[k]! + 1 : -1));
      const shares = now.map((slots) =>
        slots < 0 ? 0 : Math.min(1, Math.max(0, slots + 1 - acquisitionSlots)),
      );
      const carried = paths.map((path, k) =>
        Math.min(
          path[0]!.rates[slot]! * shares[k]!,
          ...path.slice(1).map(({ rates }) => unlimited(rates, slot, acquisitionSlots)),
        ),
      );
      search(
        slot + 1,
        now,
        sum + (isShared ? fed(carried, paths, slot) : carried.reduce((a, b) => a + b, 0)),
      );
    }
  };
  search(
    0,
    paths.map(() => -1),
    0,
  );
  return best;
}

/** What a link without a limited telescope carries: it is acquired when its contact begins. */
function unlimited(rates: readonly number[], slot: number, acquisitionSlots: number): number {
  const begun = rates.slice(0, slot).lastIndexOf(0) + 1;
  return rates[slot]! * Math.min(1, Math.max(0, slot - begun + 1 - acquisitionSlots));
}

/** The most that one source feeds into all first links: the strongest of them first. */
function fed(carried: readonly number[], paths: Hub['paths'], slot: number): number {
  const links = carried
    .map((rate, k) => ({ rate, whole: paths[k]![0]!.rates[slot]! }))
    .filter(({ rate }) => rate > 0)
    .sort((a, b) => b.whole - a.whole);
  let left = 1;
  let sum = 0;
  for (const { rate, whole } of links) {
    const share = Math.min(left, rate / whole);
    left -= share;
    sum += share * whole;
  }
  return sum;
}

it('is at least the best of all pointings, whatever the prices (seed 20261129)', () => {
  let tight = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const draw = randomStream(seed, 'pointing bound');
      const drawn = hub(seed, draw);
      const isShared = draw() < 0.4;
      const { problem } = drawn.instance;
      const { topology } = problem;
      const hubIndex = topology.nodes.findIndex(({ id }) => id === 'H');
      const sources = Int32Array.from(topology.links, ({ id }) =>
        isShared && id.startsWith('H') ? hubIndex : -1,
      );
      const pointing = { ...topology.pointing!, sources };
      const shared = { problem: { ...problem, topology: { ...topology, pointing } } };
      const optimum = optimumOf(drawn, isShared);
      for (let trial = 0; trial < 6; trial++) {
        const size = 2 ** (trial - 3);
        const price = (most: number) => (draw() < 0.3 ? 0 : most * size * draw());
        const each = <Row>(names: readonly string[], row: (name: string, slot: number) => Row): Row[] =>
          names.flatMap((name) => Array.from({ length: SLOTS }, (_, slot) => row(name, slot)));
        const links = topology.links.map(({ id }) => id);
        const prices: Partial<DualPrices> = {
          c4: each(links, (link, slot) => ({ link, slot, price: price(1) })),
          p1: each(['H'], (node, slot) => ({ node, slot, price: price(10) })),
          p2: each(links, (link, slot) => ({ link, slot, price: price(1) })),
          p5: problem.demands.flatMap(({ id: demand }) =>
            each(links, (link, slot) => ({ demand, link, slot, price: price(5) })),
          ),
          s: each(['H'], (node, slot) => ({ node, slot, price: price(10) })),
        };
        const bound = lagrangianBound({ ...shared, prices: { ...NO_PRICES, ...prices } });
        expect(bound).toBeGreaterThanOrEqual(optimum * (1 - 1e-9));
        if (bound < optimum * 1.5) tight++;
      }
    }),
    { seed: 20261129, numRuns: 200 },
  );
  expect(tight).toBeGreaterThan(20);
});
