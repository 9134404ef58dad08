import type { PersonaIndex, Segment } from '../../../avatars/persona/index.ts';
import type { Passage, Safeguard } from '../../conversation/reply/index.ts';
import {
  ageGate,
  type CrisisNumbers,
  defaultNumbers,
  exitIntent,
  holdingReply,
  judge,
  notice,
} from '../../safeguard/index.ts';
import type { HelpNumber } from '../contract.ts';
import type { Lines } from './conductor.ts';

const attendant = (segments: readonly Segment[]): Passage => ({ speaker: 'attendant', segments });
const person = (segments: readonly Segment[]): Passage => ({ speaker: 'person', segments });

/** What is said unasked: the fixed words in the neutral voice, the rest in the person's manner. */
export function linesOf(persona: () => PersonaIndex | null): Lines {
  const said = (pick: (index: PersonaIndex) => readonly Segment[]): readonly Passage[] => {
    const index = persona();
    return index ? [person(pick(index))] : [];
  };
  return {
    notice: (lang) => [attendant(notice(lang))],
    opening: (lang, callMe, ageBand) => [
      ...(ageBand ? [attendant(ageGate(ageBand, lang).say)] : []),
      ...said((index) => index.openingLine(lang, callMe || undefined)),
    ],
    stillThere: (lang) => said((index) => index.stillThere(lang)),
    farewell: (lang) => said((index) => index.farewell(lang)),
    forMinors: (lang) => [attendant(ageGate('under-18', lang).say)],
  };
}

/** The booth's guard over every utterance, with this venue's numbers. */
export const safeguardWith = (numbers: CrisisNumbers): Safeguard => ({
  judge: (text, lang, asrConfidence) => judge(text, lang, { asrConfidence, numbers }),
  holding: (lang) => holdingReply(lang),
  exitIntent,
});

/** The venue's numbers as the neutral voice says them; China's where the venue gives none of a kind. */
export function numbersOf(help: readonly HelpNumber[]): CrisisNumbers {
  const first = (kind: HelpNumber['kind']): string =>
    help.find((one) => one.kind === kind)?.number ?? defaultNumbers[kind];
  return { helpline: first('helpline'), ambulance: first('ambulance'), police: first('police') };
}
