import type { Demo } from '../targets/parley.ts'
import { type Api, createApi } from './day/api.ts'
import type { CrashDialect } from './options.ts'

/** What follows from interactions while things are killed: a live segment, and an automation that writes to contacts. */
export interface FollowUps {
  readonly contactIds: readonly string[]
  readonly automationId: string
  readonly segmentId: string
}

const contacts = 20

/** Interactions whose marker ends so start a run: a tenth of them. */
export const startingEnd = '7'

export const apiOf = (port: number, demo: Demo): Api =>
  createApi(() => ({
    url: `http://127.0.0.1:${port}`,
    voyadoKey: demo.voyado.apiKey,
    parleyKey: demo.parley.apiKey,
  }))

export async function furnish(port: number, demo: Demo, dialect: CrashDialect): Promise<FollowUps> {
  const api = apiOf(port, demo)
  const made = async (path: string, body: object): Promise<string> =>
    (await api.parley('POST', path, body)).body.id
  const contactIds: string[] = []
  for (let number = 0; number < contacts; number++)
    contactIds.push(await made('/contacts', { attributes: { email: `crash${number}@example.com` } }))
  if (dialect === 'webengage') await addUsers(port, demo)
  const { schemaId } = demo.sample
  const segmentId = await made('/segments', {
    name: 'crash',
    kind: 'live',
    rule: { kind: 'interactions', schema: schemaId, has: { count: { atLeast: 3 } } },
  })
  const templateId = await made('/templates', {
    name: 'crash',
    channel: 'email',
    isTransactional: true,
    subject: '{{ interaction.name }}',
    text: 'Thank you.',
  })
  const where = { path: 'name', is: 'endsWith', value: startingEnd }
  const automationId = await made('/automations', {
    name: 'crash',
    definition: {
      entry: { kind: 'interaction', schemaId, where },
      start: 'count',
      steps: {
        count: { kind: 'updateContact', attributes: { crashTimes: { increaseBy: 1 } }, next: 'write' },
        write: { kind: 'sendMessage', channel: 'email', templateId },
      },
      frequency: { limit: 'everyTime', whileRunning: true },
    },
  })
  await api.parley('POST', `/automations/${automationId}/start`)
  return { contactIds, automationId, segmentId }
}

/** Users of the events, who can be written to. */
async function addUsers(port: number, { webengage: { licenseCode, apiKey } }: Demo): Promise<void> {
  const users = Array.from({ length: contacts }, (_, n) => ({
    userId: `crash-${n}`,
    email: `crash-user${n}@example.com`,
  }))
  const answer = await fetch(`http://127.0.0.1:${port}/v1/accounts/${licenseCode}/bulk-users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ users }),
  })
  if (answer.status !== 201) throw new Error(`No users: ${answer.status} ${await answer.text()}`)
}
