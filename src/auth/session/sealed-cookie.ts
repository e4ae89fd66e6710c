import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed text is for; one made for another purpose does not open. */
export type Purpose = 'session' | 'sign-in';

/** Seals text that a browser keeps for us: it cannot be read, changed or made by anybody else (AES-256-GCM, NIST SP 800-38D). */
@Injectable()
export class SealedText {
  private readonly keys: readonly Buffer[];

  constructor(config: Config) {
    this.keys = config.SESSION_SECRET.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'agiza cookies', 32)));
  }

  /** `text` under the newest key, as base64url. */
  close(purpose: Purpose, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0] as Buffer, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
  }

  /** The text, if one of the keys sealed it for this purpose; otherwise null. */
  open(purpose: Purpose, sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    for (const key of this.keys) {
      const text = openWith(key, purpose, bytes);
      if (text !== null) return text;
    }
    return null;
  }
}

function openWith(key: Buffer, purpose: Purpose, bytes: Buffer): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
