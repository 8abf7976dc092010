/**
 * Prints one line for each program built from the regression instances: its name, its size, and a digest of its text.
 * Write the lines before and after a change, and compare the two files; then print the text of a program that differs:
 *
 *   npx tsx scripts/regression/programs.ts [--text NAME] > after.txt
 */
import { createHash } from 'node:crypto';
import type { Problem } from '../../src/domain/problem.ts';
import { formatLp } from '../../src/lp/lp-format.ts';
import type { LinearProgram } from '../../src/lp/program.ts';
import { assembleMonolith, assembleSubproblem } from '../../src/model/assemble.ts';
import { incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { assembleWindow, type SlotMode } from '../../src/model/window.ts';
import { problems } from './instances.ts';

const DRAWN = 300;
const MODES: readonly SlotMode[] = ['binary', 'relaxed', 'fixed'];

const wanted = process.argv[2] === '--text' ? process.argv[3] : undefined;
for (const [name, problem] of problems(DRAWN)) {
  if (wanted !== undefined && !wanted.startsWith(`${name}/`)) continue;
  for (const [program, text] of programsOf(problem)) {
    const label = `${name}/${program.name.replaceAll(' ', '-')}/${text.kind}`;
    if (wanted === undefined) console.log(`${label} ${sizeOf(program)} ${digest(program, text.meanings)}`);
    else if (label === wanted) console.log(`${formatLp(program)}\n${JSON.stringify(text.meanings)}`);
  }
}

interface Told {
  readonly kind: string;
  readonly meanings: unknown;
}

function* programsOf(problem: Problem): Generator<readonly [program: LinearProgram, told: Told]> {
  const layout = layOut(problem);
  for (const { program, meanings } of [assembleMonolith(layout), assembleSubproblem(layout)]) {
    yield [program, { kind: 'whole', meanings: meanings.map(nameOf) }];
  }
  const incidence = incidenceOf(layout);
  const { slotCount } = problem.topology;
  const spans = [
    [0, slotCount],
    [0, Math.ceil(slotCount / 2)],
    [Math.floor(slotCount / 3), Math.min(slotCount, Math.floor(slotCount / 3) + 2)],
    [slotCount - 1, slotCount],
  ] as const;
  for (const [from, to] of spans) {
    for (const mode of MODES) {
      // With fixed routes, keep every second choice, so that a window is also built from fewer choices than exist.
      const keeps = mode === 'fixed' ? (choice: number) => choice % 2 === 0 : () => true;
      const { program, meanings } = assembleWindow(incidence, { from, to, mode: () => mode, keeps });
      yield [program, { kind: mode, meanings: meanings.map(nameOf) }];
    }
  }
}

function sizeOf({ rows, columns }: LinearProgram): string {
  return `${rows.lower.length}x${columns.cost.length}`;
}

function digest(program: LinearProgram, meanings: unknown): string {
  return createHash('sha256')
    .update(formatLp(program))
    .update(JSON.stringify(meanings))
    .digest('hex')
    .slice(0, 16);
}

/** What a row stands for: the values of its meaning, without the names of the fields, which may change. */
function nameOf(meaning: object | null): string {
  return meaning === null ? '' : Object.values(meaning).join(' ');
}
