/** 512 slots, sent and read back. Slots are counted from 1, as on lamps and desks. */

export interface SlotPair {
  readonly slot: number;
  readonly sent: number;
  readonly readBack: number | null;
}

/** The slots that carry anything on either side. */
export function usedSlots(sent: readonly number[], readBack: readonly number[] | null): SlotPair[] {
  return sent
    .map((value, index) => ({
      slot: index + 1,
      sent: value,
      readBack: readBack === null ? null : (readBack[index] ?? 0),
    }))
    .filter((pair) => pair.sent > 0 || (pair.readBack ?? 0) > 0);
}

export const differing = (pairs: readonly SlotPair[]): number =>
  pairs.filter(({ sent, readBack }) => readBack !== null && readBack !== sent).length;
