/**
 * How often somebody may be wrong about a password: so often for one e-mail address and so often from one network
 * address, in a quarter of an hour. Kept in memory, by each process; who is right is forgiven.
 *
 * To check a password costs a quarter of a second of a thread: few are checked at a time, and few may wait.
 */
import { networkOf } from '../../kernel/network-of.ts'
import { tooManySignIns } from './errors.ts'

export interface SignInAttempts {
  /**
   * Runs a check of a password, unless there were too many that failed for one of the two. Throws `too-many-sign-ins`.
   * `now` is the machine's time.
   */
  check<T>(who: Subject, now: Date, work: () => Promise<T | undefined>): Promise<T | undefined>
}

export interface Subject {
  /** Of whom the password is. */
  readonly account: string
  /** From where it came. */
  readonly address: string
}

const windowMs = 15 * 60_000
const mostPerAccount = 10
const mostPerAddress = 50
const mostRemembered = 20_000
const mostAtATime = 2
const mostWaiting = 30

interface Failures {
  readonly since: number
  count: number
}

export function createSignInAttempts(): SignInAttempts {
  const failures = new Map<string, Failures>()
  const waiting: (() => void)[] = []
  let running = 0

  /** Also moves it to the end: the one that was longest without any gives way. */
  function failuresOf(key: string, now: number): Failures {
    const known = failures.get(key)
    const current = known && now - known.since < windowMs ? known : { since: now, count: 0 }
    failures.delete(key)
    failures.set(key, current)
    const [oldest] = failures.keys()
    if (failures.size > mostRemembered && oldest !== undefined) failures.delete(oldest)
    return current
  }

  async function turn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= mostAtATime) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }

  return {
    async check({ account, address }, now, work) {
      const at = now.getTime()
      const [accountKey, addressKey] = [`account ${account}`, `address ${networkOf(address)}`]
      // Before anything is noted: what is refused costs nothing, and must push out nothing that is remembered.
      requireFewer(failures.get(accountKey), mostPerAccount, at)
      requireFewer(failures.get(addressKey), mostPerAddress, at)
      if (running >= mostAtATime && waiting.length >= mostWaiting) throw tooManySignIns(5)
      const ofAccount = failuresOf(accountKey, at)
      const ofAddress = failuresOf(addressKey, at)
      // Counted before it is known: many at once must not all be let in.
      ofAccount.count++
      ofAddress.count++
      const takeBack = (of: Failures) => {
        of.count = Math.max(0, of.count - 1)
      }
      try {
        const found = await turn(work)
        if (found === undefined) return undefined
        ofAccount.count = 0
        takeBack(ofAddress)
        return found
      } catch (error) {
        // Nobody was wrong: it could not be checked.
        takeBack(ofAccount)
        takeBack(ofAddress)
        throw error
      }
    },
  }
}

function requireFewer(failures: Failures | undefined, most: number, now: number) {
  if (!failures || now - failures.since >= windowMs || failures.count < most) return
  throw tooManySignIns(Math.ceil((failures.since + windowMs - now) / 1000))
}
