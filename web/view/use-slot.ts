import { useEffect } from 'react';
import { askReader } from '../state/reader.ts';
import { change, current, slotAt, useStudio } from '../state/store.ts';
import { planUse } from './plan-use.ts';

export const useSlot = (): number => useStudio(slotAt);

/** What the plan draws from links in the slot that is shown; undefined without a plan. */
export function useSlotUse(): ReadonlyMap<string, number> | undefined {
  const slot = useSlot();
  const record = useStudio(({ run }) => run.record);
  const scenario = useStudio(({ document }) => document.scenario);
  return planUse(record, scenario).usage[slot];
}

/** Range and loss of the links of the slot; they come a moment later. */
export function useBudget() {
  const slot = useSlot();
  const topology = useStudio(({ network }) => network.topology);
  const budget = useStudio(({ network }) => network.budgets.get(slot));
  useEffect(() => {
    if (!topology || current().network.budgets.has(slot)) return;
    askReader((reader) => reader.budget(slot)).then(
      (found) => {
        const { network } = current();
        if (!found || network.topology !== topology) return;
        change('network', { budgets: new Map([...network.budgets, [slot, found]]) });
      },
      () => {
        // Range and loss stay unknown; whoever asks for more hears of the failure.
      },
    );
  }, [slot, topology]);
  return budget;
}
