import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import type { ProviderWord } from './provider-word.js';

/**
 * Logs why a sign-in failed, under the request's id: what the provider said, or what was wrong
 * with its callback.
 * - It is a warning only when this browser began the sign-in. Otherwise a stranger could make any
 *   number of warnings.
 * - The page and the problem document do not repeat it.
 */
export class ProviderWordInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(tap({ error: (error) => logWord(error, request) }));
  }
}

function logWord(error: unknown, { id, params, log }: FastifyRequest): void {
  const { word, code } = error as { word?: ProviderWord | null; code?: string };
  if (!word) return;
  const { provider = 'google' } = params as { provider?: string };
  const fields = { request_id: id, provider, step: word.step, word: word.text, problem: code };
  log[word.isOurs ? 'warn' : 'info'](fields, `sign-in with ${provider}, ${word.step}: ${word.text} (${id})`);
}
