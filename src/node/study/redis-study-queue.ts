import type { Comparison } from '../../domain/comparison.ts';
import type { StudyPoint } from '../../domain/study.ts';
import type { JobQueue } from '../../services/job-queue.ts';
import type { JobDefinition } from '../../study/definition.ts';
import type { QueueAddress } from '../queue/address.ts';
import { connectQueue } from '../queue/connection.ts';
import { openRedisQueue, type RedisQueueListener } from '../queue/redis-queue.ts';
import { VERSION } from '../version.ts';

/**
 * Workers on any machines as the queue of a study.
 * @throws InputError if there is no queue at the address
 */
export async function openRedisStudyQueue(
  definition: JobDefinition,
  address: QueueAddress,
  listener: RedisQueueListener,
): Promise<JobQueue<StudyPoint, Comparison>> {
  const connection = await connectQueue(address, listener.onNote);
  const kind = { name: 'study', content: definition, version: VERSION };
  return openRedisQueue(connection, kind, listener);
}
