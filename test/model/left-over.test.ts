import { expect, it } from 'vitest';
import { layOut } from '../../src/model/layout.ts';
import { openLeftOver } from '../../src/model/left-over.ts';
import { usesOf } from '../../src/model/uses.ts';
import { handMade } from '../methods/instances.ts';

// a–m–b over links of 10 pairs/s each, and m–b once more from stock; m and b hold 60 and 100 pairs. Slots of 10 s.
const { problem } = handMade({
  slots: 2,
  capacity: { 'a-m': [100, 100], 'm-b': [100, 0] },
  stores: { m: 60, b: 100 },
  storage: { pairs: [['m', 'b']] },
  demands: [
    { id: 'one', source: 'a', destination: 'b' },
    { id: 'two', source: 'a', destination: 'b' },
  ],
});
const layout = layOut(problem);
const open = () => openLeftOver({ layout, ...usesOf(layout) });
const choices = layout.choices.flatMap(({ offer }, choice) => (offer.slot === 0 ? [choice] : []));

it('what one path takes from a link is missing for another, until it is given back', () => {
  const left = open();
  const [one, two] = choices.map(left.ofChoice);
  expect(left.room(one!)).toBeCloseTo(10, 12);
  left.take(one!, 4);
  expect(left.room(two!)).toBeCloseTo(6, 12);
  left.take(left.ofFill(0), 5);
  expect(left.room(two!)).toBeCloseTo(1, 12);
  left.take(one!, -4);
  expect(left.room(two!)).toBeCloseTo(5, 12);
  left.take(two!, 7);
  expect(left.room(one!)).toBe(0);
});

it('the smaller memory limits the stock at an instant', () => {
  const left = open();
  const stock = left.ofStock(0, 1);
  expect(left.room(stock)).toBe(60);
  left.take(stock, 45);
  expect(left.room(stock)).toBe(15);
  expect(left.room(left.ofChoice(choices[0]!))).toBe(10);
  // Another instant is another row.
  expect(left.room(left.ofStock(0, 2))).toBe(60);
});
