import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AdminsService } from './admins.service.js';

/**
 * Checks a registration's API key before anything else of it, so that nobody learns more without
 * the key. A missing key is left to validation.
 */
@Injectable()
export class RegistrationKeyGuard implements CanActivate {
  constructor(private readonly admins: AdminsService) {}

  /** @throws AdminKeyRefused, TooManyAttempts */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { api_key: key } = (request.body ?? {}) as { api_key?: unknown };
    if (typeof key === 'string' || typeof key === 'number') await this.admins.checkKey(String(key), request.ip);
    return true;
  }
}
