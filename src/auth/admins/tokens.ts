import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Config } from '../../config/config.js';

/** What a token says: whose it is, and under which version of the account's tokens it was made. */
export interface TokenClaims {
  readonly sub: string;
  readonly ver: number;
}

/** The claims of a token that was read, with its end in seconds since the epoch. */
export type ReadClaims = TokenClaims & { readonly exp: number };

/** A token and how long it is good for, in seconds. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresIn: number;
}

const RULES = { issuer: 'agiza', audience: 'agiza-api' } as const;

/** Makes and reads the admins' Bearer tokens: JWT, HS256 only, for one issuer and audience. */
@Injectable()
export class Tokens {
  private readonly jwt: JwtService;
  private readonly ttlSeconds: number;

  constructor(config: Config) {
    this.ttlSeconds = config.JWT_TTL_SECONDS;
    // A KeyObject: given text, jsonwebtoken tries to read it as a public key at every verification, 0.6 ms each.
    const secret = createSecretKey(config.JWT_SECRET, 'utf8');
    this.jwt = new JwtService({
      secret,
      signOptions: { ...RULES, algorithm: 'HS256', expiresIn: this.ttlSeconds },
      verifyOptions: { ...RULES, algorithms: ['HS256'] },
    });
  }

  issue(claims: TokenClaims): IssuedToken {
    return { token: this.jwt.sign({ ...claims }), expiresIn: this.ttlSeconds };
  }

  /** The claims of a token of ours that has not expired; null for anything else. */
  read(token: string): ReadClaims | null {
    try {
      const { sub, ver, exp } = this.jwt.verify<Partial<ReadClaims>>(token);
      return typeof sub === 'string' && typeof ver === 'number' && typeof exp === 'number' ? { sub, ver, exp } : null;
    } catch {
      return null;
    }
  }
}
