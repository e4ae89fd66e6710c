import { Injectable } from '@nestjs/common';

/** Gives the state of one part of the service, in words. */
type Detail = () => Record<string, string | null>;

/** What `/readyz` answers beside "ok": the state of parts without which the service still works. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, Detail>();

  /** Adds a part. Each {@link describe} asks for its state. */
  tell(part: string, detail: Detail): void {
    this.parts.set(part, detail);
  }

  /** The present state of every part, by its name. */
  describe(): Record<string, Record<string, string | null>> {
    return Object.fromEntries([...this.parts].map(([part, detail]) => [part, detail()]));
  }
}
