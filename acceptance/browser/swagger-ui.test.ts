import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { type Home, newHome, type Server } from '../kit/server.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)

let home: Home
let server: Server
let browser: Browser

before(async () => {
  assert.ok(executablePath, 'These tests need Chromium: apt-get install chromium')
  home = await newHome()
  server = await home.start()
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  })
})

after(async () => {
  await browser?.close()
  await server?.stop()
  await home?.remove()
})

for (const version of ['v2', 'v3']) {
  test(`a developer tries ${version} in the browser, with no other host asked for anything`, async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } })
    const foreign: string[] = []
    const problems: string[] = []
    page.on('request', request => {
      const { hostname, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') foreign.push(request.url())
    })
    page.on('pageerror', error => problems.push(error.message))

    await page.goto(`${server.url}/api/${version}/ui/index`)
    await page.getByRole('button', { name: 'Authorize' }).first().click()
    await page.locator('.auth-container input').fill(server.demo.voyado.apiKey)
    await page
      .locator('.auth-container')
      .getByRole('button', { name: /apply|authorize/i })
      .click()
    await page.locator('.modal-ux').getByRole('button', { name: 'Close' }).first().click()

    const operation = page.locator('#operations-Interaction_schemas-InteractionSchemas_GetInteractionSchemas')
    await operation.locator('.opblock-summary').click()
    await operation.getByRole('button', { name: 'Execute' }).click()
    const answer = operation.locator('.live-responses-table .response')
    await answer.getByText('Reuse Spring Sale').first().waitFor()

    const status = await answer.locator('.response-col_status').textContent()
    assert.equal(status?.trim().slice(0, 3), '200')
    assert.deepEqual([foreign, problems], [[], []])
    if (process.env.PARLEY_SCREENSHOTS) {
      await page.screenshot({ path: `${process.env.PARLEY_SCREENSHOTS}/swagger-${version}.png` })
    }
    await page.close()
  })
}
