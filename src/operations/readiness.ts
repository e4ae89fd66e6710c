import { Injectable } from '@nestjs/common';

/** How one part of the service stands, in words. */
type Detail = () => Record<string, string | null>;

/** What `/readyz` tells beside "ok": parts that may be down while the service can still do its work. */
@Injectable()
export class Readiness {
  private readonly parts = new Map<string, Detail>();

  /** Lets a part be asked from now on. */
  tell(part: string, detail: Detail): void {
    this.parts.set(part, detail);
  }

  details(): Record<string, Record<string, string | null>> {
    return Object.fromEntries([...this.parts].map(([part, detail]) => [part, detail()]));
  }
}
