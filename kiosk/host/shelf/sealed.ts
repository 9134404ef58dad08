/**
 * A package at rest: AES-256-GCM under a key of its own.
 * "RUMIANv1", u32 length of the sealed card (little-endian), sealed card, sealed package. Sealed:
 * 12 bytes nonce, ciphertext, 16 bytes tag. The avatar's id and the part's name are authenticated with
 * it, so that files cannot be swapped among avatars. The card is what a list needs without the rest.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const magic = Buffer.from('RUMIANv1', 'latin1');
const nonceBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;
/** Magic and length: enough to know how much more to read for the card. */
export const headBytes = magic.length + 4;
const longestCardBytes = 64 * 1024;

export function newKey(): Buffer {
  return randomBytes(keyBytes);
}

export function sealFile(
  id: string,
  key: Uint8Array,
  card: Uint8Array,
  content: Uint8Array,
): Uint8Array[] {
  const sealedCard = seal(id, 'card', key, card);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(sealedCard.reduce((sum, part) => sum + part.length, 0));
  return [magic, length, ...sealedCard, ...seal(id, 'package', key, content)];
}

/** Length of the sealed card, from the first `headBytes`; null: not such a file. */
export function cardLength(head: Uint8Array): number | null {
  if (head.length < headBytes || !magic.equals(head.subarray(0, magic.length))) return null;
  const length = new DataView(head.buffer, head.byteOffset).getUint32(magic.length, true);
  return length >= nonceBytes + tagBytes && length <= longestCardBytes ? length : null;
}

/** Null: damaged, another avatar's, or another key's. */
export function openCard(id: string, key: Uint8Array, sealed: Uint8Array): Buffer | null {
  return unseal(id, 'card', key, sealed);
}

/** The package out of the whole file; null as above. */
export function openContent(id: string, key: Uint8Array, file: Uint8Array): Buffer | null {
  const length = cardLength(file);
  return length === null ? null : unseal(id, 'package', key, file.subarray(headBytes + length));
}

function seal(id: string, part: string, key: Uint8Array, plain: Uint8Array): Uint8Array[] {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(`${id}:${part}`));
  const sealed = cipher.update(plain);
  cipher.final();
  return [nonce, sealed, cipher.getAuthTag()];
}

function unseal(id: string, part: string, key: Uint8Array, sealed: Uint8Array): Buffer | null {
  if (key.length !== keyBytes || sealed.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(`${id}:${part}`));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}
