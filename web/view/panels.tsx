import { change, type Panel, useStudio } from '../state/store.ts';
import { Later } from './later.tsx';
import { ScenarioPanel } from './scenario-panel.tsx';
import { Tabs } from './tabs.tsx';

const TABS: readonly { readonly name: Panel; readonly label: string }[] = [
  { name: 'scenario', label: 'Scenario' },
  { name: 'plan', label: 'Plan' },
  { name: 'results', label: 'Results' },
  { name: 'compare', label: 'Compare' },
];

// A first visit shows none of these.
const loadPlan = () => import('./plan-panel.tsx').then(({ PlanPanel }) => PlanPanel);
const loadResults = () => import('./results-panel.tsx').then(({ ResultsPanel }) => ResultsPanel);
const loadCompare = () => import('./compare-panel.tsx').then(({ ComparePanel }) => ComparePanel);

export function Panels() {
  const panel = useStudio(({ view }) => view.panel);
  return (
    <Tabs label="Work" tabs={TABS} chosen={panel} onChoose={(name) => change('view', { panel: name })}>
      {panel === 'scenario' && <ScenarioPanel />}
      {panel === 'plan' && (
        <Later key="plan" load={loadPlan}>
          {(Panel) => <Panel />}
        </Later>
      )}
      {panel === 'results' && (
        <Later key="results" load={loadResults}>
          {(Panel) => <Panel />}
        </Later>
      )}
      {panel === 'compare' && (
        <Later key="compare" load={loadCompare}>
          {(Panel) => <Panel />}
        </Later>
      )}
    </Tabs>
  );
}
