/**
 * The console in a real browser, on a really started server. A test of a page is short:
 *
 *     const at = await openConsole()                // one server with the demo, one browser; for all tests of a file
 *     after(at.close)
 *     const page = await at.signInAt('/contacts')   // as the demo's owner; or ('/contacts', await at.newPerson('viewer'))
 *     await checkPage(page)                         // axe in both themes
 *     deepEqual(at.complaints, [])                  // nothing on the console of the browser, no request to elsewhere
 */

import { deepEqual, equal } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { ensureConsole } from '../../bin/console.cjs'
import { launchBrowser } from './browser.ts'
import { type Home, newHome, type Server } from './server.ts'
import { until } from './until.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export interface Person {
  readonly email: string
  readonly password: string
}

export interface Console {
  readonly server: Server
  readonly home: Home
  readonly browser: Browser
  /** What went wrong on any page: errors in the console of the browser, requests that left the machine. */
  readonly complaints: string[]
  /** A page in a browser of its own in which nobody is signed in. */
  newPage(options?: BrowserContextOptions): Promise<Page>
  /**
   * A page of somebody who is signed in, at Home. Without a person: the demo's owner. Without the form: that has tests of
   * its own, and each page would load twice.
   */
  signIn(person?: Person, options?: BrowserContextOptions): Promise<Page>
  /** The same, but at another page from the start. */
  signInAt(path: string, person?: Person, options?: BrowserContextOptions): Promise<Page>
  newPerson(role: string): Promise<Person>
  /** Goes to a page and waits until it has what it shows. */
  visit(page: Page, path: string): Promise<void>
  /** Calls /parley/v1 with the demo's key; the answer must be a success. */
  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  ask(method: string, path: string, body?: unknown): Promise<any>
  close(): Promise<void>
}

/** `env` is what else the server is configured with. */
export async function openConsole(env: Readonly<Record<string, string>> = {}): Promise<Console> {
  ensureConsole(process.execPath) // as `npm start` does
  const home = await newHome()
  const server = await home.start(undefined, env)
  const browser = await launchBrowser().catch(async cause => {
    await home.remove()
    throw cause
  })
  const complaints: string[] = []
  const sessions = new URL('/parley/v1/session', server.url).href

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      locale: 'en-GB',
      timezoneId: 'Europe/Stockholm',
      reducedMotion: 'reduce',
      ...options,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    page.on('request', request => {
      const { hostname, protocol } = new URL(request.url())
      if (hostname !== '127.0.0.1' && protocol !== 'data:' && protocol !== 'blob:')
        complaints.push(`asked for ${request.url()}`)
    })
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(`${error.message}\n${error.stack ?? ''}`))
    return page
  }

  const ask: Console['ask'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${server.demo.parley.apiKey}` }
    const answer = await server.call(method, `/parley/v1${path}`, body, headers)
    const text = await answer.text()
    // A quick machine asks more often than a company may: it comes again when it is told to.
    if (answer.status === 429) {
      await delay(1000 * Number(answer.headers.get('retry-after')))
      return ask(method, path, body)
    }
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  const visit: Console['visit'] = async (page, path) => {
    await page.goto(new URL(path, server.url).href)
    await settled(page)
  }

  const signInAt: Console['signInAt'] = async (path, person = server.demo.console, options = {}) => {
    const page = await newPage(options)
    const { email, password } = person
    const answer = await page.request.post(sessions, { data: { email, password } })
    equal(answer.status(), 201, await answer.text())
    await visit(page, path)
    await page.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' })
    return page
  }

  return {
    server,
    home,
    browser,
    complaints,
    newPage,
    ask,
    visit,
    signInAt,
    signIn: (person, options) => signInAt('/', person, options),
    async newPerson(role) {
      const person = { email: `${crypto.randomUUID()}@example.com`, password: 'correct horse battery' }
      await ask('POST', '/people', { ...person, name: `A ${role}`, role })
      return person
    },
    async close() {
      // A story that failed did not come to look at them, and they may tell why.
      for (const complaint of complaints) console.log(`A page complained: ${complaint}`)
      await browser.close()
      await home.remove()
    },
  }
}

/** Waits until nothing on the page says that it is loading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  const waiting = '[aria-busy="true"], [role="status"][aria-label="Loading"], .mantine-Skeleton-root'
  await page.locator(waiting).first().waitFor({ state: 'detached' })
}

/** That axe finds nothing, light and dark. Leaves the page light. In the dark other colours are all that differs. */
export async function checkPage(page: Page): Promise<void> {
  deepEqual(await lastingComplaints(page, 'dark', ['color-contrast']), [], `axe, dark, ${page.url()}`)
  deepEqual(await lastingComplaints(page, 'light'), [], `axe, light, ${page.url()}`)
}

/** Something may just have begun to fade in: what is found is looked at twice. */
async function lastingComplaints(page: Page, scheme: 'light' | 'dark', rules?: readonly string[]) {
  await showScheme(page, scheme)
  const complaints = await complaintsOfAxe(page, rules)
  if (complaints.length === 0) return complaints
  await showScheme(page, scheme)
  return complaintsOfAxe(page, rules)
}

/** Light or dark, without waiting for what fades from the one to the other. */
export async function showScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme })
  await page.evaluate(`new Promise(resolve => {
    document.documentElement.setAttribute('data-mantine-color-scheme', '${scheme}')
    requestAnimationFrame(() => {
      const isEndless = fading => fading.effect?.getComputedTiming().endTime === Infinity
      for (const fading of document.getAnimations()) if (!isEndless(fading)) fading.finish()
      resolve()
    })
  })`)
}

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[]
}

/** Injected by the debugger: the policy of the page stays as it is. */
async function complaintsOfAxe(page: Page, rules?: readonly string[]): Promise<string[]> {
  const isThere = await page.evaluate('typeof axe === "object"')
  if (!isThere) await page.evaluate(readAxe())
  const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })
  const run = `axe.run(document, ${options}).then(({ violations }) => violations)`
  const violations = (await page.evaluate(run)) as Violation[]
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${help}: ${target.join(' ')} ${failureSummary}`),
  )
}

let axe: string | undefined
function readAxe(): string {
  axe ??= readFileSync(axePath, 'utf8')
  return axe
}

/** Makes the window that of a phone and waits until the page fits it. The page's policy forbids to wait inside of it. */
export async function fitsPhone(page: Page): Promise<void> {
  const width = 390
  await page.setViewportSize({ width, height: 844 })
  await until(
    'the page fits a phone',
    async () => Number(await page.evaluate('document.documentElement.scrollWidth')) <= width,
  )
}

/** A picture of the page on a phone; afterwards its window is wide again. */
export async function pictureOnPhone(page: Page, name: string): Promise<void> {
  await fitsPhone(page)
  await picture(page, `${name}-phone`)
  await page.setViewportSize({ width: 1280, height: 860 })
}

/** Takes a picture where PARLEY_TEST_PICTURES says; for who wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PARLEY_TEST_PICTURES
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
