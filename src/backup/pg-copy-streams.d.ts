/** The part of pg-copy-streams that is used here. The package has no types of its own. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** How many rows were copied, once the stream has ended. */
  interface Counted {
    readonly rowCount: number;
  }

  /** The rows that `copy … to stdout` gives. */
  export function to(text: string): Readable & Submittable & Counted;
  /** Takes the rows of `copy … from stdin`. */
  export function from(text: string): Writable & Submittable & Counted;
}
