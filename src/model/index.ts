/** `satqn/model`: the paper's program, if you want to solve it in another way. */
export type { Link, SlotLinks, Topology } from '../domain/network.ts';
export type { Demand, Hop, Offer, Path, Problem, StoragePair, SubPath } from '../domain/problem.ts';
export { formatLp } from '../lp/lp-format.ts';
export { formatMps } from '../lp/mps.ts';
export type { Columns, LinearProgram, Rows } from '../lp/program.ts';
export type { SolveOptions, SolveResult, Solver, SolverModel } from '../lp/solver.ts';
export { type AssembledModel, assembleMonolith, assembleSubproblem } from './assemble.ts';
export { buildProblem } from './build-problem.ts';
export type { RowMeaning } from './constraints/family.ts';
export { exportInstance } from './export-instance.ts';
export { type Layout, layOut } from './layout.ts';
