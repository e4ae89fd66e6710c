import type { Upload } from '../../../http/bodies/upload.js';
import type { SentFile } from '../../../imports/checking/import-checks.service.js';
import { FileUnreadable } from '../../../imports/imports.errors.js';

/** The charsets that the form offers. */
const CHARSETS = ['utf-8', 'windows-1252'];

/**
 * The file of a form, or the rows that were pasted into it.
 * The charset is the one that the file's own Content-Type names, or else the one that was chosen.
 * @param upload null for a form that is too large
 * @throws FileUnreadable
 */
export function readSentFile(upload: Upload | null): SentFile {
  if (upload === null) throw new FileUnreadable({ kind: 'large' });
  const { fields, file } = upload;
  const kind = fields.kind === 'orders' ? 'orders' : 'customers';
  if (file === null) {
    const bytes = Buffer.from(fields.rows ?? '');
    if (bytes.toString().trim() === '') throw new FileUnreadable({ kind: 'none' });
    return { kind, bytes, charset: 'utf-8' };
  }
  const declared = /;\s*charset="?([^";\s]+)/i.exec(file.type)?.[1];
  const chosen = CHARSETS.find((charset) => charset === fields.charset);
  return { kind, bytes: file.bytes, charset: declared ?? chosen ?? 'utf-8' };
}
