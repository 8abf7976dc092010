import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../src/model/build-problem.ts';
import { exportInstance } from '../../src/model/export-instance.ts';
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
});
