import { change, type Panel, useStudio } from '../state/store.ts';
import { ComparePanel } from './compare-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { ResultsPanel } from './results-panel.tsx';
import { ScenarioPanel } from './scenario-panel.tsx';
import { Tabs } from './tabs.tsx';

const TABS: readonly { readonly name: Panel; readonly label: string }[] = [
  { name: 'scenario', label: 'Scenario' },
  { name: 'plan', label: 'Plan' },
  { name: 'results', label: 'Results' },
  { name: 'compare', label: 'Compare' },
];

export function Panels() {
  const panel = useStudio(({ view }) => view.panel);
  return (
    <Tabs label="Work" tabs={TABS} chosen={panel} onChoose={(name) => change('view', { panel: name })}>
      {panel === 'scenario' && <ScenarioPanel />}
      {panel === 'plan' && <PlanPanel />}
      {panel === 'results' && <ResultsPanel />}
      {panel === 'compare' && <ComparePanel />}
    </Tabs>
  );
}
