import { setTimeout as delay } from 'node:timers/promises'

/** Running servers follow a change of a tenant within half a second: once a command has answered, they have. */
export async function whenFollowed(): Promise<void> {
  await delay(500)
}
