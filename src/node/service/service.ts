import { InputError } from '../../base/errors.ts';
import { WriteError } from '../atomic-file.ts';
import { lockDirectory } from '../lock.ts';
import { studioFiles } from '../studio-site.ts';
import type { Api } from './api/begin.ts';
import { operationRoutes } from './api/operations.ts';
import { planRoutes } from './api/plans.ts';
import { studyRoutes } from './api/studies.ts';
import { studioRoutes } from './api/studio.ts';
import { loadFramework } from './http/framework.ts';
import { isLoopback } from './http/guard.ts';
import { openMetrics } from './http/metrics.ts';
import { openHttpService } from './http/server.ts';
import { openProcessQueue } from './processes/process-queue.ts';
import { openTextReader } from './reader.ts';
import { openRunBook, type RunQueue } from './run-book.ts';
import { checkSetting, type ServiceSetting } from './setting.ts';
import { readTokens, type Tokens } from './tokens.ts';

export interface Service {
  readonly url: string;
  /** Reads the file of tokens again; the old ones stay if it cannot be read. */
  reloadTokens(): Promise<void>;
  /** Ends all runs within seconds, keeping what they have; they go on at the next start. */
  close(): Promise<void>;
}

/** Milliseconds that a run may take to end if its owner stops it, and if the service ends. */
const STOP_WITHIN = 60_000;
const CLOSE_WITHIN = 8_000;
/** Seconds that a text may take to read. */
const READ_WITHIN = 10;

/**
 * Starts the service.
 * @throws InputError if packages are missing, the setting is not safe, the file of tokens is not in order, another process
 * serves the directory, nothing can be written to it, or the port is taken
 */
export async function startService(setting: ServiceSetting): Promise<Service> {
  const { root, host, port, hostNames, tokenFile, onNote } = setting;
  checkSetting(setting);
  const framework = await loadFramework();
  const site = setting.hasStudio ? await studioFiles() : null;
  let tokens: Tokens | null = tokenFile === null ? null : await readTokens(tokenFile);
  const unlock = await lockRoot(root);
  const reader = await openTextReader(READ_WITHIN);
  let isStopping = false;
  const queue: RunQueue = openProcessQueue({
    root,
    memoryMegabytes: setting.memoryMegabytes,
    processes: setting.processes,
    stopWithin: STOP_WITHIN,
    onRestart(id) {
      onNote(`The process of run ${id} was lost, and begins again.`);
      metrics.restarted();
    },
    onFault: (id, error) => onNote(`A fault in run ${id}: ${error}`),
  });
  const metrics = openMetrics(
    framework,
    () => book.load(),
    () => http.streams(),
  );
  const book = await openRunBook({
    root,
    queue,
    now: () => Date.now(),
    onEnded: (card) => metrics.ended(card),
    onNote,
  });
  const api: Api = { book, reader, isStopping: () => isStopping };
  const http = await openHttpService(framework, {
    hostNames: [...hostNames, ...(host === '0.0.0.0' || host === '::' ? [] : [urlName(host)])].map((name) =>
      name.toLowerCase(),
    ),
    isLoopback: isLoopback(host),
    tokens: () => tokens,
    routes: [
      ...planRoutes(api),
      ...studyRoutes(api),
      ...(site ? studioRoutes(api, site) : []),
      ...operationRoutes({
        isReady: () => !isStopping,
        openApi: () => http.openApi(),
        metrics: () => metrics.text(),
      }),
    ],
    requestsPerMinute: setting.requestsPerMinute,
    lagAtMost: setting.lagAtMost,
    streamsAtMost: setting.streamsAtMost,
    metrics,
    onFault: (error, request) => onNote(`A fault at ${request}: ${error.stack ?? error.message}`),
  });
  async function close(): Promise<void> {
    isStopping = true;
    // What does not end in time is killed; its best so far is on disk.
    const impatience = setTimeout(() => void queue.close(), CLOSE_WITHIN);
    await book.close();
    clearTimeout(impatience);
    await http.close();
    await reader.close();
    await unlock();
  }
  let bound: number;
  try {
    bound = await http.listen(host, port);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: `http://${urlName(host)}:${bound}`,
    async reloadTokens() {
      if (tokenFile === null) return;
      try {
        tokens = await readTokens(tokenFile);
        // A token that was taken back follows no run any more.
        http.endStreams();
        onNote(`Read the tokens again: ${tokens.count}.`);
      } catch (error) {
        onNote(`The tokens stay as they were. ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    close,
  };
}

const urlName = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** @throws InputError if another service has it, or nothing can be written there */
async function lockRoot(root: string): Promise<() => Promise<void>> {
  try {
    return await lockDirectory(root, '--data');
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const message = `Nothing can be written to ${root}: ${error.reason}.`;
    const hint =
      error.blame === 'place' ? 'Choose another --data.' : 'Free some space there, or choose another --data.';
    throw new InputError([{ path: '--data', message, hint }]);
  }
}
