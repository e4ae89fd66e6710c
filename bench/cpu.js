import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second (USER_HZ, proc(5)). */
const TICK_SECONDS = 0.01;

/**
 * The processor time of all threads of a process, in seconds. NaN where there is no /proc.
 * It is steadier than a rate when others use the machine.
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  try {
    const [, afterName] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = afterName.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_SECONDS;
  } catch {
    return Number.NaN;
  }
}
