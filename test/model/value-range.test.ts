import { expect, it } from 'vitest';
import { layOut } from '../../src/model/layout.ts';
import { unseenDemands } from '../../src/model/value-range.ts';
import { handMade } from '../methods/instances.ts';

const layoutOf = (small: number, weight: number) =>
  layOut(
    handMade({
      slots: 1,
      capacity: { 'a-b': 1000, 'c-d': small },
      demands: [
        { source: 'a', destination: 'b' },
        { source: 'c', destination: 'd', weight },
      ],
    }).problem,
  );

it('names a demand that is negligible beside another', () => {
  expect(unseenDemands(layoutOf(1e-5, 1))).toEqual([{ demand: 'c~d', share: expect.closeTo(1e-8, 12) }]);
});

it('names none if its weight makes up for it, if it is large enough, or if it counts nothing', () => {
  expect(unseenDemands(layoutOf(1e-5, 1e8))).toEqual([]);
  expect(unseenDemands(layoutOf(1e-3, 1))).toEqual([]);
  expect(unseenDemands(layoutOf(1e-5, 0))).toEqual([]);
});
