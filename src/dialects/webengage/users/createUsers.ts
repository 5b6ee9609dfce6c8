import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { Account, Format, Queued, queued } from '../container.ts'
import { readUsers, writeUsers } from './ingest-users.ts'
import { UserModel } from './translate.ts'

const placeOf = (index: number) => `users.${index}.`

/** WebEngage › Bulk users. In the order given; one that is refused is named, and then none is kept. */
export const createUsers = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/bulk-users',
  name: 'createUsers',
  summary: 'Make or change up to 25 users',
  tag: 'Users',
  scope: 'data-ingestion:write',
  rateLimit: 'bulk-users',
  versions: ['v1'],
  params: Account,
  query: Format,
  body: Type.Object({ users: Type.Array(UserModel, { minItems: 1, maxItems: 25 }) }),
  bodyLimit: 5 * 1024 * 1024,
  replies: { 200: Queued, 201: Queued },
  async handle({ caller: { tenant }, body, write, now }) {
    const users = readUsers(body.users, placeOf)
    await write(tx => writeUsers(tx, tenant, users, placeOf, now))
    return { status: Number(tenant.settings.queuedStatus), body: queued }
  },
})
