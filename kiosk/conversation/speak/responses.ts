import { z } from 'zod';
import type { SpokenPiece, VoiceResponse } from '../contract.ts';

const phoneme = z.object({ ipa: z.string(), startMs: z.number(), endMs: z.number() });

const response = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), version: z.string() }),
  z.object({
    type: z.literal('audio'),
    id: z.number(),
    sampleRateHz: z.number().positive(),
    pcm: z.string(),
    phonemes: z.array(phoneme),
  }),
  z.object({ type: z.literal('cancelled'), id: z.number() }),
  z.object({ type: z.literal('error'), id: z.number(), message: z.string() }),
]);

/** One line of the espeak process, or undefined when it is none of its lines. */
export function readResponse(line: string): VoiceResponse | undefined {
  try {
    return response.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The sound and times of an answer, with the text that was asked for. */
export function spokenPiece(
  text: string,
  answer: Extract<VoiceResponse, { type: 'audio' }>,
): SpokenPiece {
  const bytes = Buffer.from(answer.pcm, 'base64');
  const pcm = new Int16Array(bytes.length >> 1);
  for (let i = 0; i < pcm.length; i++) pcm[i] = bytes.readInt16LE(i * 2);
  return { text, sampleRateHz: answer.sampleRateHz, pcm, phonemes: answer.phonemes };
}
