import type { Script } from './behaviour.js';

const DEFAULT: Script = { behaviour: 'deliver' };

/** The scripts for the next messages. One for `*` applies to numbers without their own. */
export class Scripts {
  private readonly waiting = new Map<string, Script[]>();

  /** @param phone E.164, or `*` for any number */
  add(phone: string, script: Script): void {
    const scripts = this.waiting.get(phone) ?? [];
    this.waiting.set(phone, [...scripts, ...Array<Script>(script.times ?? 1).fill(script)]);
  }

  /** Takes out the script for one message. */
  take(phone: string): Script {
    return this.waiting.get(phone)?.shift() ?? this.waiting.get('*')?.shift() ?? DEFAULT;
  }
}
