import type { Comparison } from '../../domain/comparison.ts';
import type { StudyPoint } from '../../domain/study.ts';
import type { JobQueue } from '../../services/job-queue.ts';
import { parseDefinition, parsePoint } from '../../study/queued.ts';
import { openThreadQueue } from './thread-queue.ts';

/**
 * A thread for the jobs of a study that came from another machine, which is checked before anything runs.
 * @param share of the memory of this machine
 */
export async function openQueuedStudy(
  content: unknown,
  share: number,
): Promise<JobQueue<unknown, Comparison>> {
  const threads: JobQueue<StudyPoint, Comparison> = await openThreadQueue(parseDefinition(content), {
    workers: 1,
    share,
  });
  return {
    ...threads,
    submit: async ({ id, data }, watch) => threads.submit({ id, data: parsePoint(data) }, watch),
  };
}
