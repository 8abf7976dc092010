import type { LinkClass } from '../domain/network.ts';

/** Heights used where a question gives none, km: low orbit for satellites, the stratosphere for HAPs. */
export const DEFAULT_ALTITUDE_KM = { S: 500, A: 20, G: 0 } as const;

export interface LinkQuestion {
  readonly class: LinkClass;
  /** Height of the upper end. */
  readonly altitudeKm?: number | undefined;
  /** Seen from the lower end; 90° by default. */
  readonly elevationDeg?: number | undefined;
  /** Range of S2S and A2A and length of a fibre, where it must be given; else in place of height and elevation. */
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
