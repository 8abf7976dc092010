/** Whoever carries out jobs: threads of this process, or other machines. */
export interface JobQueue<Job, Result> {
  /** How many jobs it has under way at a time; whoever submits more lets them wait. */
  readonly workers: number;
  /**
   * Ends with what the job came to; jobs may end in any order. Rejects with what the job threw, or with the loss of
   * its worker, which the queue replaces.
   * @param signal ends the job, at work or not; it then rejects
   */
  submit(job: Job, signal: AbortSignal): Promise<Result>;
  /** Ends all its workers, at work or not. */
  close(): Promise<void>;
}
