import { isUtf8 } from 'node:buffer';
import { readFileSync, type Stats, statSync } from 'node:fs';

/** Names of the variables that a file may hold. */
const secrets = new Set<string>();

/** Most bytes that a file of a secret may have. */
const BYTES_MOST = 65_536;

/** Marks a variable as a secret: `<NAME>_FILE` may name a file that holds it. */
export const secret: PropertyDecorator = (_, name) => {
  secrets.add(String(name));
};

/** The variable that names the file of this one; null when no file may hold it. */
export const nameFileOf = (name: string): string | null => (secrets.has(name) ? `${name}_FILE` : null);

/** What a file of a secret holds, or why it cannot be used. */
export type SecretFile = { readonly value: string } | { readonly fault: string };

/**
 * Reads the file of a secret. Its value is the content without the line breaks at the end.
 * Only ordinary files are read, because a pipe without a writer would never answer.
 */
export function readSecretFile(path: string): SecretFile {
  try {
    const fault = findFileFault(statSync(path));
    if (fault !== null) return { fault };
    const value = decode(readFileSync(path))?.replace(/[\r\n]+$/, '');
    if (value === undefined) return { fault: 'must name a file of UTF-8 text; save it again as UTF-8' };
    if (value.trim() === '') return { fault: 'the file is empty; write the secret into it' };
    return { value };
  } catch (error) {
    return { fault: explain(error as NodeJS.ErrnoException) };
  }
}

function findFileFault(file: Stats): string | null {
  if (file.isDirectory()) return 'is a directory; name the file in it';
  if (!file.isFile()) return 'is no ordinary file; name one that holds the secret alone';
  if (file.size > BYTES_MOST) return 'the file has more than 64 KiB; name one that holds the secret alone';
  return null;
}

/** The bytes as text; null when they are none, such as the UTF-16 of Windows PowerShell. */
const decode = (bytes: Buffer): string | null =>
  isUtf8(bytes) && !bytes.includes(0) ? new TextDecoder().decode(bytes) : null;

function explain(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'there is no such file; check the path';
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return 'this user may not read the file; give it the right to, or name another';
  return `the file cannot be read (${error.code}); name another`;
}
