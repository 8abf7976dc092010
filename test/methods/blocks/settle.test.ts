import { expect, it } from 'vitest';
import { settle } from '../../../src/methods/blocks/settle.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { monolithOffsets } from '../../../src/model/window.ts';
import { handMade } from '../instances.ts';

it('leaves no pair in a memory longer than the plan did, when what it was for is reduced', () => {
  // a~m is filled in slots 0 and 2; a~b is filled from it in slot 1, and nobody draws on a~b.
  const { problem } = handMade({
    slots: 4,
    capacity: { 'a-m': [100, 0, 100, 0], 'm-b': [0, 100, 0, 100] },
    stores: { a: 10, m: 10, b: 10 },
    demands: [
      { source: 'a', destination: 'm' },
      { source: 'a', destination: 'b' },
    ],
    paths: { virtualSubPaths: 1 },
  });
  const incidence = incidenceOf(layOut(problem));
  const { layout } = incidence;
  const at = monolithOffsets(incidence);
  const fillOf = (pair: string, slot: number, stored: boolean): number =>
    layout.fills.findIndex(({ pair: index, subPath, fill }) => {
      const { id, subPaths } = problem.storagePairs[index]!;
      const isStored = subPaths[subPath]!.hops.some(({ kind }) => kind === 'stored');
      return id === pair && fill.slot === slot && isStored === stored;
    });
  const early = fillOf('a~m', 0, false);
  const late = fillOf('a~m', 2, false);
  const nested = fillOf('a~b', 1, true);
  const served = layout.choices.findIndex(
    ({ demand, path, offer }) =>
      demand === 0 && offer.slot === 3 && problem.demands[0]!.paths[path]!.hops[0]!.kind === 'stored',
  );
  expect([early, late, nested, served]).not.toContain(-1);
  // 5 pairs each: in at 0, drawn for a~b at 1, in again at 2, drawn by the demand at 3.
  const values = new Map([early, late, nested].map((fill) => [at.fill + fill, 0.5]));
  values.set(served, 1).set(at.y + served, 0.5);
  const { rates, fillRates, stocks, objective } = settle(incidence, values, 4);
  expect(objective).toBeCloseTo(0.5, 12);
  expect(rates[served]).toBeCloseTo(0.5, 12);
  expect([early, late, nested].map((fill) => fillRates[fill])).toEqual([0, 0.5, 0]);
  const stock = incidence.stockOfFill[early]!;
  expect([...stocks.subarray(5 * stock, 5 * stock + 5)]).toEqual([0, 0, 0, 5, 0]);
});
