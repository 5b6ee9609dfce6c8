/**
 * Makes the pictures of the console in docs/screens: `node bin/run.cjs scripts/screens.ts`. Light, dark and on a phone, of
 * a server of its own with the demo. Each page has its line here.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Console, openConsole, settled, showScheme } from '../acceptance/kit/console.ts'

const root = new URL('../', import.meta.url).pathname
const folder = join(root, 'docs/screens')
const wide = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 }

const pages = (at: Console): Readonly<Record<string, string>> => {
  const card = `/contacts/${at.server.demo.sample.contactId}`
  return {
    home: '/',
    contacts: '/contacts',
    contact: card,
    import: '/contacts/import',
    interactions: `${card}?tab=interactions`,
    timeline: `${card}?tab=timeline`,
  }
}

async function take(page: Page, name: string) {
  await settled(page)
  await page.waitForTimeout(400) // charts are drawn after their data has come
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screens/${name}.png`)
}

const at = await openConsole()
try {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [onDesk, inHand] = [await at.signIn(undefined, wide), await at.signIn(undefined, phone)]
  for (const [name, path] of Object.entries(pages(at))) {
    await showScheme(onDesk, 'light')
    await at.visit(onDesk, path)
    await take(onDesk, name)
    await showScheme(onDesk, 'dark')
    await take(onDesk, `${name}-dark`)
    await at.visit(inHand, path)
    await take(inHand, `${name}-phone`)
  }
} finally {
  await at.close()
}
