import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SAMPLE_MS = 20;

/** The resident set of a process, in MB of 2²⁰ bytes. @param {number} pid */
export function residentMb(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024; // macOS has no /proc.
  }
}

/**
 * The largest resident set of a process while `work` runs, in MB.
 * @template T
 * @param {number} pid
 * @param {() => Promise<T>} work
 */
export async function mostResidentMb(pid, work) {
  let most = residentMb(pid);
  const sampling = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, SAMPLE_MS);
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  return most;
}
