import type { Problem } from '../../domain/problem.ts';
import type { Qubo } from '../../qubo/qubo.ts';

/** A format in which something is passed to other programs. */
interface Format {
  /** The name by which it is requested. */
  readonly name: string;
  /** Its content, in a few words. */
  readonly title: string;
  /** Of a file with it, without the dot. */
  readonly extension: string;
}

/** A format of resolved problems. */
export interface Exporter extends Format {
  write(problem: Problem): string;
}

/** A format of QUBOs: what a sampler was given in a run. */
export interface QuboExporter extends Format {
  write(qubo: Qubo): string;
}
