import { describe, it } from 'vitest';
import { cbc } from '../../../src/solvers/node/external/cbc.ts';
import { openExternalSolver } from '../../../src/solvers/node/external/external-solver.ts';
import { solverContract } from '../contract.ts';

const found = await openExternalSolver(cbc);

if (found) {
  solverContract('CBC', async () => (await openExternalSolver(cbc))!, {
    name: 'cbc',
    capabilities: { integers: true, duals: false, rays: false, progress: false },
  });
} else {
  describe('CBC', () => {
    it.skip('is not on PATH: its contract is not tested', () => {});
  });
}
