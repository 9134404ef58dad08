/** Why a text was not spoken. Never carries the text itself. */
export type VoiceFailureCode =
  | 'voice-gone'
  | 'voice-timeout'
  | 'voice-refused'
  | 'voice-cancelled'
  | 'voice-closed';

const remedies: Record<VoiceFailureCode, string> = {
  'voice-gone': 'The voice process is started again by itself; ask once more in a moment.',
  'voice-timeout': 'Ask once more; if it repeats, look at the load of the machine.',
  'voice-refused': 'Check the voice settings of the avatar package and the length of the text.',
  'voice-cancelled': 'None needed: it was asked for.',
  'voice-closed': 'None needed: the booth is stopping.',
};

export class VoiceFailure extends Error {
  readonly code: VoiceFailureCode;
  readonly remedy: string;
  constructor(code: VoiceFailureCode, message: string) {
    super(message);
    this.name = 'VoiceFailure';
    this.code = code;
    this.remedy = remedies[code];
  }
}
