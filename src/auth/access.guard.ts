import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { CrossSite, Forbidden, SignInNeeded, Unauthenticated } from '../http/access/access.errors.js';
import { ACCESS_RULE, type AccessRule } from '../http/access/access.js';
import type { Authenticator } from '../http/access/authenticator.js';
import type { Permission } from '../http/access/permissions.js';
import { NOBODY, type Principal } from '../http/access/principal.js';
import { isSafe, isTypedByUs, readSender, wantsPage } from '../http/access/same-origin.js';
import { PublicAddress } from '../http/public-address.js';
import { BearerAuthenticator } from './admins/bearer.authenticator.js';
import { KeyAuthenticator } from './keys/key.authenticator.js';
import { SessionAuthenticator } from './session/session.authenticator.js';
import { groupHousehold, limitIntake } from './throttle/allowances.js';
import { Throttle } from './throttle/throttle.js';

/** Routes of the API. The carrier's are left out: it is no browser, and cannot act on a refusal. */
const API = /^\/api\/(?!callbacks\/)/;

/** Holds every route to its access rule. A route without a rule is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** The first that applies decides. So a request with a token is never known by its cookie. */
  private readonly authenticators: readonly Authenticator[];

  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    key: KeyAuthenticator,
    bearer: BearerAuthenticator,
    private readonly session: SessionAuthenticator,
    private readonly throttle: Throttle,
    private readonly address: PublicAddress,
  ) {
    this.authenticators = [key, bearer, session];
  }

  /**
   * @throws Unauthenticated, SignInNeeded, Forbidden, CrossSite, TooManyAttempts, and what an
   * authenticator says of credentials that do not count
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (rule === undefined) {
      request.principal = NOBODY;
      throw new Unauthenticated();
    }
    request.principal = await this.identify(request, rule);
    await this.admit(request, rule);
    this.refuseCrossSite(request);
    return true;
  }

  private identify(request: FastifyRequest, { who }: AccessRule): Promise<Principal> | Principal {
    switch (who) {
      case 'anyone':
        return NOBODY;
      case 'any-caller':
      case 'signed-in':
        if (!isSafe(request.method) && !this.isOurs(request)) throw new CrossSite();
        return this.session.authenticate(request);
      case 'admin':
      case 'permitted':
        return this.identifyByAny(request);
    }
  }

  /**
   * A request that changes something counts with a session only if a page of ours sent it, as JSON
   * or as a form.
   */
  private identifyByAny(request: FastifyRequest): Promise<Principal> | Principal {
    const authenticator = this.authenticators.find((each) => each.applies(request));
    if (authenticator === undefined) return NOBODY;
    const isProven =
      authenticator.proof === 'none' || isSafe(request.method) || (this.isOurs(request) && isTypedByUs(request));
    return isProven ? authenticator.authenticate(request) : NOBODY;
  }

  private async admit(request: FastifyRequest, rule: AccessRule): Promise<void> {
    const { kind, permissions } = request.principal;
    switch (rule.who) {
      case 'anyone':
      case 'any-caller':
        return;
      case 'signed-in':
        if (kind === 'nobody') throw new SignInNeeded('/');
        return;
      case 'admin':
        if (kind !== 'admin') throw makeRefusal(request.principal);
        return;
      case 'permitted':
        if (permissions.has(rule.permission)) return;
        if (rule.openIntake && this.isOpen(request)) return this.admitStranger(request);
        if (kind === 'nobody' && rule.signInAt !== null && wantsPage(request.headers))
          throw new SignInNeeded(rule.comesBack ? returnTo(rule.signInAt, request) : rule.signInAt);
        throw makeRefusal(request.principal, rule.permission);
    }
  }

  /** No page of another site sends what changes something at the API. @throws CrossSite */
  private refuseCrossSite(request: FastifyRequest): void {
    if (isSafe(request.method) || !API.test(request.routeOptions.url ?? '')) return;
    if (readSender(request.headers, this.address.origin) === 'foreign') throw new CrossSite();
  }

  private isOurs({ headers }: FastifyRequest): boolean {
    return readSender(headers, this.address.origin) === 'ours';
  }

  private isOpen({ headers }: FastifyRequest): boolean {
    return this.config.OPEN_INTAKE === 'on' && headers.authorization === undefined;
  }

  /**
   * Lets in a caller without a token, as OPEN_INTAKE=on has it.
   * @throws CrossSite, TooManyAttempts
   */
  private async admitStranger(request: FastifyRequest): Promise<void> {
    this.refuseCrossSite(request);
    await this.throttle.count([limitIntake(request.ip)]);
    request.principal = { ...NOBODY, source: groupHousehold(request.ip) };
  }
}

/**
 * The sign-in that ends where the person was. That is the page that was asked for, or the one that
 * sent a form or asked for a fragment.
 */
function returnTo(signInAt: string, { method, url, headers }: FastifyRequest): string {
  const isForPage = isSafe(method) && headers['hx-request'] === undefined;
  const path = isForPage ? url : readPath(headers.referer ?? '');
  return path === null ? signInAt : `${signInAt}?to=${encodeURIComponent(path)}`;
}

function readPath(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** @param permission the one that the caller lacks, if it is one */
function makeRefusal(caller: Principal, permission: Permission | null = null): Error {
  if (caller.kind === 'nobody') return caller.refusal ?? new Unauthenticated();
  return new Forbidden(['staff', 'key'].includes(caller.kind) ? permission : null, caller.kind);
}
