import type { LinkClass } from '../domain/network.ts';

/** Altitudes used if a question gives none, km: low orbit for satellites, the stratosphere for HAPs. */
export const DEFAULT_ALTITUDE_KM = { S: 500, A: 20, G: 0 } as const;

export interface LinkQuestion {
  readonly class: LinkClass;
  /** Altitude of the upper end. */
  readonly altitudeKm?: number | undefined;
  /** Elevation of the upper end, seen from the lower one; 90° by default. */
  readonly elevationDeg?: number | undefined;
  /**
   * Range or length of the fibre: required for S2S, A2A and G2G; for other classes it replaces altitude and elevation.
   */
  readonly lengthKm?: number | undefined;
  readonly wavelengthNm?: number | undefined;
  readonly waistCm?: number | undefined;
  readonly divergenceUrad?: number | undefined;
  readonly receiverDiameterM?: number | undefined;
  readonly jitterUrad?: number | undefined;
  readonly opticsEfficiency?: number | undefined;
  readonly detectorEfficiency?: number | undefined;
  readonly zenithTransmission?: number | undefined;
  readonly zenithFadeDb?: number | undefined;
  readonly sourceMhz?: number | undefined;
  readonly direction?: 'down' | 'up' | undefined;
  /** Whether the receiver sees a sunlit sky or Earth; night by default. */
  readonly day?: boolean | undefined;
}
