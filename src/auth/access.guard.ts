import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { ACCESS_RULE, type AccessRule, type Principal, SIGN_IN_AT } from '../http/access/access.js';
import { isJson, isSafe, isSameOrigin, wantsPage } from '../http/access/same-origin.js';
import { SignInNeeded } from '../http/access/sign-in-needed.error.js';
import { PublicAddress } from '../http/public-address.js';
import { AdminsService } from './admins/admins.service.js';
import { CrossSite, Forbidden, Unauthenticated } from './auth.errors.js';
import { SessionCallers } from './session/session-callers.js';
import { intakeAttempts } from './throttle/allowances.js';
import { Throttle } from './throttle/throttle.js';

/** Whom each rule lets in; `intake` has more to it. */
const ADMITS: Readonly<Record<AccessRule, readonly Principal['kind'][]>> = {
  admins: ['admin'],
  desk: ['admin', 'staff'],
  intake: ['admin', 'staff'],
  'signed-in': ['staff', 'user'],
  visitors: ['staff', 'user', 'nobody'],
  anyone: ['nobody'],
};

/** Holds every route to its access rule; a route without one is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly admins: AdminsService,
    private readonly visitors: SessionCallers,
    private readonly throttle: Throttle,
    private readonly address: PublicAddress,
  ) {}

  /** @throws Unauthenticated, SignInNeeded, Forbidden, CrossSite, TooManyAttempts */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [context.getHandler(), context.getClass()]);
    const signInAt = this.reflector.get<string | undefined>(SIGN_IN_AT, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.principal = await this.identify(request, rule);
    await this.admit(request, rule, signInAt);
    return true;
  }

  private identify(request: FastifyRequest, rule: AccessRule | undefined): Promise<Principal> | Principal {
    if (rule === undefined || rule === 'anyone') return { kind: 'nobody' };
    if (rule === 'signed-in' || rule === 'visitors') return this.visitorOf(request);
    return request.headers.authorization === undefined ? this.staffOf(request) : this.adminOf(request);
  }

  private async adminOf({ headers }: FastifyRequest): Promise<Principal> {
    const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    const userId = token === undefined ? null : await this.admins.byToken(token);
    return userId === null ? { kind: 'nobody' } : { kind: 'admin', userId };
  }

  /** A cookie counts where another site cannot have sent it along: to read, or with JSON from our own origin. */
  private staffOf({ headers, method }: FastifyRequest): Promise<Principal> | Principal {
    const ours = isSafe(method) || (isSameOrigin(headers, this.address.origin) && isJson(headers));
    return ours ? this.visitors.identify(headers) : { kind: 'nobody' };
  }

  private visitorOf({ headers, method }: FastifyRequest): Promise<Principal> {
    if (!isSafe(method) && !isSameOrigin(headers, this.address.origin)) throw new CrossSite();
    return this.visitors.identify(headers);
  }

  private async admit(request: FastifyRequest, rule: AccessRule | undefined, signInAt: string | undefined): Promise<void> {
    const { kind } = request.principal;
    if (rule !== undefined && ADMITS[rule].includes(kind)) return;
    if (rule === 'signed-in') throw new SignInNeeded('/');
    if (rule === 'intake' && this.config.OPEN_INTAKE === 'on' && request.headers.authorization === undefined) {
      await this.throttle.count([intakeAttempts(request.ip)]);
      request.principal = { kind: 'nobody' };
      return;
    }
    if (kind !== 'nobody') throw new Forbidden();
    throw signInAt !== undefined && wantsPage(request.headers) ? new SignInNeeded(signInAt) : new Unauthenticated();
  }
}
