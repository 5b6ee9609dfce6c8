import { accountInputInvalid } from '../domain/accounts/errors.ts'
import type { ServedApi } from './versions.ts'

/** Throws `account-input-invalid` for a scope that opens nothing of the dialect: somebody mistyped it. */
export function requireKnownScopes(
  apis: readonly ServedApi[],
  dialect: string,
  scopes: readonly string[] = [],
): void {
  const known = new Set(
    (apis.find(({ name }) => name === dialect)?.operations ?? []).flatMap(({ scope }) => [
      scope,
      `${scope.split(':')[0]}:*`,
    ]),
  )
  const unknown = scopes.find(scope => !known.has(scope))
  if (unknown !== undefined)
    throw accountInputInvalid(`${unknown} is no scope of the dialect ${dialect}: GET /scopes lists them.`)
}
