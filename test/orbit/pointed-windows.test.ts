import { describe, expect, it } from 'vitest';
import type { Plan, PlannedPointing } from '../../src/domain/plan.ts';
import { contactWindows } from '../../src/orbit/contact-windows.ts';
import { plannedWindows } from '../../src/orbit/planned-windows.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

/** A has one telescope, and two neighbours in contact in these slots of one second. */
const network = (slots: { readonly B: string; readonly C: string }, acquisitionSeconds: number, more = '') =>
  parseScenario(`satqn: 1
horizon: {slots: 3, slotSeconds: 1}
nodes: [{id: A, kind: satellite, maximumTerminals: 1}, {id: B, kind: satellite}, {id: C, kind: satellite}]
links:
  - {ends: [A, B], capacity: [${slots.B}], fidelity: 0.99, acquisitionSeconds: ${acquisitionSeconds}}
  - {ends: [A, C], capacity: [${slots.C}], fidelity: 0.99, acquisitionSeconds: ${acquisitionSeconds}}
demands: [{source: A, destination: B}, {source: A, destination: C}]
${more}`);
const ALWAYS = { B: '10, 10, 10', C: '10, 10, 10' };

/** Of each window, what a plan does with it that carries pairs over A~C in some slots. */
function fates(
  scenario: ReturnType<typeof network>,
  pointing: readonly PlannedPointing[],
  carrying: readonly number[],
) {
  const routes = carrying.map((slot): Plan['routes'][number] => ({
    demand: 'A~C',
    slot,
    path: 'A~C',
    nodes: ['A', 'C'],
    hops: [{ link: 'A~C' }],
    rate: 1,
    rateCap: 1,
    cost: 1,
    fidelity: 0.99,
    deliveredFidelity: 0.99,
  }));
  const plan = { routes, subPaths: [], fills: [], stocks: [], pointing };
  const use = plannedWindows(scenario, buildTopology(scenario), plan);
  return [...contactWindows(scenario).windows()].map((window) => {
    const { link, use: fate, limits } = use(window);
    return [link, fate, limits];
  });
}

describe('windows of links along which a plan points telescopes', () => {
  it('say if the telescopes point elsewhere', () => {
    expect(fates(network(ALWAYS, 0), [{ link: 'A~C', from: 0, to: 2 }], [0])).toEqual([
      ['A~B', 'unused', ['terminal']],
      ['A~C', 'used', []],
    ]);
  });

  it('say nothing if the plan has no use for free telescopes', () => {
    expect(fates(network(ALWAYS, 0.5), [], [])).toEqual([
      ['A~B', 'unused', []],
      ['A~C', 'unused', []],
    ]);
  });

  it('say if telescopes would come too late from elsewhere', () => {
    // They are free in slot 2, and would have had to acquire in slot 1.
    const scenario = network({ ...ALWAYS, B: '10, 10, 0' }, 1);
    expect(fates(scenario, [{ link: 'A~C', from: 0, to: 1 }], [])[0]).toEqual([
      'A~B',
      'unused',
      ['acquisition'],
    ]);
  });

  it('say if no telescope could acquire in time', () => {
    expect(fates(network({ ...ALWAYS, B: '0, 10, 0' }, 1), [], [])[0]).toEqual([
      'A~B',
      'no link',
      ['acquisition'],
    ]);
  });

  it('say what is forbidden by hand', () => {
    const forbid = 'pointings: [{link: A~B, from: 0, to: 2, use: forbid}]';
    expect(fates(network(ALWAYS, 0, forbid), [{ link: 'A~C', from: 2, to: 3 }], [2])).toEqual([
      ['A~B', 'unused', ['terminal', 'forbidden']],
      ['A~C', 'used', []],
    ]);
  });
});
