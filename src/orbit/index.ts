/** `satqn/orbit`: satellites, passes, windows of contact, and the network of every slot. */

export type { ContactKind, ContactWindow, WindowEnd, WindowStart } from '../domain/contact-window.ts';
export { type NamedOrbit, readSatellites } from './catalogued.ts';
export { type ContactOptions, type ContactSearch, contactWindows } from './contact-windows.ts';
export type { ElementRemarks } from './elements/element-set.ts';
export type { ElementFilters } from './elements/wanted.ts';
export type { Place } from './frames.ts';
export { type CircularElements, circularOrbit, periodSeconds, walkerElements } from './kepler.ts';
export type { Orbit, PropagationFailure } from './orbit.ts';
export { findLostTimes, findPasses, type Look, type LostTime, type Pass, type PassQuery } from './passes.ts';
export { resolveSatellites, type Satellite } from './satellites.ts';
export { estimateTopologySize, type TopologySize } from './size.ts';
export { buildTopology, type TopologyOptions } from './topology.ts';
