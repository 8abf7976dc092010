/**
 * A thread that ends its process if the service is gone, or if the process takes more memory than it may: the other
 * threads may be busy for long and hear nothing.
 */
import { workerData } from 'node:worker_threads';
import { OUT_OF_MEMORY_SIGNAL } from './protocol.ts';

export interface WatchdogSetting {
  readonly service: number;
  readonly memoryMegabytes: number;
}

/** Milliseconds. */
const LOOK_EVERY = 200;

const { service, memoryMegabytes } = workerData as WatchdogSetting;
setInterval(() => {
  if (process.ppid !== service) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > memoryMegabytes * 2 ** 20) process.kill(process.pid, OUT_OF_MEMORY_SIGNAL);
}, LOOK_EVERY);
