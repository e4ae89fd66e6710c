import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { type CarrierHold, CarrierHolds } from '../../../notifications/attention/carrier-hold.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why no SMS goes out; absent on requests for other pages than those of staff. */
    carrierHold?: CarrierHold | null;
  }
}

/** Finds out why no SMS goes out, for the banner of the page. */
@Injectable()
export class CarrierHoldInterceptor implements NestInterceptor {
  constructor(private readonly holds: CarrierHolds) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    context.switchToHttp().getRequest<FastifyRequest>().carrierHold = await this.holds.read();
    return next.handle();
  }
}
