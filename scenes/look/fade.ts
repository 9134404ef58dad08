/** Coming out of the dark and going back into it. */
export const fadeMs = 1200;

/**
 * The next level of light on the person.
 * @param level 0 dark .. 1 fully lit @param dtMs time since the last call
 */
export function fade(level: number, present: boolean, dtMs: number): number {
  const step = Math.max(0, dtMs) / fadeMs;
  return present ? Math.min(1, level + step) : Math.max(0, level - step);
}

/** Eased for the eye: light as it is felt, not as it is counted. */
export function easedLight(level: number): number {
  return level * level * (3 - 2 * level);
}
