import { expect } from 'vitest';
import { InputError, type InputIssue } from '../../src/base/errors.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

/** A small valid scenario with explicit links. */
export const EXPLICIT = `satqn: 1
name: triangle
horizon: {slots: 2, slotSeconds: 20}
nodes:
  - {id: a, kind: ground}
  - {id: b, kind: satellite}
  - {id: c, kind: ground}
links:
  - {ends: [a, b], capacity: [100, 0], fidelity: 0.97}
  - {ends: [b, c], capacity: 50, fidelity: [0.98, 0.96]}
storage:
  kinds: {satellite: 10, ground: 20}
  initialStock:
    - {nodes: [a, b], pairs: 4, fidelity: 0.95}
demands:
  - {source: a, destination: c}
`;

/** A small valid scenario with physical links. */
export const PHYSICAL = `satqn: 1
preset: physical
horizon: {slots: 4, start: '2026-03-20T18:00:00Z'}
stations:
  - {id: Graz, latitudeDeg: 47.07, longitudeDeg: 15.49}
  - {id: Matera, latitudeDeg: 40.65, longitudeDeg: 16.70, altitudeM: 537}
platforms:
  - {id: hap1, latitudeDeg: 44, longitudeDeg: 16, altitudeM: 20000}
  - id: uav1
    kind: uav
    memory: false
    waypoints:
      - {atSeconds: 0, latitudeDeg: 44, longitudeDeg: 16, altitudeM: 5000}
      - {atSeconds: 60, latitudeDeg: 44.1, longitudeDeg: 16, altitudeM: 5000}
satellites:
  - walker: {id: leo, pattern: delta, altitudeKm: 500, inclinationDeg: 53, total: 6, planes: 3, phasing: 1}
  - circular: {id: solo, altitudeKm: 600, inclinationDeg: 97}
    memory: false
fibres:
  - {ends: [Graz, Matera], lengthKm: 900}
demands:
  - {id: first, source: Graz, destination: Matera, fidelityTarget: 0.85}
`;

/** The issues of a text that must be refused. */
export function issuesOf(text: string, fileName?: string): readonly InputIssue[] {
  try {
    parseScenario(text, fileName === undefined ? {} : { fileName });
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).issues;
  }
  throw new Error('the text was accepted');
}

/** `line:column path: message hint` of each issue. */
export const told = (text: string): string[] =>
  issuesOf(text).map(
    ({ line, column, path, message, hint }) => `${line}:${column} ${path}: ${message} ${hint}`,
  );

/** A text with one passage replaced, which must be there. */
export function replaced(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}
