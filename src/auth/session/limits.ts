/**
 * A session that nobody uses is over after a working day, and any after a week. ASVS 5.0 (7.3.1, 7.3.2) and OWASP's session management cheat sheet
 * ask for both limits and leave their length to the risk. PostgreSQL intervals: its clock decides.
 */
export const IDLE = '12 hours';
export const LONGEST = '7 days';

/** The same as {@link LONGEST}, for the cookie. */
export const LONGEST_SECONDS = 7 * 86_400;
