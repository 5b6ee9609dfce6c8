import { userInfo } from 'node:os'

/** Who is at the command line, for the audit trail. */
export function operator(): string {
  try {
    return `operator:${userInfo().username}`
  } catch {
    return 'operator' // a container may run under a user id without a name
  }
}
