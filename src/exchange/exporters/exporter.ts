import type { Problem } from '../../domain/problem.ts';

/** A format in which a resolved problem goes to other programs. */
export interface Exporter {
  /** What one asks for it by. */
  readonly name: string;
  /** What it holds, in a few words. */
  readonly title: string;
  write(problem: Problem): string;
}
