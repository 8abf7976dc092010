/** `satqn/orbit`: satellites, passes, and the network of every slot. */
export type { Place } from './frames.ts';
export { type CircularElements, circularOrbit, periodSeconds, walkerElements } from './kepler.ts';
export type { Orbit } from './orbit.ts';
export { findPasses, type Look, type Pass, type PassQuery } from './passes.ts';
export { type NamedOrbit, readSatellites, resolveSatellites, type Satellite } from './satellites.ts';
export { estimateTopologySize, type TopologySize } from './size.ts';
export { buildTopology, type TopologyOptions } from './topology.ts';
