/** Kinds of converter between bands, and of clocks, whose values physics/ has. */
export const CONVERTER_PRESETS = ['frequency-conversion', 'microwave-optical'] as const;
export const CLOCK_PRESETS = ['gnss', 'white-rabbit', 'two-way-optical', 'photon'] as const;
