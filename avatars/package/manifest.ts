import { z } from 'zod';

export const manifestPath = 'manifest.json';
export const signaturePath = 'signature';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const language = z.enum(['zh', 'en']);

/** espeak-ng settings: rate in words a minute 80..450, pitch 0..99. */
export const voiceSchema = z.strictObject({
  variant: z.string().max(32),
  rate: z.int().min(80).max(450),
  pitch: z.int().min(0).max(99),
});

/** What a studio writes beside the files; packing adds hashes, sizes and what it measures. */
export const identitySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/),
  names: z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(80) }),
  languages: z.array(language).min(1).max(2),
  /** True for invented persons. */
  fictional: z.boolean(),
  /** One person, one code; null until the authority gives one. */
  registrationCode: z.string().min(1).max(80).nullable(),
  voice: z.strictObject({ zh: voiceSchema.optional(), en: voiceSchema.optional() }),
  consent: z.string(),
});
export type Identity = z.output<typeof identitySchema>;

export const clipSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  path: z.string(),
  lang: language,
  text: z.string().min(1),
  /** Made by a machine voice, not recorded from the person. */
  synthesised: z.boolean(),
  durationMs: z.number().min(0),
});

export const fileSchema = z.strictObject({
  path: z.string(),
  bytes: z.int().min(0),
  sha256,
  licence: z.string().min(1),
  /** Where the file comes from, in words. */
  source: z.string().min(1),
});

export const manifestSchema = z.strictObject({
  format: z.literal('rumian-avatar'),
  version: z.literal(1),
  id: identitySchema.shape.id,
  names: identitySchema.shape.names,
  languages: identitySchema.shape.languages,
  fictional: z.boolean(),
  registrationCode: identitySchema.shape.registrationCode,
  body: z.strictObject({
    path: z.string().regex(/^body\/[^/]+\.glb$/),
    heightMm: z.int().min(300).max(2600),
    eyeHeightMm: z.int().min(200).max(2500),
  }),
  voice: z.strictObject({
    settings: identitySchema.shape.voice,
    clips: z.array(clipSchema),
  }),
  persona: z.strictObject({
    memories: z.literal('persona/memories.jsonl'),
    facts: z.literal('persona/facts.json'),
    manner: z.literal('persona/manner.json'),
    questions: z.literal('persona/questions.json'),
  }),
  consent: z.string().regex(/^consent\/[^/]+\.json$/),
  files: z.array(fileSchema).min(1),
});
export type Manifest = z.output<typeof manifestSchema>;

/** Which kinds of file may lie in which folder. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  body: ['glb'],
  persona: ['json', 'jsonl'],
  voice: ['json', 'wav'],
  consent: ['json', 'pdf', 'png', 'jpg', 'txt'],
};

/** Why a path may not be in a package; null when it may. */
export const pathFault = (path: string): string | null => {
  if (path === manifestPath || path === signaturePath) return null;
  if (path.length === 0 || path.length > 200) return 'is empty or longer than 200 characters';
  if (/^([a-zA-Z]:|\/)/.test(path)) return 'is absolute';
  if (path.includes('\\')) return 'has a backslash';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\u0000-\u001f\u007f<>:"|?*]/.test(path)) return 'has characters that some systems refuse';
  const steps = path.split('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..' || /[. ]$/.test(step)))
    return 'has an empty or upward step';
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  const extensions = steps.length < 2 ? undefined : allowed[steps[0] ?? ''];
  if (extensions === undefined) return 'is not in body/, persona/, voice/ or consent/';
  if (!extensions.includes(extension)) return `is not one of ${extensions.join(', ')}`;
  return null;
};
