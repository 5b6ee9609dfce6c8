import { deepEqual, equal, ok } from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../kit/browser.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'

describe('The reference in a browser without internet', () => {
  let home: Home
  let server: Server
  let browser: Browser
  before(async () => {
    home = await newHome()
    server = await home.start()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await home.remove()
  })

  /** Opens a page and notes every request that leaves the machine, and everything that goes wrong on it. */
  async function open(path: string): Promise<{ page: Page; strangers: string[]; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } })
    page.setDefaultTimeout(10_000)
    const strangers: string[] = []
    const complaints: string[] = []
    await page.route('**/*', route => {
      const { hostname, protocol } = new URL(route.request().url())
      if (hostname === '127.0.0.1' || protocol === 'data:') return route.continue()
      strangers.push(route.request().url())
      return route.abort()
    })
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    page.on('response', answer => {
      if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`)
    })
    await page.goto(`${server.url}${path}`)
    return { page, strangers, complaints }
  }

  for (const version of ['v2', 'v3']) {
    it(`shows the operations of ${version} and carries one out with the key that was entered`, async () => {
      const { page, strangers, complaints } = await open(`/api/${version}/ui/index`)
      const operation = page.locator('.opblock', {
        has: page.locator('[data-path="/interactionschemas"]'),
        hasText: 'GET',
      })
      await operation.first().waitFor()
      ok((await page.locator('.opblock').count()) >= 10)

      await page.locator('button.authorize').first().click()
      await page.locator('.auth-container input').fill(server.demo.voyado.apiKey)
      await page.locator('.auth-container button.authorize').click()
      await page.locator('.auth-btn-wrapper button.btn-done').click()

      const list = page.locator('.opblock-get', {
        has: page.locator('.opblock-summary-path[data-path="/interactionschemas"]'),
      })
      await list.locator('.opblock-summary-control').click()
      const request = page.waitForRequest(`**/api/${version}/interactionschemas`)
      await list.locator('button.execute').click()
      const sent = await (await request).allHeaders()
      ok(sent['user-agent']!.includes('Chrome'))
      equal(sent.apikey, server.demo.voyado.apiKey)

      const answer = list.locator('.live-responses-table .response').first()
      await answer.waitFor()
      equal(((await answer.locator('.response-col_status').textContent()) ?? '').trim().slice(0, 3), '200')
      ok((await answer.textContent())?.includes('Reuse-Spring-2023'))

      const picture = process.env.PARLEY_TEST_PICTURES
      if (picture) await page.screenshot({ path: join(picture, `swagger-ui-${version}.png`), fullPage: true })
      deepEqual(strangers, [])
      deepEqual(complaints, [])
      await page.close()
    })
  }
})
