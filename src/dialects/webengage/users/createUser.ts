import { operation } from '../../../http/operation.ts'
import { Account, Format, Queued, queued } from '../container.ts'
import { readUsers, writeUsers } from './ingest-users.ts'
import { UserModel } from './translate.ts'

const shared = {
  path: '/accounts/{licenseCode}/users',
  tag: 'Users',
  scope: 'data-ingestion:write',
  rateLimit: 'users',
  versions: ['v1'],
  params: Account,
  query: Format,
  body: UserModel,
  bodyLimit: 1024 * 1024,
} as const

const here = () => ''

/** WebEngage › Users › Create and update users. Answered when it is committed. */
export const createUser = operation({
  ...shared,
  method: 'POST',
  name: 'createUser',
  summary: 'Make a user, or change what is given of it',
  replies: { 200: Queued, 201: Queued },
  async handle({ caller: { tenant }, body, write, now }) {
    const users = readUsers([body], here)
    await write(tx => writeUsers(tx, tenant, users, here, now))
    return { status: Number(tenant.settings.queuedStatus), body: queued }
  },
})

/** Known clients call it so, and expect 200. */
export const putUser = operation({
  ...shared,
  method: 'PUT',
  name: 'putUser',
  summary: 'Make a user, or change what is given of it',
  aliasOf: 'createUser',
  replies: { 200: Queued },
  async handle({ caller: { tenant }, body, write, now }) {
    const users = readUsers([body], here)
    await write(tx => writeUsers(tx, tenant, users, here, now))
    return { status: 200, body: queued }
  },
})
