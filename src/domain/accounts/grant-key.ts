import { type Grant, hasScope } from './api-key.ts'
import type { NewKey } from './create-key.ts'
import { keyTooPowerful } from './errors.ts'

/**
 * What a caller may hand on by a key: scopes that it has itself, and use from addresses of its own list. Answers the new
 * key's, with the granting one's list and end where none were given. Throws `key-too-powerful`.
 */
export function grantedBy(granting: Grant, wanted: NewKey): NewKey {
  const { scopes = [], ipAllowList = [], expiresAt = null } = wanted
  if (granting.scopes.length > 0) {
    if (scopes.length === 0)
      throw keyTooPowerful('You have scopes: say which of them the new key is to have.')
    const more = scopes.find(scope => !hasScope(granting, scope))
    if (more !== undefined) throw keyTooPowerful(`You lack the scope ${more} and cannot hand it on.`)
  }
  const other = ipAllowList.find(entry => !granting.ipAllowList.includes(entry))
  if (granting.ipAllowList.length > 0 && other !== undefined)
    throw keyTooPowerful(`This key may not be used from ${other} and cannot hand that on.`)
  const end = granting.expiresAt
  if (end && expiresAt && expiresAt > end) throw keyTooPowerful('This key ends before the new one would.')
  return {
    ...wanted,
    scopes,
    ipAllowList: ipAllowList.length > 0 ? ipAllowList : granting.ipAllowList,
    expiresAt: expiresAt ?? end,
  }
}
