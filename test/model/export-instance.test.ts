import { describe, expect, it } from 'vitest';
import type { MessageUse, ModeUse } from '../../src/domain/problem.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { exportInstance } from '../../src/model/export-instance.ts';
import { smallInstance } from '../methods/instances.ts';
import { demandOver, scenarioOf, stores, topologyOf } from './networks.ts';

describe('exportInstance', () => {
  it('names links and stocks and has one value per slot', () => {
    const problem = buildProblem(
      scenarioOf(2, {
        demands: [demandOver('ab', { fidelityTarget: 0.8, minimumRate: 1 })],
        storage: { nodes: stores('a', 'b'), memory: { model: 'loss', coherenceSeconds: 100 } },
      }),
      topologyOf(2, [{ ends: ['a', 'b'], id: 'ab', capacity: [400, 0] }]),
    );
    expect(JSON.parse(JSON.stringify(exportInstance(problem)))).toEqual({
      slots: 2,
      slotSeconds: 20,
      capacityUnit: 'pairs-per-slot',
      memory: { model: 'loss', coherenceSeconds: 100 },
      links: [{ id: 'ab', ends: ['a', 'b'], class: 'A2A', capacity: [400, 0], fidelity: [0.97, null] }],
      storageNodes: stores('a', 'b'),
      storagePairs: [
        {
          id: 'a~b',
          ends: ['a', 'b'],
          subPaths: [
            { id: 'ab', links: ['ab'], stored: [], initialStock: 0, initialFidelity: null, cost: [1, null] },
          ],
        },
      ],
      demands: [
        {
          id: 'a~b',
          source: 'a',
          destination: 'b',
          weight: [1, 1],
          fidelityTarget: 0.8,
          minimumRate: 1,
          paths: [
            { id: 'ab', links: ['ab'], stored: [], cost: [1, null], rateCap: [20, 0] },
            {
              id: '[a~b:ab]',
              links: [],
              stored: [{ pair: 'a~b', subPath: 'ab' }],
              cost: [null, 1],
              // B/δ = 5, less what is lost while they are drawn: 0.4/(e^0.4 − 1).
              rateCap: [0, expect.closeTo(4.066489563, 8)],
            },
          ],
        },
      ],
    });
  });

  it('has modes, messages and times where the scenario states them, of fills, too', () => {
    const { problem } = smallInstance(2, {
      storage: true,
      groundStorage: true,
      hardware: { memoryModes: 40, bitsPerSecond: 5000, maximumLatencySeconds: 1 },
    });
    const json = exportInstance(problem);
    expect(json.memoryModes).toEqual(problem.topology.nodes.map(({ id }) => ({ node: id, modes: 40 })));
    expect(json.messageWays).toEqual([
      { from: 'a1', to: 'b1', bitsPerSecond: 5000 },
      { from: 'b1', to: 'a1', bitsPerSecond: 5000 },
    ]);
    const counted = { modes: 0, messages: 0, times: 0 };
    type Uses = Pick<(typeof json)['demands'][number]['paths'][number], 'modeSeconds' | 'messageBits'>;
    const check = (
      { modeSeconds = [], messageBits = [] }: Uses,
      slot: number,
      modes: readonly ModeUse[] = [],
      messages: readonly MessageUse[] = [],
    ) => {
      for (const { node, seconds } of modes) {
        const { id } = problem.topology.nodes[node]!;
        expect(modeSeconds.find((one) => one.node === id)!.seconds[slot]).toBe(seconds);
        counted.modes++;
      }
      for (const { way, bits } of messages) {
        expect(messageBits.find((one) => one.way === way)!.bits[slot]).toBe(bits);
        counted.messages++;
      }
    };
    problem.storagePairs.forEach(({ subPaths }, pair) => {
      subPaths.forEach(({ fills }, index) => {
        for (const { slot, modes, messages } of fills)
          check(json.storagePairs[pair]!.subPaths[index]!, slot, modes, messages);
      });
    });
    expect(counted.modes).toBeGreaterThan(10);
    problem.demands.forEach(({ paths }, demand) => {
      paths.forEach(({ offers }, index) => {
        const written = json.demands[demand]!.paths[index]!;
        for (const { slot, signals } of offers) {
          check(written, slot, signals!.modes, signals!.messages);
          expect(written.latencySeconds![slot]).toBe(signals!.latencySeconds);
          expect(written.rounds![slot]).toBe(signals!.rounds);
          counted.times++;
        }
      });
    });
    expect(counted.messages).toBeGreaterThan(2);
    expect(counted.times).toBeGreaterThan(2);
  });
});
