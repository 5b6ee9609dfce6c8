import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { checkPage, openConsole, picture, settled } from '../kit/console.ts'

/** Ten thousand rows in Latin-1, parted by semicolons; of the addresses 37 are none. */
function file(): Buffer {
  const rows = Array.from({ length: 10_000 }, (_, n) => {
    const isBad = n % 270 === 0 && n < 37 * 270
    return `Åsa${n};Öberg;${isBad ? 'no address' : `import${n}@example.com`};Malmö`
  })
  return Buffer.from(['Förnamn;Efternamn;E-post;Ort', ...rows].join('\r\n'), 'latin1')
}

describe('Files of contacts in the console', async () => {
  const at = await openConsole()
  after(at.close)

  it('tries a file, tells which rows are wrong, imports it, and goes on while nobody looks', async () => {
    const page = await at.signInAt('/contacts')
    await page.getByRole('link', { name: 'Import' }).click()
    await page.getByText('Drop a CSV file here').waitFor()
    await checkPage(page)
    const upload = { name: 'members.csv', mimeType: 'text/csv', buffer: file() }
    await page.locator('input[type=file]').setInputFiles(upload)
    await page.getByText('windows-1252, columns parted by semicolons').waitFor()
    const targets = { Förnamn: 'firstName', Efternamn: 'lastName', 'E-post': 'email', Ort: 'city' }
    for (const [column, target] of Object.entries(targets))
      await page.getByRole('combobox', { name: `What ${column} is` }).fill(target)
    await page.keyboard.press('Escape')
    await checkPage(page)
    await picture(page, 'import')

    await page.getByRole('button', { name: 'Try it first' }).click()
    await page.getByText('Done, some refused').waitFor({ timeout: 60_000 })
    const figure = (label: string) =>
      page.getByText(label, { exact: true }).first().locator('xpath=following-sibling::*[1]').textContent()
    const figures = (...labels: string[]) => Promise.all(labels.map(figure))
    equal(await page.getByText('Every row is fine').count(), 0)
    deepEqual(await figures('Rows', 'Would be taken', 'Would be refused'), ['10,000', '9,963', '37'])
    await page.getByRole('row').filter({ hasText: 'no address' }).first().waitFor()
    await checkPage(page)
    await picture(page, 'import-tried')

    await page.getByRole('link', { name: 'Import for real' }).click()
    await page.getByText('members.csv', { exact: true }).first().waitFor()
    const [answer] = await Promise.all([
      page.waitForResponse(
        each => each.request().method() === 'POST' && each.url().endsWith('/contact-imports'),
        {
          timeout: 60_000,
        },
      ),
      page.getByRole('button', { name: 'Import', exact: true }).click(),
    ])
    equal(answer.status(), 202)
    await page.waitForURL(/\/contacts\/imports\//)
    const address = page.url()
    await page.goto(`${at.server.url}/contacts`)
    await settled(page)
    await page.goto(address)
    await page.getByText('Done, some refused').waitFor({ timeout: 60_000 })
    deepEqual(await figures('Rows', 'Taken', 'Refused'), ['10,000', '9,963', '37'])
    const [wrong] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'As a file' }).click(),
    ])
    ok(readFileSync(await wrong.path(), 'utf8').includes('no address'))
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('exports what is listed with the columns that are shown, and keeps a view under a name', async () => {
    const page = await at.signInAt('/contacts?search=bj')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Birthday').click()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Birthday' }).waitFor()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view …' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Bears')
    await checkPage(page)
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByText('View saved').waitFor()

    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('button', { name: 'Write the file' }).click()
    const link = page.getByRole('link', { name: 'Download contacts.csv' })
    await link.waitFor()
    await checkPage(page)
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const [header = '', first = ''] = readFileSync(await download.path(), 'utf8').split(/\r?\n/)
    match(header, /firstName,lastName,.*birthDay/)
    match(first, /Björn/)

    await at.visit(page, '/contacts')
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Bears', exact: true }).click()
    await page.waitForURL(/search=bj/)
    await page.getByRole('columnheader', { name: 'Birthday' }).waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
