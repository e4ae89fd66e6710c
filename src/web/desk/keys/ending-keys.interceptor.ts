import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { EndingKeys } from '../../../auth/keys/ending-keys.js';
import type { EndingKey } from '../../../auth/keys/keys.repository.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that ends first; absent on requests of callers who may not manage keys. */
    endingKey?: EndingKey | null;
  }
}

/** Finds out which key ends soon, for the banner of the pages of whoever may rotate it. */
@Injectable()
export class EndingKeysInterceptor implements NestInterceptor {
  constructor(private readonly keys: EndingKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.principal.permissions.has('keys:manage')) request.endingKey = await this.keys.read();
    return next.handle();
  }
}
