import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome } from '../kit/server.ts'

describe('Commands on a database that no server has open', () => {
  let home: Home
  before(async () => {
    home = await newHome({ isNew: true })
  })
  after(() => home.remove())

  async function json(...args: string[]) {
    const { code, stdout, stderr } = await home.parley([...args, '--json'])
    equal(stderr, '')
    equal(code, 0)
    return JSON.parse(stdout)
  }
  const finding = (report: { findings: { name: string; isGood: boolean; text: string }[] }, name: string) =>
    report.findings.find(each => each.name === name)!

  it('migrate brings an empty database up to date, and finds nothing to do the second time', async () => {
    const first = await home.parley(['migrate'])
    equal(first.code, 0)
    deepEqual(await json('migrate'), { applied: [] })
    equal((await home.parley(['migrate'])).stdout, 'The database is up to date.\n')
  })

  it('tenant create makes a tenant that tenant list shows, once', async () => {
    const { id } = await json('tenant', 'create', 'nordic-coats', '--name', 'Nordic Coats')
    deepEqual(
      (await json('tenant', 'list')).map((tenant: Record<string, unknown>) => [
        tenant.id,
        tenant.slug,
        tenant.name,
      ]),
      [[id, 'nordic-coats', 'Nordic Coats']],
    )
    match((await home.parley(['tenant', 'list'])).stdout, /^nordic-coats +Nordic Coats\n$/)

    const again = await home.parley(['tenant', 'create', 'nordic-coats'])
    equal(again.code, 1)
    match(again.stderr, /^parley: [^\n]*nordic-coats[^\n]*\n$/)
  })

  it('tenant set shows the settings and changes one', async () => {
    equal((await json('tenant', 'set', 'nordic-coats')).dateTimeOffset, 'optional')
    equal((await json('tenant', 'set', 'nordic-coats', 'dateTimeOffset=required')).dateTimeOffset, 'required')
    match((await home.parley(['tenant', 'set', 'nordic-coats'])).stdout, /^dateTimeOffset +required$/m)
    const unknown = await home.parley(['tenant', 'set', 'nobody'])
    equal(unknown.code, 1)
    match(unknown.stderr, /^parley: [^\n]*nobody[^\n]*\n$/)
  })

  it('doctor finds all well', async () => {
    const report = await json('doctor')
    equal(report.ok, true)
    deepEqual(
      report.findings.map((each: { name: string }) => each.name),
      ['database', 'durability', 'migrations', 'disk', 'blobs', 'clock', 'consumers', 'late', 'segments'],
    )
    match((await home.parley(['doctor'])).stdout, /^ok +database +(embedded )?PostgreSQL \d/m)
  })

  it('doctor tells of blobs that cannot be kept, by exit code too, and still looks at the rest', async () => {
    const file = join(home.folder, 'a-file')
    writeFileSync(file, '')
    const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
    const nowhere = 's3://bucket?endpoint=http://127.0.0.1:1&region=eu-north-1'
    for (const PARLEY_BLOBS of [file, nowhere]) {
      const { code, stdout } = await home.parley(['doctor', '--json'], { PARLEY_BLOBS, ...credentials })
      equal(code, 1)
      const report = JSON.parse(stdout)
      equal(report.ok, false)
      equal(finding(report, 'blobs').isGood, false)
      ok(finding(report, 'blobs').text.length > 10)
      equal(finding(report, 'database').isGood, true)
      equal(finding(report, 'migrations').isGood, true)
    }
    const { code, stdout } = await home.parley(['doctor'], { PARLEY_BLOBS: file })
    equal(code, 1)
    match(stdout, /^BAD +blobs +\S/m)
  })
})
