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

/** The claims of a token that was read, and for how many ms it goes on. */
export type ReadClaims = TokenClaims & { readonly leftMs: number };

/** A token, and for how many seconds it is valid. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** The longest that a token of ours was ever good for: the most that JWT_TTL_SECONDS takes. */
const TTL_MOST_SECONDS = 86_400;

const PARTIES = { issuer: 'agiza', audience: 'agiza-api' } as const;

/** `iat` and `exp` are when a token was made and when it ends, in seconds since the epoch. */
type TimedClaims = TokenClaims & { readonly iat: number; readonly exp: number };

/** A token whose signature is ours. */
interface SignedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Partial<TimedClaims>;
}

/** Our tokens are of one type, and ask for no extension that must be known (RFC 7515, 4.1.11). */
const isOurForm = ({ typ, crit }: SignedToken['header']): boolean => typ === 'JWT' && crit === undefined;

/** Whether the claims are there, and end when a token of ours ends: never in a far future. */
const isWhole = (claims: SignedToken['payload']): claims is TimedClaims =>
  typeof claims.sub === 'string' &&
  [claims.ver, claims.exp, claims.iat].every(Number.isSafeInteger) &&
  Number(claims.exp) - Number(claims.iat) <= TTL_MOST_SECONDS;

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
      const { header, payload } = this.jwt.verify<SignedToken>(token, { complete: true });
      if (!isOurForm(header) || !isWhole(payload)) return 'foreign';
      const { sub, ver, exp } = payload;
      return { sub, ver, leftMs: exp * 1000 - Date.now() };
    } catch (error) {
      // The library looks at the signature before it looks at the time.
      return (error as Error).name === 'TokenExpiredError' ? 'expired' : judgeForm(token);
    }
  }
}
