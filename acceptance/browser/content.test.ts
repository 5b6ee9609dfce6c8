import { deepEqual, equal, ok } from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../kit/browser.ts'
import { checkPage, fitsPhone } from '../kit/console.ts'
import { newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

/** What a careful company lets a page do: its own things, the script and the connection to the server of messages. */
const strictPolicy = (parley: string) =>
  `default-src 'none'; script-src ${parley}; connect-src ${parley}; style-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`

interface Send {
  readonly state: string
  readonly openedAt: string | null
  readonly clickedAt: string | null
  readonly dismissedAt: string | null
}

describe('messages that a page of another site shows', { timeout: 180_000 }, async () => {
  const home = await newHome()
  let server: Server
  let browser: Browser
  let site: string
  let token: string
  let contactId: string
  let visits = 0
  const shop = createServer((request, answer) => {
    answer.setHeader('content-security-policy', strictPolicy(server.url))
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    const attributes = request.url?.startsWith('/late') ? '' : `data-token="${token}"`
    answer.end(`<!doctype html><html lang="en"><title>Shop</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <script src="${server.url}/parley/v1/content.js" ${attributes} data-placement="start" defer></script>
      <main><h1>Shop</h1><label>Search <input></label><div data-parley-placement="banner">Nothing new</div>
      ${request.url === '/far' ? '<p>x</p>'.repeat(200) : ''}<div data-parley-placement="far"></div></main>`)
  })

  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  async function ask(method: string, path: string, body?: unknown): Promise<any> {
    const authorization = `Bearer ${server.demo.parley.apiKey}`
    const answer = await server.call(method, `/parley/v1${path}`, body, { authorization })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  /** Puts a message on show and answers the id of its send. */
  async function show(channel: string, template: object): Promise<string> {
    const { id: templateId } = await ask('POST', '/templates', { name: 'x', channel, ...template })
    const { id } = await ask('POST', '/sends', { contactId, templateId })
    await until('it is on show', async () => (await read(id)).state === 'sent')
    return id
  }
  const read = (id: string): Promise<Send> => ask('GET', `/sends/${id}`)

  before(async () => {
    ;[server, browser] = await Promise.all([home.start(), launchBrowser()])
    await new Promise<void>(listening => shop.listen(0, '127.0.0.1', listening))
    site = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  })
  after(async () => {
    await browser?.close()
    shop.close()
    await home.remove()
  })

  /** A contact that was never here before, and its token. */
  async function newVisitor() {
    contactId = (await ask('POST', '/contacts', { attributes: { email: `v${++visits}@example.com` } })).id
    token = (await ask('POST', `/contacts/${contactId}/visitorTokens`, {})).token
  }

  async function open(path = '/'): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
    page.setDefaultTimeout(10_000)
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(site + path)
    return { page, complaints }
  }

  const isFetched = (page: Page) =>
    page.waitForResponse(response => response.url().includes('/parley/v1/content?'))

  it('appears in a corner, says that it was seen, and stays away once it was closed', async () => {
    await newVisitor()
    const payload = { url: `${site}/sale` }
    const id = await show('onSite', { subject: 'Hats are here', text: 'All of them.', payload })
    const { page, complaints } = await open()
    const dialog = page.getByRole('dialog', { name: 'Hats are here' })
    await dialog.getByText('All of them.').waitFor()
    await until('it was seen', async () => (await read(id)).state === 'delivered')
    equal(await page.evaluate('document.activeElement === document.body'), true)
    await checkPage(page)
    const picture = process.env.PARLEY_TEST_PICTURES
    if (picture) await page.screenshot({ path: join(picture, 'content-on-site.png') })
    await fitsPhone(page)
    const box = await dialog.boundingBox()
    ok(box && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box))
    await dialog.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    await until('it was closed', async () => (await read(id)).dismissedAt !== null)
    const fetched = isFetched(page)
    await page.reload()
    deepEqual(await (await fetched).json(), { items: [] })
    equal(await page.getByRole('dialog').count(), 0)
    deepEqual(complaints, [])
    await page.close()
  })

  it('is closed by Escape, gives the focus back, and makes room for the next', async () => {
    await newVisitor()
    const first = await show('onSite', { subject: 'One', text: 'x' })
    await show('onSite', { subject: 'Elsewhere', text: 'x', payload: { placement: 'cart' } })
    const second = await show('onSite', { subject: 'Two', text: 'x', payload: { placement: 'start' } })
    const { page, complaints } = await open()
    await page.getByRole('dialog', { name: 'Two' }).waitFor()
    const search = page.getByLabel('Search')
    await search.focus()
    await page.keyboard.press('Escape')
    equal(await page.getByRole('dialog', { name: 'Two' }).count(), 1)
    await page.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'One' }).waitFor()
    equal(await search.evaluate('document.activeElement.tagName'), 'INPUT')
    equal(await page.getByRole('dialog').count(), 1)
    await search.blur()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    for (const id of [first, second])
      await until('it was closed', async () => (await read(id)).dismissedAt !== null)
    deepEqual(complaints, [])
    await page.close()
  })

  it('stands in its place of the page, in a frame in which nothing runs, and a link in it is followed', async () => {
    await newVisitor()
    const html = `<h3>New hats</h3><script>parent.document.title = 'Stolen'</script>
      <img src="x" onerror="parent.document.title = 'Stolen'"><a href="${site}/hats">See the hats</a>`
    const payload = { placement: 'banner' }
    const old = await show('inline', { subject: 'Old', text: 'Old news', payload })
    const id = await show('inline', { subject: 'Hats', html, payload, tracksLinks: true })
    const { page } = await open()
    const place = page.locator('[data-parley-placement="banner"]')
    const frame = place.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'New hats' }).waitFor()
    equal(await page.getByText('Nothing new').count(), 0)
    equal(await page.getByText('Old news').count(), 0)
    await until('it was seen', async () => (await read(id)).openedAt !== null)
    await checkPage(page)
    const popup = page.waitForEvent('popup')
    await frame.getByRole('link', { name: 'See the hats' }).click()
    const elsewhere = await popup
    await elsewhere.waitForURL(`${site}/hats`)
    equal(await elsewhere.evaluate('window.opener'), null)
    await until('it was followed', async () => (await read(id)).clickedAt !== null)
    const { clicks } = await ask('GET', `/sends/${id}`)
    equal(clicks, 1)
    equal(await page.title(), 'Shop')
    const picture = process.env.PARLEY_TEST_PICTURES
    if (picture) await page.screenshot({ path: join(picture, 'content-inline.png') })
    equal((await read(old)).state, 'sent')
    await elsewhere.close()
    await page.close()
  })

  it('is seen when it comes into view, and not before', async () => {
    await newVisitor()
    const id = await show('inline', { text: 'Down here', payload: { placement: 'far', url: `${site}/far` } })
    const { page, complaints } = await open('/far')
    const message = page.getByText('Down here')
    await message.waitFor()
    // Whatever is reported is reported after what is reported later.
    const other = await show('onSite', { subject: 'Right here', text: 'x' })
    await page.evaluate('parleyContent.refresh()')
    await until('the other was seen', async () => (await read(other)).openedAt !== null)
    equal((await read(id)).openedAt, null)
    await page.getByRole('button', { name: 'Close' }).click()
    await message.scrollIntoViewIfNeeded()
    await until('it was seen', async () => (await read(id)).openedAt !== null)
    await page.getByRole('link', { name: 'Open' }).click()
    await until('it was clicked', async () => (await read(id)).clickedAt !== null)
    deepEqual(complaints, [])
    await page.close()
  })

  it('waits for a token, lets go of all, and leaves a page in peace when the server will not have it', async () => {
    await newVisitor()
    await show('onSite', { subject: 'Late', text: 'x' })
    await show('inline', { text: 'In place', payload: { placement: 'banner' } })
    const { page, complaints } = await open('/late')
    await page.evaluate(`parleyContent.start(${JSON.stringify(token)})`)
    await page.getByRole('dialog', { name: 'Late' }).waitFor()
    await page.getByText('In place').waitFor()
    await page.evaluate('parleyContent.stop()')
    equal(await page.getByRole('dialog').count(), 0)
    await page.getByText('Nothing new').waitFor()
    equal(complaints.length, 0, complaints[0])
    await page.evaluate("parleyContent.start('nonsense')")
    equal(await page.getByRole('heading', { name: 'Shop' }).count(), 1)
    const errors = complaints.filter(text => !text.includes('401'))
    deepEqual(errors, [])
    await page.close()
  })
})
