import type { Problem } from '../../domain/problem.ts';

/** A format in which a resolved problem is passed to other programs. */
export interface Exporter {
  /** The name by which it is requested. */
  readonly name: string;
  /** Its content, in a few words. */
  readonly title: string;
  /** Of a file with it, without the dot. */
  readonly extension: string;
  write(problem: Problem): string;
}
