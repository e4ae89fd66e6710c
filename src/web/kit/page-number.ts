/** The page that an address asks for; the first unless it is a number that a person could mean. */
export function pageNumber(query: unknown): number {
  const { page } = query as { page?: unknown };
  return typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
}
