/** Carries out jobs, in threads of this process or on other machines. */
export interface JobQueue<Job, Result> {
  /** How many jobs run at the same time; further jobs wait. */
  readonly workers: number;
  /**
   * Resolves to the result of the job; jobs may end in any order. Rejects with the error that the job threw, or if its
   * worker is lost, which the queue then replaces.
   * @param signal aborts the job, whether it runs or waits; the promise then rejects
   */
  submit(job: Job, signal: AbortSignal): Promise<Result>;
  /** Ends all workers, even if they are busy. */
  close(): Promise<void>;
}
