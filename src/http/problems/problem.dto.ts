import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

/** The id of a request, as OpenAPI shows it. */
export const EXAMPLE_REQUEST = '3a9f3cb2-5a3c-4b0e-8f43-0d6cbf9d1b6e';

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
    example: EXAMPLE_REQUEST,
    description: 'The same as X-Request-Id.',
  })
  readonly request_id!: string;

  @ApiProperty({ type: [FieldFaultDto], required: false, description: 'With status 400: the fields at fault.' })
  readonly errors?: readonly FieldFaultDto[];
}

/** What a status means, and an error that has it. */
interface Kind {
  readonly description: string;
  readonly code: string;
  readonly detail: string;
}

const KINDS: Readonly<Record<number, Kind>> = {
  400: {
    description: 'The request is malformed; `errors` names the fields.',
    code: 'invalid-request',
    detail: 'amount: must be more than 0.',
  },
  401: {
    description: 'No token, or one that no longer counts.',
    code: 'token-expired',
    detail: 'This token expired. Log in again at /api/auth/login/.',
  },
  403: { description: 'Not allowed.', code: 'forbidden', detail: 'This account may not do this.' },
  404: {
    description: 'No such thing.',
    code: 'customer-unknown',
    detail: 'No customer has this code or phone number. POST /api/customer makes one.',
  },
  409: {
    description: 'The state of things does not allow it.',
    code: 'phone-taken',
    detail: 'This phone number belongs to somebody else already: the customer BHTMCDOO.',
  },
  412: {
    description: 'It was changed meanwhile.',
    code: 'version-stale',
    detail: 'Somebody changed this customer meanwhile. Read it again, and send the change with the new ETag.',
  },
  428: {
    description: '`If-Match` is missing.',
    code: 'version-missing',
    detail: 'Send the ETag of GET /api/customers/<id> as If-Match.',
  },
  422: {
    description: 'The Idempotency-Key was used for another request.',
    code: 'idempotency-key-reused',
    detail: 'This Idempotency-Key was used for another order. Send a new key with a new order.',
  },
  429: {
    description: 'Too many attempts; `Retry-After` says when to go on.',
    code: 'too-many-attempts',
    detail: 'Too many attempts. Try again in 60 s.',
  },
  503: {
    description: 'Not now; `Retry-After` says when to try again.',
    code: 'not-ready',
    detail: 'The service is not ready; try again in a moment.',
  },
};

/** An error with the status, as a documentation page shows it. */
const exampleOf = (status: number): object => ({
  type: `/problems/${KINDS[status]?.code}`,
  title: STATUS_CODES[status],
  status,
  detail: KINDS[status]?.detail,
  request_id: EXAMPLE_REQUEST,
  ...(status === 400 ? { errors: [{ field: 'amount', message: 'must be more than 0' }] } : {}),
});

/** States the problems that a route may answer with. */
export const Problems = (...statuses: readonly number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: KINDS[status]?.description,
        content: {
          'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) }, example: exampleOf(status) },
        },
      }),
    ),
  );
