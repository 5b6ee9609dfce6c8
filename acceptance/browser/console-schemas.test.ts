import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { checkPage, fitsPhone, openConsole, picture, settled, showScheme } from '../kit/console.ts'
import { run } from '../kit/run.ts'
import { definition, draft, fieldOf, named, textOf, write } from '../kit/schemas-page.ts'

describe('Schemas in the console', async () => {
  const at = await openConsole()
  const folder = mkdtempSync(join(tmpdir(), 'parley-posts-'))
  after(async () => {
    await at.close()
    rmSync(folder, { recursive: true })
  })
  const { contactId } = at.server.demo.sample
  const keys = {
    PARLEY_API_KEY: at.server.demo.parley.apiKey,
    VOYADO_API_KEY: at.server.demo.voyado.apiKey,
  }
  const define = (id: string, properties: object, required?: readonly string[]) =>
    at.ask('POST', '/schemas', definition(id, properties, required))
  const execute = async (language: string, code: string) => {
    const file = join(folder, { curl: 'a.sh', TypeScript: 'a.mts', Python: 'a.py' }[language]!)
    writeFileSync(file, code)
    const program = { curl: 'bash', TypeScript: process.execPath, Python: 'python3' }[language]!
    const { code: end, stdout, stderr } = await run([program, file], keys).finished
    equal(end, 0, stderr)
    return stdout
  }

  it('defines one in fields and in JSON, posts to it by the printed code, and sees it appear', async () => {
    const page = await at.signIn()
    await page.getByRole('link', { name: 'Schemas' }).click()
    await page.getByRole('heading', { name: 'Schemas', exact: true }).waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'schemas')
    await page.getByRole('link', { name: 'New schema' }).click()
    await named(page, 'Name').fill('Café visit')
    equal(await named(page, 'Id').inputValue(), 'cafe-visit')

    await fieldOf(page, 'field').getByLabel('Field name').fill('stars')
    await fieldOf(page, 'stars').getByLabel('Type').selectOption('integer')
    await fieldOf(page, 'stars').getByLabel('Required').check()
    await fieldOf(page, 'stars').getByLabel('On the contact card').check()
    await fieldOf(page, 'stars').getByLabel('For segments').check()
    await fieldOf(page, 'stars').getByRole('button', { name: 'More' }).click()
    await fieldOf(page, 'stars').getByLabel('Display name').fill('Stars')
    await fieldOf(page, 'stars').getByLabel('At least').fill('1')
    await fieldOf(page, 'stars').getByLabel('At most').fill('5')
    await page.getByRole('button', { name: 'Add a field' }).click()
    await fieldOf(page, 'field').getByLabel('Format').selectOption('date')
    await fieldOf(page, 'field').getByLabel('Field name').fill('on')
    const properties = {
      stars: {
        type: 'integer',
        showInContactCard: 'true',
        addToSegmentation: 'true',
        displayName: 'Stars',
        minimum: 1,
        maximum: 5,
      },
      on: { type: 'string', format: 'date' },
    }
    const schema = { $schema: draft, type: 'object', properties, required: ['stars'] }
    deepEqual(JSON.parse(await textOf(page, 'JSON Schema')), schema)

    const wrong = { ...schema, properties: { ...properties, mood: { type: 'date', format: 'fax' } } }
    await write(page, 'JSON Schema', JSON.stringify(wrong, null, 2))
    await fieldOf(page, 'mood').getByText('must be "string", "number", "integer" or "boolean"').waitFor()
    await page.getByText(/^Line 18: type must be "string"/).waitFor()
    await checkPage(page)
    await picture(page, 'schema-new-faults')
    await write(page, 'JSON Schema', '{ "type": "object", ')
    await page.getByText('The JSON cannot be read at the moment').waitFor()
    await page.getByText(/^Line 1: /).waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Go back' }).click()
    await fieldOf(page, 'mood').getByLabel('Type').selectOption('string')
    await fieldOf(page, 'mood').getByLabel('Format').selectOption('')
    await page.getByText('It would be rejected').waitFor()
    await page.getByText('is required').first().waitFor()
    await page.getByRole('button', { name: 'Take a sample' }).click()
    await page.getByText('It would be accepted').waitFor()
    await picture(page, 'schema-new')

    await fieldOf(page, 'mood').getByRole('button', { name: 'Move mood', exact: true }).focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.getByText('mood is now 1 of 3').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Move on', exact: true }).scrollIntoViewIfNeeded()
    const handle = await page.getByRole('button', { name: 'Move on', exact: true }).boundingBox()
    const first = await fieldOf(page, 'mood').boundingBox()
    await page.mouse.move(handle!.x + 8, handle!.y + 8)
    await page.mouse.down()
    await page.mouse.move(handle!.x + 8, first!.y + 60, { steps: 6 })
    await page.mouse.move(handle!.x + 8, first!.y - 5, { steps: 6 })
    await page.mouse.up()
    const names = Object.keys(JSON.parse(await textOf(page, 'JSON Schema')).properties)
    deepEqual(names, ['on', 'mood', 'stars'])

    await page.getByRole('button', { name: 'Make schema' }).click()
    await page.getByRole('heading', { name: 'Café visit' }).waitFor()
    await page.waitForURL(/\/schemas\/cafe-visit$/)
    await page.getByText('Waiting for the first one').waitFor()
    await settled(page)
    await checkPage(page)

    const someone = Promise.withResolvers<void>()
    await page.route(/\/contacts\?limit=1$/, route => someone.promise.then(() => route.continue()))
    await page.getByRole('tab', { name: 'Post to it' }).click()
    await page.waitForURL(/\?tab=post$/)
    ok(await named(page, 'Contact').isDisabled(), 'nothing is typed into what is about to change')
    someone.resolve()
    await named(page, 'Contact').fill(contactId)
    const code = async (language: string) => {
      await page.getByRole('tab', { name: language, exact: true }).click()
      return (await page.getByRole('region', { name: `the ${language} code` }).textContent()) ?? ''
    }
    await checkPage(page)
    await picture(page, 'schema-post')
    const watcher = await page.context().newPage()
    await at.visit(watcher, '/schemas/cafe-visit')
    await watcher.getByText('Waiting for the first one').waitFor()
    match(await execute('curl', await code('curl')), /"schemaId":\s*"cafe-visit"/)
    await watcher.getByRole('region', { name: 'The newest interactions' }).getByText('"stars":1').waitFor()
    await watcher.getByRole('region', { name: 'The newest interactions' }).getByRole('link').waitFor()
    await execute('TypeScript', await code('TypeScript'))
    await execute('Python', await code('Python'))
    match(await code('C#'), /new StringContent\(body/)
    await page.getByText('Voyado', { exact: true }).click()
    for (const language of ['curl', 'TypeScript', 'Python']) await execute(language, await code(language))
    const accepted = watcher.locator('section, div').filter({ hasText: /^Accepted6in 30 days$/ })
    await accepted.first().waitFor()
    const { items } = await at.ask('GET', '/interactions?schemaId=cafe-visit')
    equal(items.length, 6)
    await settled(watcher)
    await picture(watcher, 'schema')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('tries a payload and shows every fault at its line', async () => {
    await define('order-note', { qty: { type: 'integer' }, day: { type: 'string', format: 'date' } }, ['qty'])
    const page = await at.signInAt('/schemas/order-note?tab=try')
    await page.getByText('It would be accepted').waitFor()
    await write(page, 'Payload', '{\n  "qty": 1.5,\n  "day": "soon"\n}')
    await page.getByText('2 faults').waitFor()
    await page.getByText('Line 2: qty must be an integer').waitFor()
    await page.getByText(/^Line 3: day must be /).waitFor()
    await checkPage(page)
    await picture(page, 'schema-try')
    await showScheme(page, 'dark')
    await picture(page, 'schema-try-dark')
    await showScheme(page, 'light')
    await write(page, 'Payload', '{}')
    await page.getByText('Line 1: qty is required').waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('says at its field that a name of 5 000 characters is too long, and keeps it', async () => {
    const page = await at.signInAt('/schemas/new', undefined, { viewport: { width: 390, height: 844 } })
    const long = '<b>שם</b>'.repeat(625)
    equal(long.length, 5625)
    await named(page, 'Name').fill(long)
    await page.getByRole('button', { name: 'Make schema' }).first().click()
    await page.getByText('must be a text of 1 to 200 characters').waitFor()
    equal(await named(page, 'Name').inputValue(), long)
    await named(page, 'Name').fill(long.slice(0, 200))
    await named(page, 'Id').fill('x'.repeat(5000))
    await page.getByRole('button', { name: 'Make schema' }).first().click()
    await page.getByText('must be 1 to 100 letters, digits, "_" or "-"').waitFor()
    await checkPage(page)
    await fitsPhone(page)
    await picture(page, 'schema-new-phone')
    await named(page, 'Id').fill('new')
    await page.getByRole('button', { name: 'Make schema' }).first().click()
    await page.waitForURL(/\/schemas\/new\?tab=overview$/)
    await page.getByRole('heading', { name: '<b>שם</b>' }).waitFor()
    await fitsPhone(page)
    await settled(page)
    await picture(page, 'schema-phone')
    await at.visit(page, '/schemas')
    await fitsPhone(page)
    await picture(page, 'schemas-phone')
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('422')))
  })
})
