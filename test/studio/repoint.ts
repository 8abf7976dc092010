/** A has one telescope and two neighbours in view; it takes half a slot to turn to one of them. */
export const REPOINT = `satqn: 1
name: two targets
horizon: { start: "2026-01-01T00:00:00Z", slots: 3, slotSeconds: 60 }
nodes:
  - { id: A, kind: satellite, maximumTerminals: 1 }
  - { id: B, kind: satellite }
  - { id: C, kind: satellite }
links:
  - { ends: [A, B], capacity: [10, 10, 10], fidelity: 0.97, acquisitionSeconds: 30 }
  - { ends: [A, C], capacity: [4, 24, 4], fidelity: 0.97, acquisitionSeconds: 30 }
demands:
  - { source: A, destination: B, fidelityTarget: 0.9 }
  - { source: A, destination: C, fidelityTarget: 0.9 }
`;
