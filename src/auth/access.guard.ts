import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { ACCESS_RULE, type AccessRule, type Principal } from '../http/access.js';
import { AdminsService } from './admins.service.js';
import { intakeAttempts } from './allowances.js';
import { Unauthenticated } from './auth.errors.js';
import { Throttle } from './throttle.js';

/** Holds every route to its access rule; a route without one is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly admins: AdminsService,
    private readonly throttle: Throttle,
  ) {}

  /** @throws Unauthenticated, TooManyAttempts */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [context.getHandler(), context.getClass()]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.principal = await this.principalOf(request, rule);
    return true;
  }

  private async principalOf(request: FastifyRequest, rule: AccessRule | undefined): Promise<Principal> {
    if (rule === 'anyone') return { kind: 'nobody' };
    if (rule === 'intake' && this.config.OPEN_INTAKE === 'on' && request.headers.authorization === undefined) {
      await this.throttle.count([intakeAttempts(request.ip)]);
      return { kind: 'nobody' };
    }
    const userId = rule === undefined ? null : await this.adminOf(request);
    if (userId === null) throw new Unauthenticated();
    return { kind: 'admin', userId };
  }

  private async adminOf(request: FastifyRequest): Promise<string | null> {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    return token === undefined ? null : this.admins.byToken(token);
  }
}
