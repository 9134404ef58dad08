import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { refuse } from './problem.ts';

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

const signatureFile = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** SubjectPublicKeyInfo, DER, base64. */
  publicKey: z.string().max(200),
  signature: z.string().max(200),
});

const publicBytes = (key: KeyObject): string =>
  key.export({ type: 'spki', format: 'der' }).toString('base64');

/** A new private key as PEM. */
export const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The public half of a PEM private key, as `trustedKeys` wants it. */
export const publicKeyOf = (privatePem: string): string =>
  publicBytes(createPublicKey(createPrivateKey(privatePem)));

export const signManifest = (manifest: Uint8Array, privatePem: string): Buffer =>
  Buffer.from(
    `${JSON.stringify({
      algorithm: 'Ed25519',
      publicKey: publicKeyOf(privatePem),
      signature: sign(null, manifest, createPrivateKey(privatePem)).toString('base64'),
    })}\n`,
  );

/** Whose signature it is; null when there is none and none is asked for. */
export const checkSignature = (
  manifest: Uint8Array,
  file: Uint8Array | undefined,
  trustedKeys: readonly string[] | undefined,
): string | null => {
  if (file === undefined) {
    if (trustedKeys === undefined) return null;
    return refuse(
      'signature-missing',
      'The package is not signed.',
      'Ask the studio for a signed package.',
      'signature',
    );
  }
  const remedy = 'Get the package again from the studio that made it; do not use this copy.';
  let key: KeyObject;
  let written: z.output<typeof signatureFile>;
  try {
    written = signatureFile.parse(JSON.parse(new TextDecoder().decode(file)));
    key = createPublicKey({
      key: Buffer.from(written.publicKey, 'base64'),
      type: 'spki',
      format: 'der',
    });
  } catch {
    return refuse('signature-invalid', 'The signature file cannot be read.', remedy, 'signature');
  }
  const good =
    key.asymmetricKeyType === 'ed25519' &&
    verify(null, manifest, key, Buffer.from(written.signature, 'base64'));
  if (!good)
    refuse(
      'signature-invalid',
      'The signature does not belong to this manifest.',
      remedy,
      'signature',
    );
  const signer = publicBytes(key);
  if (trustedKeys !== undefined && !trustedKeys.includes(signer))
    refuse(
      'signature-untrusted',
      'The package is signed with a key this booth does not trust.',
      "Add the studio's public key to the trusted keys, after checking it with the studio.",
      'signature',
    );
  return signer;
};
