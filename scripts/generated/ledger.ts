import { readFileSync } from 'node:fs'
import { coverageNotes } from '../../src/dialects/voyado/coverage.ts'
import { voyado } from '../../src/dialects/voyado/dialect.ts'
import type { Operation } from '../../src/http/operation.ts'

interface VendorOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
}

const vendorFile = new URL('../../test/cases/voyado-v2-operations.json', import.meta.url)

/** What of the vendor's API is served, planned or not meant, and what Parley adds. */
export function voyadoLedger(): string {
  const vendor: VendorOperation[] = JSON.parse(readFileSync(vendorFile, 'utf8'))
  const rows = vendor.map(operation => ({ ...operation, ...stateOf(operation) }))
  const count = (state: string) => rows.filter(row => row.state === state).length
  const known = new Set(vendor.map(({ method, path }) => place(method, path.replace('/api/v2', ''))))
  const others = voyado.operations.filter(({ method, path }) => !known.has(place(method, path)))

  return `# Voyado Engage: what is served

Generated from the operations and the vendor's own list (\`test/cases/voyado-v2-operations.json\`): \`npm run generate\`.

Of ${rows.length} operations of version 2: **${count('served')} served**, ${count('planned')} planned, ${count('not meant')} not meant.
All served ones are there in version 3 as well, and in version 1, which is deprecated, where not said otherwise.

| operation | path | state | note |
| --- | --- | --- | --- |
${rows.map(({ method, path, state, note }) => `| ${method} | \`${path.replace('/api/v2', '')}\` | ${state} | ${note} |`).join('\n')}

## Served beyond that list

| operation | path | versions | what |
| --- | --- | --- | --- |
${others.map(operation => `| ${operation.method} | \`${operation.path}\` | ${(operation.versions ?? ['all']).join(', ')} | ${kindOf(operation)} |`).join('\n')}
`
}

function stateOf({ method, path }: VendorOperation): { state: string; note: string } {
  const own = place(method, path.replace('/api/v2', ''))
  const served = voyado.operations.find(
    each => place(each.method, each.path) === own && (each.versions ?? ['v2']).includes('v2'),
  )
  if (served) return { state: 'served', note: served.summary }
  const note = coverageNotes.find(each => each.pattern.test(path))
  return note ? { state: note.state, note: note.note } : { state: 'planned', note: '' }
}

function kindOf(operation: Operation): string {
  if (operation.isExtension) return `${operation.summary} (an extension of Parley)`
  return operation.aliasOf
    ? `${operation.summary} (an alias that the vendor's pages name)`
    : operation.summary
}

/** Two paths are the same place whatever their parameters are called. */
function place(method: string, path: string): string {
  return `${method} ${path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`
}
