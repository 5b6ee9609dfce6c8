import { runInNewContext } from 'node:vm'

/**
 * Far more than any machine needs for work that grows with its input, and far less than other work takes on the same.
 * Give it an input on which that is so: then it makes no difference how fast the machine is.
 */
const patienceMs = 30_000

/** What the synchronous work answers. Work that does not end is ended, and throws ERR_SCRIPT_EXECUTION_TIMEOUT. */
export function bounded<T>(work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: patienceMs })
}
