import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Config } from '../../config/config.js';
import { judgeForm, type TokenFlaw } from './token-flaws.js';

/** What a token says: its admin's id (`sub`), and the version of that admin's tokens (`ver`). */
export interface TokenClaims {
  readonly sub: string;
  readonly ver: number;
}

/** The claims of a token that was read. `exp` is its end in seconds since the epoch. */
export type ReadClaims = TokenClaims & { readonly exp: number };

/** A token, and for how many seconds it is valid. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

const PARTIES = { issuer: 'agiza', audience: 'agiza-api' } as const;

/** Makes and reads the admins' Bearer tokens: JWT, HS256 only, for one issuer and audience. */
@Injectable()
export class Tokens {
  private readonly jwt: JwtService;
  private readonly ttlSeconds: number;

  constructor(config: Config) {
    this.ttlSeconds = config.JWT_TTL_SECONDS;
    // A KeyObject, not text: jsonwebtoken would try to read text as a public key at every
    // verification, 0.6 ms each.
    const secret = createSecretKey(config.JWT_SECRET, 'utf8');
    this.jwt = new JwtService({
      secret,
      signOptions: { ...PARTIES, algorithm: 'HS256', expiresIn: this.ttlSeconds },
      verifyOptions: { ...PARTIES, algorithms: ['HS256'] },
    });
  }

  issue(claims: TokenClaims): IssuedToken {
    return { token: this.jwt.sign({ ...claims }), expiresInSeconds: this.ttlSeconds };
  }

  /** The claims of a token of ours that has not expired; what is wrong with anything else. */
  read(token: string): ReadClaims | TokenFlaw {
    try {
      const { sub, ver, exp } = this.jwt.verify<Partial<ReadClaims>>(token);
      const isWhole = typeof sub === 'string' && typeof ver === 'number' && typeof exp === 'number';
      return isWhole ? { sub, ver, exp } : 'foreign';
    } catch (error) {
      // The library looks at the signature before it looks at the time.
      return (error as Error).name === 'TokenExpiredError' ? 'expired' : judgeForm(token);
    }
  }
}
