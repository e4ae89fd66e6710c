import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second (USER_HZ, proc(5)). */
const TICK_SECONDS = 0.01;

/**
 * The processor time that a process has used, all threads together, in seconds: steadier than rates where others use the machine, too.
 * NaN where there is no /proc.
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
