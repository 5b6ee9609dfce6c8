import { readFileSync } from 'node:fs'
import { coverageNotes } from '../../src/dialects/voyado/coverage.ts'
import { voyado } from '../../src/dialects/voyado/dialect.ts'
import type { Operation } from '../../src/http/operation.ts'

interface VendorOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
}

type State = 'served' | 'planned' | 'not meant' | 'not there'

interface Row {
  readonly method: string
  readonly path: string
  readonly v2: State
  readonly v3: State
  readonly note: string
}

const vendorFile = new URL('../../test/cases/voyado-v2-operations.json', import.meta.url)
const planned = voyado.planned ?? []

/** What of the vendor's API is served, planned or not meant, and what Parley adds. */
export function voyadoLedger(): string {
  const vendor: VendorOperation[] = JSON.parse(readFileSync(vendorFile, 'utf8'))
  const rows = vendor.map(({ method, path }) => toRow(method, path.replace('/api/v2', '')))
  const known = new Set(rows.map(({ method, path }) => place(method, path)))
  const isOther = ({ method, path }: Operation) => !known.has(place(method, path))
  const count = (state: State) => rows.filter(row => row.v2 === state).length

  return `# Voyado Engage: what is served

Generated from the operations and the vendor's own list (\`test/cases/voyado-v2-operations.json\`): \`npm run generate\`.

Of ${rows.length} operations of version 2: **${count('served')} served**, ${count('planned')} planned, ${count('not meant')} not meant.
Version 1, which is deprecated, is version 2 under another path. A planned operation of loyalty answers
501 \`NotImplemented\` to who may call; what is not there answers 404.

| operation | path | v2 | v3 | note |
| --- | --- | --- | --- | --- |
${rows.map(({ method, path, v2, v3, note }) => `| ${method} | \`${path}\` | ${v2} | ${v3} | ${note} |`).join('\n')}

## Served beyond that list

| operation | path | versions | what |
| --- | --- | --- | --- |
${voyado.operations.filter(isOther).map(toOtherRow).join('\n')}

## Planned beyond that list

| operation | path |
| --- | --- |
${planned
  .filter(isOther)
  .map(({ method, path }) => `| ${method} | \`${path}\` |`)
  .join('\n')}
`
}

function toRow(method: string, path: string): Row {
  const servedIn = (version: string) =>
    voyado.operations.find(each => isSame(each, method, path) && (each.versions?.includes(version) ?? true))
  const served = servedIn('v2') ?? servedIn('v3')
  if (served) {
    const state = (version: string): State => (servedIn(version) ? 'served' : 'not there')
    return { method, path, v2: state('v2'), v3: state('v3'), note: served.summary }
  }
  if (planned.some(each => isSame(each, method, path)))
    return { method, path, v2: 'planned', v3: 'planned', note: 'Loyalty: 501 until then.' }
  const { state, note } = coverageNotes.find(each => each.pattern.test(path)) ?? {
    state: 'planned',
    note: '',
  }
  return { method, path, v2: state, v3: state, note }
}

function toOtherRow(operation: Operation): string {
  const versions = (operation.versions ?? ['all']).join(', ')
  return `| ${operation.method} | \`${operation.path}\` | ${versions} | ${kindOf(operation)} |`
}

function kindOf(operation: Operation): string {
  if (operation.isExtension) return `${operation.summary} (an extension of Parley)`
  return operation.aliasOf
    ? `${operation.summary} (an alias that the vendor's pages name)`
    : operation.summary
}

const isSame = (operation: Operation, method: string, path: string) =>
  place(operation.method, operation.path) === place(method, path)

/** Two paths are the same place whatever their parameters are called. */
function place(method: string, path: string): string {
  return `${method} ${path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`
}
