import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import { type Incidence, incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { assembleWindow, type SlotMode, type WindowModel } from '../../src/model/window.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { handMade } from '../methods/instances.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

async function optimumOf(model: WindowModel, perPair = 0): Promise<number> {
  const handle = await solver.open(model.program);
  const stocks = [...model.program.columns.names.entries()].flatMap(([column, name]) =>
    name.startsWith('z') && name.endsWith(`,${model.to}`) ? [column] : [],
  );
  await handle.changeCosts(Int32Array.from(stocks), new Float64Array(stocks.length).fill(perPair));
  const { objective } = await handle.solve({ timeLimitSeconds: 60, seed: 1 });
  await handle.dispose();
  return objective!;
}

describe.each([1000, 55])('a memory shared by two stocks that may fill %d pairs each, in windows', (most) => {
  /** n and o each share with m, whose memory holds 100 pairs; slot 1 fills, slot 2 alone counts. */
  const incidence: Incidence = incidenceOf(
    layOut(
      handMade({
        slots: 2,
        capacity: { 'm-n': [most, 0], 'm-o': [most, 0] },
        stores: { m: 100, n: 1000, o: 1000 },
        storage: {
          pairs: [
            ['m', 'n'],
            ['m', 'o'],
          ],
        },
        demands: [
          { source: 'm', destination: 'n', weight: [0, 1] },
          { source: 'm', destination: 'o', weight: [0, 1] },
        ],
      }).problem,
    ),
  );
  const window = (from: number, to: number, mode: SlotMode) =>
    assembleWindow(incidence, { from, to, mode: () => mode });

  it.each<SlotMode>(['binary', 'relaxed'])(
    'C3 holds 100 pairs over all slots, %s: 10 pairs/s',
    async (mode) => {
      expect(await optimumOf(window(0, 2, mode))).toBeCloseTo(10, 6);
    },
  );

  it('C3 holds at the beginning of a window: it finds 100 pairs', async () => {
    expect(await optimumOf(window(1, 2, 'binary'))).toBeCloseTo(10, 6);
  });

  it('C3 holds at the end of a window: it leaves 100 pairs', async () => {
    expect(await optimumOf(window(0, 1, 'binary'), 1)).toBeCloseTo(100, 6);
  });
});

describe('C4 in windows', () => {
  const rowsOfLinks = (more: Partial<Parameters<typeof handMade>[0]>) => {
    const { problem } = handMade({
      slots: 2,
      capacity: { 'a-b': [100, 0] },
      demands: [{ source: 'a', destination: 'b' }],
      ...more,
    });
    const { meanings } = assembleWindow(incidenceOf(layOut(problem)), {
      from: 0,
      to: 2,
      mode: () => 'binary',
    });
    return meanings.filter((meaning) => meaning?.constraint === 'C4').length;
  };

  it('is left out where one demand has the link to itself', () => {
    expect(rowsOfLinks({})).toBe(0);
    expect(rowsOfLinks({ capacity: { 'a-b': 100 } })).toBe(0);
  });

  it('stands where demands share a link, or users and stocks do', () => {
    const demands = ['one', 'two'].map((id) => ({ id, source: 'a', destination: 'b' }));
    expect(rowsOfLinks({ demands })).toBe(1);
    expect(rowsOfLinks({ stores: { a: 50, b: 50 } })).toBe(1);
  });
});
