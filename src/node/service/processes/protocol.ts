/** What the service and a child process say to each other. */

/** From the service. */
export type Order =
  | { readonly kind: 'begin'; readonly job: string; readonly data: unknown }
  /** End soon and keep what there is. */
  | { readonly kind: 'stop' };

/** From the child process. */
export type Report =
  | { readonly kind: 'progress'; readonly progress: unknown }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: string };

/** What a child process gets when it starts, as JSON in its first argument. */
export interface ChildSetting {
  /** Where the runs are. */
  readonly root: string;
  /** Of this process, with all its threads. */
  readonly memoryMegabytes: number;
}

/** By this signal a process ends itself that takes more memory than it may. */
export const OUT_OF_MEMORY_SIGNAL: NodeJS.Signals = 'SIGUSR2';
