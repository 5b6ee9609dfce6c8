import Type from 'typebox'
import { listKeys as list, readLastUses, readOwnerNames } from '../../../domain/accounts/list-accounts.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { readPlace, toPage } from '../../../kernel/page.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { toWireUsedKey, UsedKeyModel } from './translate.ts'

/** The ended ones, too, the oldest first. */
export const listKeys = operation({
  method: 'GET',
  path: '/keys',
  name: 'listKeys',
  summary: 'List the API keys of the tenant',
  tag: 'Keys',
  scope: 'keys:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(UsedKeyModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query: { limit, cursor } }) {
    const [after = ''] = readPlace(cursor, [isUuid]) ?? []
    const keys = (await list(db, caller.tenant.id)).filter(({ id }) => id > after)
    const page = toPage(keys, limit, last => [last.id])
    const ids = page.items.map(({ id }) => id)
    const lastUses = await readLastUses(db, caller.tenant.id, ids)
    const names = await readOwnerNames(db, caller.tenant.id)
    return { status: 200, body: toWirePage(page, key => toWireUsedKey(key, names, lastUses)) }
  },
})
