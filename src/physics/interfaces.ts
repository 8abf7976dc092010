/** Converters between the band of a link and that of the memory, or of the other link, that it ends at (ours). */
export interface Converter {
  /** Photons out per photon in. */
  readonly efficiency: number;
  /** n: noise photons that it adds per coincidence window, counted at its input like the efficiency of the link before it. */
  readonly noisePerWindow: number;
}

/**
 * Converters by kind: between optical bands in a crystal, and between microwaves and light. They add no noise, because that
 * depends on filter and pump: state it.
 */
export const CONVERTERS = {
  'frequency-conversion': { efficiency: 0.5, noisePerWindow: 0 },
  'microwave-optical': { efficiency: 0.01, noisePerWindow: 0 },
} as const satisfies Readonly<Record<string, Converter>>;

/**
 * A link behind a converter: rate × efficiency, and Werner parameter × η/(η + n) with the link's efficiency η before it.
 */
export const converted = (
  link: { readonly rate: number; readonly werner: number; readonly efficiency: number },
  { efficiency, noisePerWindow }: Converter,
): { readonly rate: number; readonly werner: number } => ({
  rate: link.rate * efficiency,
  werner: (link.werner * link.efficiency) / (link.efficiency + noisePerWindow),
});
