import { useEffect, useState } from 'react';
import { pingPlanner } from '../state/planner.ts';

const PING_MILLISECONDS = 3000;
const LONG_SECONDS = 20;

/** Seconds since the planner last answered, once they are many; it may be busy with one long step, or dead. */
export function useSilence(busy: boolean): number | null {
  const [silence, setSilence] = useState<number | null>(null);
  useEffect(() => {
    if (!busy) return;
    let heard = performance.now();
    const timer = setInterval(() => {
      pingPlanner().then(
        () => {
          heard = performance.now();
        },
        () => {
          // The call that is under way tells of the failure.
        },
      );
      const seconds = (performance.now() - heard) / 1000;
      setSilence(seconds > LONG_SECONDS ? Math.round(seconds) : null);
    }, PING_MILLISECONDS);
    return () => {
      clearInterval(timer);
      setSilence(null);
    };
  }, [busy]);
  return silence;
}
