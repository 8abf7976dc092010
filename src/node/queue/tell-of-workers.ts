import type { Present } from './presence.ts';

/** Tells once of workers that cannot take the jobs, or that there is none at all. */
export function tellOfWorkers(version: string, onNote: (text: string) => void) {
  let toldNone = false;
  const told = new Set<string>();
  return (workers: readonly Present[], onCount: (count: number) => void): void => {
    const own = workers.filter((worker) => worker.version === version).length;
    onCount(own);
    if (own > 0) toldNone = false;
    for (const other of new Set(workers.map((worker) => worker.version))) {
      if (other === version || told.has(other)) continue;
      told.add(other);
      onNote(
        `A worker there is satqn ${other} and takes none of these jobs. Install this version on its machine: npm install satqn@${version}`,
      );
    }
    if (own === 0 && !toldNone) {
      toldNone = true;
      onNote('No worker takes the jobs yet. Start one on any machine: satqn worker --queue ADDRESS');
    }
  };
}
