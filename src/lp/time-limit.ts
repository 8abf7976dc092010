/** What a solve is given although the time is up, so that it ends with an answer. */
const LEAST_SECONDS = 0.01;

/** The time limit of a solve, from the seconds that are left for it. */
export const timeLimit = (remainingSeconds: number): number => Math.max(LEAST_SECONDS, remainingSeconds);
