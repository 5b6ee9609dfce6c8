import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../kit/browser.ts'
import { newHome, type Server } from '../kit/server.ts'

/** What a careful company lets a page do: its own things, the script of the form and the connection to its server. */
const strictPolicy = (parley: string) =>
  `default-src 'none'; script-src ${parley}; connect-src ${parley}; style-src 'none'; base-uri 'none'; form-action 'none'`

const questions = [
  { id: 'nps', kind: 'score', text: 'Would you recommend us?', isRequired: true, lowLabel: 'Never' },
  { id: 'how', kind: 'choice', text: 'How did you come?', options: ['On foot', 'By car'] },
  { id: 'bought', kind: 'choices', text: 'What did you buy?', options: ['Shoes', 'Hats'] },
  { id: 'rated', kind: 'matrix', text: 'How was it?', rows: ['Staff', 'Shop'], columns: ['Good', 'Bad'] },
  {
    id: 'you',
    kind: 'fields',
    text: 'Who are you?',
    fields: [{ id: 'email', label: 'E-mail', format: 'email' }],
  },
  { id: 'photo', kind: 'file', text: 'Show us', endings: ['png', 'txt'], mostBytes: 1000 },
  { id: 'more', kind: 'text', text: 'Anything else?', isRequired: true },
]

describe('the form of a survey', { timeout: 180_000 }, async () => {
  const home = await newHome()
  let server: Server
  let browser: Browser
  let site: string
  let surveyId: string
  const shop = createServer((request, answer) => {
    const form = `${server.url}/parley/v1/forms/acme/${surveyId}`
    answer.setHeader('content-security-policy', strictPolicy(server.url))
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(`<!doctype html><html lang="en"><title>Shop</title>
      <script type="module" src="${server.url}/parley/v1/forms/survey-form.js"></script>
      <parley-survey src="${form}" data-plan="pro"></parley-survey>${request.url === '/' ? '' : '<p>Elsewhere</p>'}`)
  })

  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  async function ask(method: string, path: string, body?: unknown): Promise<any> {
    const authorization = `Bearer ${server.demo.parley.apiKey}`
    const answer = await server.call(method, `/parley/v1${path}`, body, { authorization })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  before(async () => {
    ;[server, browser] = await Promise.all([home.start(), launchBrowser()])
    await new Promise<void>(listening => shop.listen(0, '127.0.0.1', listening))
    site = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
    const definition = { title: 'Your visit', thanks: 'We thank you.', language: 'en', questions }
    surveyId = (await ask('POST', '/surveys', { name: 'Visit', definition, origins: [site] })).id
  })
  after(async () => {
    await browser?.close()
    shop.close()
    await home.remove()
  })

  async function open(url: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 900, height: 1400 } })
    page.setDefaultTimeout(10_000)
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(url)
    await page.getByRole('heading', { name: 'Your visit' }).waitFor()
    return { page, complaints }
  }

  /** As someone does who knows the form by its labels alone. */
  async function fillIn(page: Page) {
    await page
      .getByRole('group', { name: 'Would you recommend us?' })
      .getByLabel('9', { exact: true })
      .check()
    await page.getByLabel('On foot').check()
    await page.getByLabel('Shoes').check()
    await page.getByLabel('Hats').check()
    await page.getByLabel('Staff: Good').check()
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page
      .getByLabel('Show us')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('picture') })
    await page.getByLabel('Anything else?').fill('All is well.')
  }

  const latest = async () => (await ask('GET', `/surveys/${surveyId}/responses?limit=1`)).items[0]

  it('is filled in on a page of another site with a strict policy, file and all', async () => {
    const { page, complaints } = await open(`${site}/?visit=1`)
    await fillIn(page)
    const picture = process.env.PARLEY_TEST_PICTURES
    if (picture) await page.screenshot({ path: join(picture, 'survey-form.png'), fullPage: true })
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('We thank you.').waitFor()
    deepEqual(complaints, [])
    const response = await latest()
    const values = Object.fromEntries(
      response.answers.map((each: { questionId: string; value: object }) => [each.questionId, each.value]),
    )
    const { file } = values.photo
    deepEqual(values, {
      nps: { kind: 'score', value: 9 },
      how: { kind: 'list', values: ['On foot'] },
      bought: { kind: 'list', values: ['Shoes', 'Hats'] },
      rated: { kind: 'matrix', values: { Staff: ['Good'] } },
      you: { kind: 'map', values: { email: 'ada@example.com' } },
      photo: { kind: 'file', file: { id: file.id, fileName: 'me.png', fileType: 'image/png', fileSize: 7 } },
      more: { kind: 'text', text: 'All is well.' },
    })
    deepEqual(response.customData, { plan: ['pro'] })
    equal(response.activity.browser, 'Chrome')
    equal(response.activity.pageUrl, `${site}/?visit=1`)
    const authorization = `Bearer ${server.demo.parley.apiKey}`
    const download = await server.call('GET', `/parley/v1/survey-files/${file.id}`, undefined, {
      authorization,
    })
    equal(await download.text(), 'picture')
    await page.close()
  })

  it('says beside a question what it lacks, goes there, and can be answered with the keyboard alone', async () => {
    const { page } = await open(site)
    await page.getByRole('button', { name: 'Send' }).click()
    const group = page.getByRole('group', { name: 'Would you recommend us?' })
    await group.getByRole('alert').getByText('Please answer this question.').waitFor()
    const focused = () =>
      page.evaluate("document.activeElement.shadowRoot.activeElement.getAttribute('name')")
    equal(await focused(), 'q:nps')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    for (let tabs = 0; tabs < 20 && (await focused()) !== 'q:more'; tabs++) await page.keyboard.press('Tab')
    await page.keyboard.type('By keyboard.')
    await page.keyboard.press('Tab')
    equal(await page.evaluate('document.activeElement.shadowRoot.activeElement.type'), 'submit')
    await page.keyboard.press('Enter')
    await page.getByText('We thank you.').waitFor()
    const { answers } = await latest()
    deepEqual(
      answers.map((each: { value: object }) => each.value),
      [
        { kind: 'score', value: 1 },
        { kind: 'text', text: 'By keyboard.' },
      ],
    )
    await page.close()
  })

  it('has a page of its own, where a link says who answers', async () => {
    const { contactId } = server.demo.sample
    const { url } = await ask('POST', `/surveys/${surveyId}/links`, { contactId })
    const { page, complaints } = await open(url)
    await fillIn(page)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('We thank you.').waitFor()
    deepEqual(complaints, [])
    const response = await latest()
    equal(response.contactId, contactId)
    ok(!response.activity.pageUrl.includes('#'))
    const { items } = await ask('GET', `/contacts/${contactId}/timeline?types=survey.answered`)
    equal(items[0].data.responseId, response.id)
    await page.close()
  })

  it('tells what the server refuses, and keeps what was typed', async () => {
    const { page } = await open(site)
    await fillIn(page)
    await page
      .getByLabel('Show us')
      .setInputFiles({ name: 'big.png', mimeType: 'image/png', buffer: Buffer.alloc(2000) })
    await page.getByRole('button', { name: 'Send' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'bytes' })
    await alert.waitFor()
    match((await alert.textContent()) ?? '', /more than 1000 bytes/)
    equal(await page.getByLabel('Anything else?').inputValue(), 'All is well.')
    await page.close()
  })
})
