/**
 * What a caller of the API reads first, in Markdown: it begins the OpenAPI document and `/docs`.
 * It uses only what {@link renderIntroduction} knows.
 */
export const INTRODUCTION = `A customer and order desk for shops that take orders and send their customers an SMS about each.

## Get a token

- \`POST /api/auth/admin-register\` makes an admin of whoever has an admin key, and answers with a token.
- \`POST /api/auth/login\` gives another token later.
- Send it with each request, as \`Authorization: Bearer <token>\`. It counts for \`expires_in\` seconds, or until the admin logs out.
- A program has an API key instead, made at \`POST /api/keys\`, and sends it in the same way. It may what its scopes say, which are permissions.
- Staff call the same routes with the session cookie of a sign-in. Each route names the permission that it needs as \`x-permission\`, and \`x-roles\` says which role holds it.

## Try it

Execute the requests from top to bottom, with each of their examples: each finds what it needs, and what ends tokens comes last.
Where a request needs another one first, its description says so.
\`/docs\` and the Postman collection send the token of the last answer by themselves.
They also put the last user, customer, order and notification in the place of those that the examples name.

## Send requests

- Bodies are JSON. Values may be text or numbers. An unknown field is refused by name.
- A trailing slash is optional everywhere.

## Read lists by page

- \`page\` and \`per_page\` reach the first 100,000 rows.
- \`cursor\` takes the \`next_cursor\` of the page before, instead of \`page\`. It reaches every row, at constant cost.
- \`GET /api/customers\`, \`GET /api/orders\` and \`GET /api/order/{phone}\` give every row.
- With \`limit\` they give pages, and the \`Link\` header leads to the next.

## Place an order once

Send an \`Idempotency-Key\` of your own with an order. The same key and body get the first answer again, and no second order or SMS.
The same key with another body is a 422.

## Understand errors

- Every error is a problem document (RFC 9457). Its \`type\` is a page that says how to mend it, and \`errors\` names the fields at fault.
- Beside the statuses that a route names, any may answer 400, 413, 414, 415 or 431 to a request that cannot be read, and 500.
- 429 and 503 say in \`Retry-After\` when to try again.
- Name the \`request_id\` when you report an error.
`;

/** The Markdown that {@link INTRODUCTION} uses as HTML: headings, lists, paragraphs and code. */
export function renderIntroduction(markdown: string): string {
  const blocks = markdown.trim().split('\n\n');
  return blocks
    .map((block) => {
      if (block.startsWith('## ')) return `<h2>${renderLine(block.slice(3))}</h2>`;
      const lines = block.split('\n');
      if (!block.startsWith('- ')) return `<p>${lines.map(renderLine).join('\n')}</p>`;
      return `<ul>\n${lines.map((line) => `<li>${renderLine(line.slice(2))}</li>`).join('\n')}\n</ul>`;
    })
    .join('\n');
}

const renderLine = (line: string): string =>
  line.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/`([^`]+)`/g, '<code>$1</code>');
