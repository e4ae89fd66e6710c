/** What {@link explainForm} says when it finds nothing better. */
const EXAMPLE = 'such as postgres://user:password@host:5432/database';

/** Other kinds of databases, by the schemes of their URLs. */
const OTHER_KINDS =
  /^(mysql|mysqlx|mariadb|mongodb|mongodb\+srv|redis|rediss|sqlite|sqlite3|file|sqlserver|mssql|oracle|cockroachdb|http|https):/i;

/** What a value that is no URL of a PostgreSQL looks like, and what to do about it. */
const FORMS: readonly [RegExp, string | ((url: string) => string)][] = [
  [/^["'“”‘’`]|["'“”‘’`]$/, 'has a quotation mark at one end: remove it'],
  [/^<.*>$/s, 'has < and > around it: remove them'],
  [
    /^(?:export\s+)?\w*DATABASE_URL\s*=/i,
    'begins with the name of a variable: leave out everything before postgres://',
  ],
  [
    /^\S+\s+["']?postgres(?:ql)?:/i,
    'begins with another word, such as a command: leave out everything before postgres://',
  ],
  [/^jdbc:/i, 'is written for Java: leave out jdbc:, and put user and password before the host'],
  [/^postgres(?:ql)?\+\w+:/i, 'names a driver in its scheme: leave out + and what follows it, up to ://'],
  [/^prisma(?:\+postgres)?:/i, 'leads to a proxy of Prisma: name PostgreSQL itself, as postgres://'],
  [OTHER_KINDS, (url) => `is a ${OTHER_KINDS.exec(url)?.[1]?.toLowerCase()}:// URL, and a PostgreSQL is needed`],
  [/^postgres(?:ql)?:\/\//i, 'must name host and database, and begin with postgres:// in small letters'],
  [/^postgres(?:ql)?[:/]/i, 'lacks :// behind postgres'],
  [/^(?:postgre|pg|psql|postgressql|postgresq|postgess|pgsql)\w*:/i, 'has a scheme that is not postgres'],
  [
    /^\w+\s*=.*\b(?:host|dbname|user|password)\s*=|^(?:host|dbname|user)\s*=/s,
    'is a list of words, and a URL is needed',
  ],
  [/^\//, 'is a path; the folder of a socket is written as postgres://user@/database?host=/folder'],
  [/^[^/?#]*@[^/?#]+/, 'lacks postgres:// at its beginning'],
];

/** Says what is wrong with a text that is no URL of a PostgreSQL. It shows no part of the text. */
export function explainForm(url: string): string {
  const found = FORMS.find(([form]) => form.test(url))?.[1];
  const fault = typeof found === 'function' ? found(url) : found;
  return `must be a postgres:// URL, ${EXAMPLE}${fault === undefined ? '' : `; it ${fault}`}`;
}

/**
 * Says why a path or a parameter has a character that it should not have.
 * A socket's folder in place of the host, and an address with http://, are no faulty passwords.
 */
export function explainCharacter(authority: string, path: string): string | null {
  if (/(?:^|@)$/.test(authority) && path.includes('/') && !path.includes('@'))
    return 'has a path in place of the host: write the folder of a socket as ?host=/folder behind the database';
  if (/@https?:$/i.test(authority)) return 'has http:// before the host: write the host alone';
  return null;
}

/** Says what is wrong with a host and port that cannot be read. It shows no part of them. */
export function explainHost(text: string): string {
  if (/^[\da-f]*:[\da-f]*:[\da-f:.]*(?:%.*)?$/i.test(text))
    return 'has an IPv6 address without brackets: write it as [::1]:5432';
  if (/\s/.test(text)) return 'has a space in its host: remove it';
  return 'has a host and port that cannot be read: write host:5432 with a port of 1 to 65535, put an IPv6 address in brackets, and percent-encode / # ? @ and % in user name and password';
}
