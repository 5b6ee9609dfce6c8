import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

/** A folder may import only from folders to its left. */
const folders = ['kernel', 'storage', 'domain', 'channels', 'http', 'dialects', 'workers', 'cli']
const nouns = [
  'accounts',
  'contacts',
  'people',
  'schemas',
  'interactions',
  'stores',
  'purchases',
  'orders',
  'tracking',
  'attachments',
  'surveys',
  'feedback',
  'catalogues',
  'uploads',
  'triggers',
  'business-events',
  'segments',
  'messaging',
  'workforce',
  'conversations',
  'calls',
  'dialer',
  'automations',
  'webhooks',
  'streams',
]
const longestFile = 400

const files = globSync('{src,test,acceptance,bench,scripts,console}/**/*.{ts,tsx}', {
  exclude: ['console/dist*/**', 'console/**/*.generated.ts'],
})
const sources = new Map(files.map(file => [file, readFileSync(file, 'utf8')]))
const imports = new Map(files.map(file => [file, importsOf(file)]))

function importsOf(file: string): string[] {
  const found = sources.get(file)!.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)
  return [...found].map(([, path = '']) => normalize(join(dirname(file), path)))
}

const folderOf = (file: string) => /^src\/([^/]+)\//.exec(file)?.[1]
const isTest = (file: string) => /\.test\.ts$|test-server\.ts$/.test(file)
const edges = [...imports].flatMap(([from, targets]) => targets.map(to => ({ from, to })))

test('a folder imports only from folders to its left', () => {
  const wrong = edges.filter(({ from, to }) => {
    const [left, right] = [folderOf(to), folderOf(from)]
    if (left === undefined || right === undefined || isTest(from)) return false
    return folders.indexOf(left) > folders.indexOf(right)
  })
  assert.deepEqual(wrong, [])
})

test('every folder of src has its place in the law', () => {
  const unknown = files.map(folderOf).filter(folder => folder !== undefined && !folders.includes(folder))
  assert.deepEqual(unknown, [])
})

test('only the command line and main.ts read the configuration', () => {
  const wrong = edges.filter(
    ({ from, to }) =>
      to === 'src/config.ts' && /^src\//.test(from) && !isTest(from) && !/^src\/(cli\/|main\.ts)/.test(from),
  )
  assert.deepEqual(wrong, [])
})

test('a noun of the domain imports only nouns before it', () => {
  const nounOf = (file: string) => /^src\/domain\/([^/]+)\//.exec(file)?.[1]
  const wrong = edges.filter(({ from, to }) => {
    const [left, right] = [nounOf(to), nounOf(from)]
    if (left === undefined || right === undefined || isTest(from)) return false
    return nouns.indexOf(left) > nouns.indexOf(right)
  })
  assert.deepEqual(wrong, [])
})

test('dialects do not import one another', () => {
  const dialectOf = (file: string) => /^src\/dialects\/([^/]+)\//.exec(file)?.[1]
  const wrong = edges.filter(({ from, to }) => {
    const [one, other] = [dialectOf(from), dialectOf(to)]
    return one !== undefined && other !== undefined && one !== other
  })
  assert.deepEqual(wrong, [])
})

test('SQL is private to its folder', () => {
  const wrong = edges.filter(({ from, to }) => to.endsWith('.sql.ts') && dirname(from) !== dirname(to))
  assert.deepEqual(wrong, [])
})

test('SQL stands in .sql.ts files and in storage only', () => {
  const hasSql = /sql`|\.query\(|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/
  const wrong = files.filter(
    file =>
      /^src\/(domain|http|dialects|workers|cli)\//.test(file) &&
      !/\.sql\.ts$|\.test\.ts$/.test(file) &&
      hasSql.test(sources.get(file)!),
  )
  assert.deepEqual(wrong, [])
})

test('acceptance tests know the wire only', () => {
  const wrong = edges.filter(({ from, to }) => from.startsWith('acceptance/') && to.startsWith('src/'))
  assert.deepEqual(wrong, [])
})

test('the console knows the wire only, and nobody knows the console', () => {
  const isConsole = (file: string) => file.startsWith('console/')
  const wrong = edges.filter(({ from, to }) => isConsole(from) !== isConsole(to))
  assert.deepEqual(wrong, [])
  const calls = files.filter(file => isConsole(file) && /\bfetch\(|XMLHttpRequest/.test(sources.get(file)!))
  assert.deepEqual(calls, [join('console', 'src', 'api', 'ask.ts')])
})

test('a page of the console imports no other, but for what names a thing', () => {
  const pageOf = (file: string) => /^console\/src\/pages\/([^/]+)\//.exec(file)?.[1]
  const wrong = edges.filter(({ from, to }) => {
    const [one, other] = [pageOf(from), pageOf(to)]
    return one !== undefined && other !== undefined && one !== other && !/-name\.tsx?$/.test(to)
  })
  assert.deepEqual(wrong, [])
})

test('no imports go round in a circle', () => {
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[][] = []
  function visit(file: string, path: string[]) {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file])
      return
    }
    state.set(file, 'open')
    for (const target of imports.get(file) ?? []) visit(target, [...path, file])
    state.set(file, 'done')
  }
  for (const file of files) visit(file, [])
  assert.deepEqual(circles, [])
})

test('no file is a utils, common, helpers, manager or service, and none re-exports another', () => {
  // A service account is a thing and has this name.
  const vague = files.filter(file =>
    /(^|[/-])(utils?|common|helpers?|manager|service(?!-account))(\.|\/|-)/.test(file),
  )
  const barrels = files.filter(file => /^export (\*|\{[^}]*\}) from /m.test(sources.get(file)!))
  assert.deepEqual([vague, barrels], [[], []])
})

test('no file is too long', () => {
  const long = files.filter(file => sources.get(file)!.split('\n').length > longestFile)
  assert.deepEqual(long, [])
})

test('only the clock and the ids of the kernel read the time in the domain', () => {
  const wrong = files.filter(
    file =>
      /^src\/(domain|dialects)\//.test(file) &&
      !isTest(file) &&
      /Date\.now\(\)|new Date\(\)/.test(sources.get(file)!),
  )
  assert.deepEqual(wrong, [])
})
