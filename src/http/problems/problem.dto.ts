import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

/** A field of the request and what is wrong with it. */
class FieldFaultDto {
  @ApiProperty({ example: 'amount' })
  readonly field!: string;

  @ApiProperty({ example: 'must be more than 0' })
  readonly message!: string;
}

/** An error in the form of RFC 9457. */
export class ProblemDto {
  @ApiProperty({
    example: '/problems/customer-unknown',
    description: 'Stable for each kind of error, and the address of a page that explains it.',
  })
  readonly type!: string;

  @ApiProperty({ example: 'Not Found' })
  readonly title!: string;

  @ApiProperty({ example: 404 })
  readonly status!: number;

  @ApiProperty({ example: 'No customer has this code or phone number.' })
  readonly detail!: string;

  @ApiProperty({
    format: 'uuid',
    example: '3a9f3cb2-5a3c-4b0e-8f43-0d6cbf9d1b6e',
    description: 'The same as X-Request-Id.',
  })
  readonly request_id!: string;

  @ApiProperty({ type: [FieldFaultDto], required: false, description: 'With status 400: the fields at fault.' })
  readonly errors?: readonly FieldFaultDto[];
}

const DESCRIPTIONS: Record<number, string> = {
  400: 'The request is malformed; `errors` names the fields.',
  401: 'No token, or one that no longer counts.',
  403: 'Not allowed.',
  404: 'No such thing.',
  409: 'The state of things does not allow it.',
  422: 'The Idempotency-Key was used for another request.',
  429: 'Too many attempts; `Retry-After` says when to go on.',
  503: 'Not now; `Retry-After` says when to try again.',
};

/** States the problems that a route may answer with. */
export const Problems = (...statuses: readonly number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: DESCRIPTIONS[status],
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
