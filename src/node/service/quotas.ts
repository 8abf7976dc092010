import * as z from 'zod';

/** What a token may use. */
export const quotasSchema = z.strictObject({
  atOnce: z.int().min(1).max(1000).describe('Runs that wait or are under way, from 1 to 1,000.'),
  kept: z.int().min(1).max(1_000_000).describe('Runs on disk, from 1 to 1,000,000.'),
  megabytes: z.number().min(1).max(1e9).describe('Megabytes of all its runs on disk, at least 1.'),
  secondsEach: z.number().min(1).max(1e7).describe('Seconds of a plan, or of all jobs of a study.'),
  secondsPerDay: z.number().min(1).max(1e9).describe('Seconds of computing within 24 hours.'),
});
export type Quotas = z.infer<typeof quotasSchema>;

export const DEFAULT_QUOTAS: Quotas = {
  atOnce: 8,
  kept: 500,
  megabytes: 2_000,
  secondsEach: 3_600,
  secondsPerDay: 86_400,
};

/** What the runs of an owner use. */
export interface Usage {
  readonly atOnce: number;
  readonly kept: number;
  readonly megabytes: number;
  readonly secondsToday: number;
}

/** What a new run of so many seconds would exceed, as where, what and how; null if it may begin. */
export function exceeded(
  quotas: Quotas,
  usage: Usage,
): { readonly message: string; readonly hint: string } | null {
  if (usage.atOnce >= quotas.atOnce) {
    return {
      message: `${usage.atOnce} of your runs wait or are under way, and your token allows ${quotas.atOnce}.`,
      hint: 'Wait until one of them ends, or stop one with DELETE.',
    };
  }
  if (usage.kept >= quotas.kept) {
    return {
      message: `${usage.kept} of your runs are kept, and your token allows ${quotas.kept}.`,
      hint: 'Remove some with DELETE …?remove=true.',
    };
  }
  if (usage.megabytes >= quotas.megabytes) {
    return {
      message: `Your runs take ${Math.ceil(usage.megabytes)} MB, and your token allows ${quotas.megabytes} MB.`,
      hint: 'Remove some with DELETE …?remove=true.',
    };
  }
  if (usage.secondsToday >= quotas.secondsPerDay) {
    return {
      message: `Your runs took ${Math.round(usage.secondsToday)} s within 24 hours, and your token allows ${quotas.secondsPerDay} s.`,
      hint: 'Try again later.',
    };
  }
  return null;
}
