/** The horizon of every imported scenario. */
export const HORIZON = { slots: 10, slotSeconds: 20 } as const;
export const HORIZON_NOTE = `The horizon is ${HORIZON.slots} slots of ${HORIZON.slotSeconds} s`;
