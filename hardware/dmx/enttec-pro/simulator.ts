/**
 * The widget from its own side of the wire: bytes in, bytes out. Written against the published
 * messages alone, so that a mistake in our codec cannot be repeated here unseen.
 */
export interface EnttecProTwin {
  /** Takes what the host sent and returns what the widget answers, message by message. */
  readonly receive: (bytes: Uint8Array) => readonly Uint8Array[];
  /** The look held on the DMX line, 512 slots. */
  readonly universe: () => Uint8Array;
  /** False before the first look, and after a question that turned the port into an input. */
  readonly outputting: () => boolean;
  /** How often a question ended a running output: a show must keep this at 0. */
  readonly outputsEnded: () => number;
  readonly looksReceived: () => number;
  readonly badBytes: () => number;
}

type Phase = 'start' | 'label' | 'low' | 'high' | 'payload' | 'end';

export function enttecProTwin(
  serialDigits: readonly [number, number, number, number] = [0x27, 0x04, 0x19, 0x20],
): EnttecProTwin {
  const held = new Uint8Array(512);
  let outputting = false;
  let outputsEnded = 0;
  let looks = 0;
  let badBytes = 0;
  let phase: Phase = 'start';
  let about = 0;
  let expected = 0;
  let collected: number[] = [];

  const answerTo = (): Uint8Array | null => {
    if (about !== 6 && about !== 3) {
      if (outputting) outputsEnded += 1;
      outputting = false;
    }
    if (about === 6) {
      if (collected.length < 25 || collected.length > 513 || collected[0] !== 0) return null;
      held.set(collected.slice(1));
      outputting = true;
      looks += 1;
      return null;
    }
    // Firmware 1.44 for DMX, break 9 and mark 1 (units of 10.67 µs), 40 packets a second.
    if (about === 3) return Uint8Array.of(0x7e, 3, 5, 0, 0x2c, 0x01, 9, 1, 40, 0xe7);
    if (about === 10) return Uint8Array.of(0x7e, 10, 4, 0, ...serialDigits, 0xe7);
    return null;
  };

  const take = (byte: number): Uint8Array | null => {
    switch (phase) {
      case 'start':
        if (byte === 0x7e) phase = 'label';
        else badBytes += 1;
        return null;
      case 'label':
        about = byte;
        phase = 'low';
        return null;
      case 'low':
        expected = byte;
        phase = 'high';
        return null;
      case 'high':
        expected += byte * 256;
        collected = [];
        phase = expected > 600 ? 'start' : expected === 0 ? 'end' : 'payload';
        return null;
      case 'payload':
        collected.push(byte);
        if (collected.length === expected) phase = 'end';
        return null;
      case 'end':
        phase = 'start';
        if (byte === 0xe7) return answerTo();
        badBytes += 1;
        return null;
    }
  };

  return {
    receive: (bytes) => {
      const answers: Uint8Array[] = [];
      for (const byte of bytes) {
        const answer = take(byte);
        if (answer !== null) answers.push(answer);
      }
      return answers;
    },
    universe: () => held.slice(),
    outputting: () => outputting,
    outputsEnded: () => outputsEnded,
    looksReceived: () => looks,
    badBytes: () => badBytes,
  };
}
