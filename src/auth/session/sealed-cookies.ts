import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';

/** A cookie of ours: what it is for, and how long a browser keeps it. */
export interface CookieKind {
  /** Begins the cookie's name. What was sealed for one purpose does not open for another. */
  readonly purpose: 'session' | 'sign-in';
  /**
   * Ends the name of a cookie that has others of its purpose beside it.
   * What was sealed for one key does not open for another.
   */
  readonly key?: string;
  readonly maxAgeSeconds: number;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Cookies that nobody but us can read, change or make.
 * - The text is sealed with AES-256-GCM (NIST SP 800-38D), under keys derived from SESSION_SECRET.
 * - No script reads the cookie. From another site it comes only when a link is followed. (RFC
 *   6265bis, 4.1.3.2 and 5.6.7.1.)
 * - In production the name begins with `__Host-`: over TLS only, and only from the host that set
 *   it.
 */
@Injectable()
export class SealedCookies {
  private readonly keys: readonly Buffer[];
  private readonly isSecure: boolean;

  constructor(config: Config) {
    this.keys = config.SESSION_SECRET.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'agiza cookies', 32)));
    this.isSecure = config.NODE_ENV === 'production';
  }

  /** Whether a request's `Cookie` header has such a cookie, sealed by us or not. */
  isSent(kind: CookieKind, header: string | undefined): boolean {
    return this.find(kind, header) !== null;
  }

  /**
   * The text in the cookie of a request's `Cookie` header; null when there is none that we sealed.
   */
  read(kind: CookieKind, header: string | undefined): string | null {
    const sealed = this.find(kind, header);
    return sealed === null ? null : this.open(kind, Buffer.from(sealed, 'base64url'));
  }

  /** The `Set-Cookie` header that has a browser keep the text; null removes the cookie. */
  write(kind: CookieKind, text: string | null): string {
    const value = text === null ? '' : this.seal(kind, text);
    const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${text === null ? 0 : kind.maxAgeSeconds}`];
    return [`${this.name(kind)}=${value}`, ...attributes, ...(this.isSecure ? ['Secure'] : [])].join('; ');
  }

  /** The keys of all cookies of a purpose that a request's `Cookie` header has, oldest first. */
  findKeys(purpose: CookieKind['purpose'], header: string | undefined): string[] {
    const start = `${this.name({ purpose })}-`;
    const names = (header ?? '').split(/; */).map((pair) => pair.slice(0, pair.indexOf('=')));
    return names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  }

  private name(kind: Pick<CookieKind, 'purpose' | 'key'>): string {
    return `${this.isSecure ? '__Host-' : ''}agiza-${label(kind)}`;
  }

  private find(kind: CookieKind, header: string | undefined): string | null {
    const start = `${this.name(kind)}=`;
    const pair = header?.split(/; */).find((each) => each.startsWith(start));
    return pair === undefined ? null : pair.slice(start.length);
  }

  /** The text under the first key, as base64url. */
  private seal(kind: CookieKind, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0] as Buffer, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(label(kind)));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
  }

  /** The text if one of the keys sealed it, otherwise null. */
  private open(kind: CookieKind, sealed: Buffer): string | null {
    if (sealed.length <= IV_BYTES + TAG_BYTES) return null;
    for (const key of this.keys) {
      const text = openWith(key, kind, sealed);
      if (text !== null) return text;
    }
    return null;
  }
}

/** What a cookie is sealed for: its purpose, and its key if it has one. */
const label = ({ purpose, key }: Pick<CookieKind, 'purpose' | 'key'>): string =>
  key === undefined ? purpose : `${purpose}-${key}`;

function openWith(key: Buffer, kind: CookieKind, sealed: Buffer): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(label(kind))).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}
