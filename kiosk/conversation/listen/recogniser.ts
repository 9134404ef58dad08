import type { HearingProblem } from '../contract.ts';

export interface Partial {
  readonly text: string;
  /** A whole known question, believed, that no longer one goes on from. */
  readonly known: boolean;
}

export interface Recognised {
  readonly text: string;
  readonly source: 'grammar' | 'free' | 'none';
  readonly confidence: number;
}

/** Turns one utterance after another into words. */
export interface Recogniser {
  /** @returns what cannot be recognised and why */
  configure(questions: readonly string[]): readonly HearingProblem[];
  begin(): void;
  feed(pcm: Int16Array): void;
  partial(): Partial;
  /**
   * The utterance is over. At once when a known question was said; otherwise free recognition runs
   * on the whole sound, off this thread.
   */
  finish(sound: Int16Array): Promise<Recognised>;
  abandon(): void;
  close(): void;
}
