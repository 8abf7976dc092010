/** Carries out jobs, in threads of this process or on other machines. */
export interface JobQueue<Data, Result> {
  /** How many jobs to hand over before one of them has to end. */
  readonly capacity: number;
  /**
   * Resolves once the job has ended; jobs may end in any order. A queue that goes away for a while, or loses a worker
   * that it can replace, begins the job again and says nothing of it here.
   * @throws the reason of the signal if it aborts the job, whether it runs or waits; whatever made the queue useless
   */
  submit(job: Job<Data>, watch: JobWatch): Promise<JobOutcome<Result>>;
  /** Says that the outcome of a job is stored elsewhere, so that the queue need not keep it. */
  forget(id: string): void;
  /** Ends all workers of its own, even if they are busy, and takes back from others what has not ended. */
  close(): Promise<void>;
}

export interface Job<Data> {
  /** The same for the same work: if a queue still has the job, or its result, it does not begin it anew. */
  readonly id: string;
  /** Plain data, which may travel to another machine. */
  readonly data: Data;
}

export interface JobWatch {
  readonly signal: AbortSignal;
  /** Called with the latest that the job says of itself, if it says anything; some of it may be skipped. */
  readonly onProgress?: (progress: unknown) => void;
}

/** How a job ended. A job that fails, or loses a worker that nobody replaces, has ended, too. */
export type JobOutcome<Result> = { readonly seconds: number } & (
  | { readonly status: 'done'; readonly result: Result }
  | { readonly status: 'failed'; readonly error: string }
);

/** What a queue is busy with. */
export interface QueueLoad {
  readonly workers: number;
  /** Of the jobs handed over. */
  readonly running: number;
}
