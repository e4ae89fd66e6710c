import { createHash, timingSafeEqual } from 'node:crypto';

/** The SHA-256 of text (as UTF-8) or bytes. */
export const sha256 = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();

/**
 * Whether two secrets are equal.
 * The time that it takes tells neither where they differ nor how long they are.
 */
export const isSameSecret = (given: string, secret: string): boolean => timingSafeEqual(sha256(given), sha256(secret));
