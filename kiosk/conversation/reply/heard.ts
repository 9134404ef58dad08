import type { Segment } from '../../../avatars/persona/index.ts';

/** How much of one segment came out of the speakers. */
export interface PlayedSegment {
  readonly text: Segment['text'];
  readonly durationMs: number;
  readonly heardMs: number;
}

/**
 * The words that were really heard. A segment cut short keeps the share of its text that its sound
 * had reached, back to the last whole word (Latin) or character (Han): what the visitor did not hear
 * was not said, and the next reply must not lean on it.
 */
export function heardText(segments: readonly PlayedSegment[]): string {
  return segments
    .map(({ text, durationMs, heardMs }) => {
      if (durationMs <= 0 || heardMs <= 0) return '';
      const share = Math.min(1, heardMs / durationMs);
      return share > 0.97 ? text : wholeWords(text, Math.floor(text.length * share));
    })
    .filter((text) => text !== '')
    .join(' ');
}

function wholeWords(text: string, length: number): string {
  const cut = text.slice(0, length);
  const next = text[length];
  if (next === undefined || !/[\p{Script=Latin}\d'’]/u.test(next)) return cut.trimEnd();
  return cut.replace(/[\p{Script=Latin}\d'’]+$/u, '').trimEnd();
}
