/** How a service runs. */
import { InputError, type InputIssue } from '../../base/errors.ts';
import { isHostName, isLoopback } from './http/guard.ts';

export interface ServiceSetting {
  /** Where the runs are. */
  readonly root: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Names by which it may be called, besides those of this machine. */
  readonly hostNames: readonly string[];
  /** The file of tokens; null for a service of this machine that everybody on it may use. */
  readonly tokenFile: string | null;
  /** Runs at a time, each in a process of its own. */
  readonly processes: number;
  /** Of each of these processes. */
  readonly memoryMegabytes: number;
  readonly requestsPerMinute: number;
  readonly streamsAtMost: number;
  /** Milliseconds by which the event loop may lag before requests are refused; 0 for any. */
  readonly lagAtMost: number;
  /** Whether to serve the studio, too, which opens runs. */
  readonly hasStudio: boolean;
  /** What its operator should know. */
  readonly onNote: (text: string) => void;
}

export const DEFAULT_SERVICE = {
  root: 'runs/served',
  host: '127.0.0.1',
  port: 8350,
  memoryMegabytes: 2_048,
  requestsPerMinute: 1_200,
  streamsAtMost: 1_000,
  lagAtMost: 3_000,
  hasStudio: false,
} as const;

/** @throws InputError with everything that is not safe, or would never have an effect */
export function checkSetting({
  host,
  hostNames,
  tokenFile,
}: Pick<ServiceSetting, 'host' | 'hostNames' | 'tokenFile'>): void {
  const issues: InputIssue[] = [];
  if (!isLoopback(host) && tokenFile === null) {
    issues.push({
      path: '--host',
      message: `${host} can be reached from other machines, where a service needs tokens.`,
      hint: 'Make one with satqn serve --new-token tokens.json --name NAME, and add --tokens tokens.json.',
    });
  }
  for (const name of hostNames) {
    if (isHostName(name)) continue;
    issues.push({
      path: '--host-name',
      message: `'${name}' is no name of a machine.`,
      hint: 'Write the name alone, without scheme, port and path, such as plans.example.org.',
    });
  }
  if (issues.length > 0) throw new InputError(issues);
}
