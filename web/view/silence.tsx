import { useStudio } from '../state/store.ts';

/** Says that the planner gives no sign of life. */
export function Silence() {
  const seconds = useStudio(({ planner }) => planner.silentSeconds);
  if (seconds === null) return null;
  return (
    <p className="warning" role="alert">
      The planner has not answered for {seconds} s. It may be in a long step or have crashed; stop it at once
      to plan again. Your text is safe, and the best plan so far is kept.
    </p>
  );
}
