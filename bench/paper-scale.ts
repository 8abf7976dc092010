/**
 * The default and Benders' decomposition against the monolithic MILP at the paper's scale (K = 3, T = 10, 5 + 5 paths),
 * all to a gap of 1e-6, seed by seed in one run: `node --import tsx bench/paper-scale.ts [seeds] [time limit in seconds]`
 */
import { execFileSync } from 'node:child_process';
import { compiled } from './compiled.ts';
import type { Contender, Outcome, PaperScaleRow } from './paper-scale-run.ts';
import { median, writeResult } from './results.ts';

const seeds = Number(process.argv[2] ?? 20);
const timeLimitSeconds = Number(process.argv[3] ?? 120);
const text = execFileSync(
  process.execPath,
  [await compiled('paper-scale-run.ts'), String(seeds), String(timeLimitSeconds)],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
);
const rows: readonly PaperScaleRow[] = JSON.parse(text);

const of = (name: Contender, value: (outcome: Outcome) => number) =>
  rows.map(({ outcomes }) => value(outcomes[name]));
const summary = Object.fromEntries(
  (Object.keys(rows[0]!.outcomes) as Contender[]).map((name) => [
    name,
    {
      proved: of(name, ({ status }) => Number(status === 'optimal')).reduce((sum, value) => sum + value, 0),
      medianSeconds: median(of(name, ({ seconds }) => seconds)),
      slowestSeconds: Math.max(...of(name, ({ seconds }) => seconds)),
      worstGap: Math.max(...of(name, ({ gap }) => gap)),
      medianRatioToMonolith: median(
        rows.map(({ outcomes }) => outcomes[name].seconds / outcomes.monolith.seconds),
      ),
    },
  ]),
);
await writeResult('paper-scale', { seeds, timeLimitSeconds, gap: 1e-6, summary, rows });
