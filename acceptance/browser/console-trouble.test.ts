import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { openConsole, settled } from '../kit/console.ts'

describe('The console in trouble', async () => {
  const at = await openConsole()
  after(at.close)

  it('opens by another try when the server was away at first', async () => {
    const page = await at.newPage()
    const refused = { status: 503, contentType: 'application/problem+json', body: '{"title":"Away"}' }
    await page.route('**/parley/v1/session', route => route.fulfill(refused))
    await page.goto(at.server.url)
    await page.getByRole('alert').getByText('Away').waitFor()
    await page.unroute('**/parley/v1/session')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByLabel('E-mail address').waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => !complaint.startsWith('asked for')))
  })

  it('asks for a page that cannot be read once, and again when it is told to', async () => {
    for (let n = 0; n < 30; n++)
      await at.ask('POST', '/contacts', { attributes: { email: `${n}-${crypto.randomUUID()}@example.com` } })
    const page = await at.signIn()
    let asked = 0
    await page.route(/contacts\?.*cursor=/, route => {
      asked++
      return route.fulfill({ status: 500, body: '{}' })
    })
    await at.visit(page, '/contacts')
    await page.evaluate('scrollTo(0, document.body.scrollHeight)')
    const again = page.getByRole('button', { name: 'The rest was not read: try again' })
    await again.waitFor()
    for (let n = 0; n < 10; n++) await page.evaluate('fetch("/health/live").then(answer => answer.text())')
    equal(asked, 1)
    await page.unroute(/contacts\?.*cursor=/)
    const rows = page.getByRole('table').getByRole('row')
    const before = await rows.count()
    await again.click()
    await rows.nth(before + 5).waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('500')))
  })

  it('copies where the browser gives no clipboard to the page', async () => {
    const page = await at.signIn()
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    await at.visit(page, '/developers/apis')
    await page.getByRole('button', { name: 'Copy the base URL of v1' }).click()
    await at.visit(page, '/contacts')
    const field = page.getByRole('searchbox').first()
    await field.focus()
    await page.keyboard.press('Control+V')
    await settled(page)
    equal(await field.inputValue(), `${at.server.url}/parley/v1`)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('reads and writes though the browser believes that it is offline: the server may be near', async () => {
    const page = await at.signIn()
    await page.evaluate('window.dispatchEvent(new Event("offline"))')
    await page.getByRole('link', { name: 'Segments', exact: true }).click()
    await page.getByRole('heading', { name: 'Segments', level: 1 }).waitFor()
    await settled(page)
    await page.getByRole('button', { name: /Kim Lind/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('E-mail address').waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('says when somebody could not be signed out', async () => {
    const page = await at.signIn()
    await page.route('**/parley/v1/session', route =>
      route.request().method() === 'DELETE' ? route.abort() : route.continue(),
    )
    const signOut = async () => {
      await page.getByRole('button', { name: /Kim Lind/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    await signOut()
    await page.getByText('The server was not reached').waitFor()
    await page.unroute('**/parley/v1/session')
    await signOut()
    await page.getByLabel('E-mail address').waitFor()
    await page.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('ERR_FAILED')))
  })

  it('shows the clock of a double as soon as it is moved, on every page, until it is put right', async () => {
    const page = await at.signInAt('/clock')
    await page.getByRole('button', { name: 'Stop the clock' }).click()
    await page.getByText(/of this company stands still at/).waitFor()
    await page.getByRole('link', { name: 'Keys' }).click()
    await page.getByText(/of this company stands still at/).waitFor()
    await page.getByRole('link', { name: 'clock', exact: true }).click()
    await page.getByRole('button', { name: 'Back to real time' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Back to real time' }).click()
    await page.getByText(/of this company stands still at/).waitFor({ state: 'detached' })
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('finds a segment by its name, however many there are', async () => {
    const make = (name: string) => at.ask('POST', '/segments', { name, kind: 'list' })
    const { id } = await make('The very first one')
    for (let ten = 0; ten < 21; ten++)
      await Promise.all(Array.from({ length: 10 }, (_, n) => make(`List ${ten * 10 + n}`)))
    const page = await at.signIn()
    await page.keyboard.press('Control+K')
    await page.getByRole('textbox', { name: 'Search, or go to' }).fill('very first')
    await page.getByRole('button', { name: /The very first one/ }).click()
    await page.getByRole('heading', { name: 'The very first one' }).waitFor()
    const rule = { kind: 'segment', id }
    const { id: other } = await at.ask('POST', '/segments', { name: 'In the first', kind: 'live', rule })
    await at.visit(page, `/segments/${other}`)
    await page.getByText(/who is in “The very first one”/).waitFor()
    await at.visit(page, `/segments/${other}?edit=true`)
    const field = page.getByLabel('Segment', { exact: true }).and(page.locator('input'))
    await field.click()
    await field.fill('list 7')
    await page.getByRole('option', { name: 'List 7', exact: true }).click()
    equal(await field.inputValue(), 'List 7')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
