import { expect, it } from 'vitest';
import { effortWords } from '../../src/cli/simulation-progress.ts';

it('how long a simulation takes is told where that is long', () => {
  const effort = { arrivals: 2.14e9, secondsPerReplication: 535 };
  const pairs = { engine: 'pairs', replications: 100, workers: 2 } as const;
  expect(effortWords(effort, pairs)).toBe(
    'About 2,140 million arrivals in each replication are followed one by one: 100 replications take about 7.4 h.',
  );
  expect(effortWords({ ...effort, secondsPerReplication: 0.7 }, { ...pairs, engine: 'batch' })).toBe(
    'About 2,140 million arrivals in each replication are counted by slot: 100 replications take about 35 s.',
  );
  // One replication uses one worker.
  expect(effortWords({ arrivals: 5e7, secondsPerReplication: 12 }, { ...pairs, replications: 1 })).toMatch(
    /one replication takes about 12 s/,
  );
  expect(effortWords({ arrivals: 1e5, secondsPerReplication: 0.02 }, pairs)).toBeNull();
});
