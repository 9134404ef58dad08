/** Looking at files that may not be there. */
import { access, readFile } from 'node:fs/promises';

/** @param {string} file @returns {Promise<string | null>} null: there is no such file, or it cannot be read */
export async function textOf(file) {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

/** @param {string} file @returns {Promise<boolean>} */
export async function exists(file) {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
