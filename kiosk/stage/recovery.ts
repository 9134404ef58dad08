/** The second rung of the ladder: when the graphics context does not come back, the page starts anew. */

export interface Recovery {
  lost(): void;
  restored(): void;
}

/** Time Babylon gets to rebuild (reference: GPU loss, step 1), ms. */
export const rebuildMs = 3000;

/**
 * @param reload starts the page again @param fault tells the host why
 */
export function createRecovery(
  reload: () => void,
  fault: (code: string, cause: string, remedy: string) => void,
): Recovery {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    lost() {
      clearTimeout(timer);
      fault(
        'graphics-lost',
        'The graphics card dropped the picture; it is being rebuilt.',
        'Nothing to do if the person is back within a few seconds. If it repeats, update the graphics driver.',
      );
      timer = setTimeout(() => {
        fault(
          'graphics-not-restored',
          'The picture could not be rebuilt within three seconds; the stage starts again.',
          'If the stage stays dark, restart Rumian.',
        );
        reload();
      }, rebuildMs);
    },
    restored() {
      clearTimeout(timer);
    },
  };
}
