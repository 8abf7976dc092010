import { describe, expect, it } from 'vitest';
import type { IdleReason } from '../../src/domain/idle-reason.ts';
import type { DemandSummary } from '../../src/domain/run-record.ts';
import { prepare } from '../../src/planning/prepare.ts';
import { warningsOf, withoutTerminal } from '../../src/planning/warnings.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { localEnvironment } from './run.ts';

/** Three nodes in a row and one aside, in two slots. */
async function warnings(changes: {
  readonly memory?: number;
  readonly third?: string;
  readonly destination?: string;
}) {
  const { memory = 100, third = '5', destination = 'b' } = changes;
  const scenario = parseScenario(`satqn: 1
horizon: {slots: 2, slotSeconds: 10}
nodes: [{id: a, kind: ground}, {id: b, kind: ground}, {id: c, kind: ground}, {id: d, kind: ground}]
links:
  - {ends: [a, b], capacity: 5, fidelity: 0.99}
  - {ends: [b, c], capacity: ${third}, fidelity: 0.99}
storage: {nodes: [{node: a, capacity: ${memory}}, {node: b, capacity: 1000}]}
demands: [{source: a, destination: ${destination}}]
`);
  const { problem } = await prepare(scenario, localEnvironment(), () => {});
  return warningsOf(scenario, problem);
}

it('a normal network has none', async () => {
  expect(await warnings({})).toEqual([]);
});

describe('the end of a demand on no link', () => {
  it.each([
    ['no link is stated', { destination: 'd' }, 'd'],
    ['its link never carries anything', { destination: 'c', third: '0' }, 'c'],
  ])('where %s', async (_, changes, end) => {
    expect(await warnings(changes)).toMatchObject([
      {
        kind: 'isolated-end',
        where: `demands, a~${end}`,
        message: expect.stringContaining(`${end} is on no`),
      },
    ]);
  });

  it('none if it is there in one slot', async () => {
    expect(await warnings({ destination: 'c', third: '[0, 5]' })).toEqual([]);
  });
});

it('demands that one more terminal would have served, the worst first', () => {
  const idle = (demand: string, ...slots: IdleReason[][]) =>
    ({ demand, idleSlots: slots.map((reasons, slot) => ({ slot, reasons })) }) as unknown as DemandSummary;
  expect(withoutTerminal([idle('a~b', ['no contact'], ['several limits'])])).toEqual([]);
  const demands = [
    idle('a~b', ['no contact'], ['terminal', 'daylight']),
    idle('a~c'),
    idle('b~c', ['terminal'], ['terminal']),
  ];
  expect(withoutTerminal(demands)).toMatchObject([
    {
      kind: 'terminals',
      where: 'demands, b~c, a~b',
      message: 'Contacts for which no terminal was free cost b~c 2 slots, a~b 1 slot.',
    },
  ]);
});

it('a memory that is full in under a second', async () => {
  expect(await warnings({ memory: 6 })).toEqual([]);
  expect(await warnings({ memory: 4 })).toMatchObject([
    { kind: 'memory-fills-at-once', where: 'storage, a', message: expect.stringContaining('within 0.80 s') },
  ]);
});
