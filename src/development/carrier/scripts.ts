import type { Script } from './behaviour.js';

const USUAL: Script = { behaviour: 'deliver' };

/** What each number's next messages meet with. A script for `*` holds for numbers that have none of their own. */
export class Scripts {
  private readonly waiting = new Map<string, Script[]>();

  /** @param phone E.164, or `*` for any */
  add(phone: string, script: Script): void {
    const scripts = this.waiting.get(phone) ?? [];
    this.waiting.set(phone, [...scripts, ...Array<Script>(script.times ?? 1).fill(script)]);
  }

  /** Takes the script for one message. */
  next(phone: string): Script {
    return this.waiting.get(phone)?.shift() ?? this.waiting.get('*')?.shift() ?? USUAL;
  }
}
