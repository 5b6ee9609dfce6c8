import { readFileSync } from 'node:fs'
import { webengage } from '../../src/dialects/webengage/dialect.ts'

interface VendorOperation {
  readonly method: string
  readonly path: string
}

const vendorFile = new URL('../../test/cases/webengage-operations.json', import.meta.url)

/** Every place of the dialect, with the mount of its version. */
const served = webengage.operations.flatMap(operation =>
  webengage.versions
    .filter(({ name }) => operation.versions?.includes(name) ?? true)
    .map(({ name }) => ({ operation, path: `${webengage.mount(name)}${operation.path}` })),
)

/** What of the vendor's API is served, and what Parley adds. */
export function webengageLedger(): string {
  const vendor: VendorOperation[] = JSON.parse(readFileSync(vendorFile, 'utf8'))
  const rows = vendor.map(({ method, path }) => ({
    method,
    path,
    served: served.find(each => each.operation.method === method && place(each.path) === place(path)),
  }))
  const known = new Set(rows.map(({ method, path }) => `${method} ${place(path)}`))
  const others = served.filter(({ operation, path }) => !known.has(`${operation.method} ${place(path)}`))
  return `# WebEngage: what is served

Generated from the operations and the list of what the vendor's pages name (\`test/cases/webengage-operations.json\`):
\`npm run generate\`.

**${rows.filter(row => row.served).length} of ${rows.length} served.** What is not there answers 404.

| operation | path | | what |
| --- | --- | --- | --- |
${rows.map(row => `| ${row.method} | \`${row.served?.path ?? row.path}\` | ${row.served ? 'served' : 'not yet'} | ${row.served?.operation.summary ?? ''} |`).join('\n')}

## Served beyond that list

| operation | path | what |
| --- | --- | --- |
${others.map(({ operation, path }) => `| ${operation.method} | \`${path}\` | ${operation.summary} |`).join('\n')}
`
}

/** Two paths are the same place whatever their parameters are called. */
const place = (path: string) => path.replaceAll(/\{\w*\}/g, '{}')
