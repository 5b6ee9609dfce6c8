import { deepEqual, equal, match } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { checkPage, fitsPhone, openConsole, picture, pictureOnPhone, showScheme } from '../kit/console.ts'
import { until } from '../kit/until.ts'

/** Replaces what is in an editor of code. */
async function write(page: Page, label: string, text: string) {
  const editor = page.getByRole('textbox', { name: label, exact: true })
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

/** Fits a phone, where axe finds nothing either. */
async function checkOnPhone(page: Page, name: string) {
  await fitsPhone(page)
  await checkPage(page)
  await pictureOnPhone(page, name)
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

describe('Messages in apps and pages, in the console', async () => {
  const at = await openConsole()
  after(at.close)
  const { contactId } = at.server.demo.sample
  const { attributes } = await at.ask('GET', `/contacts/${contactId}`)
  const rule = { kind: 'attribute', name: 'firstName', is: 'equal', value: attributes.firstName }

  it('refuses an in-line template without a place at its field, saves one with it, and shows it as pages do', async () => {
    const page = await at.signInAt(`/templates/new?channel=inline&contact=${contactId}`)
    await field(page, 'Name').fill('Sale at home')
    await field(page, 'Title').fill('For you, {{ contact.firstName }}')
    await write(page, 'HTML', '<p>All <b>hats</b> at half price</p><script>top.hurt = 1</script>')
    const make = page.getByRole('button', { name: 'Make template' })
    await make.click()
    await page.getByText('is required: where in the page it is shown', { exact: true }).waitFor()
    equal(await field(page, 'Place').getAttribute('aria-invalid'), 'true')
    await checkPage(page)
    await picture(page, 'content-refused')

    await field(page, 'Place').fill('home')
    await field(page, 'A click leads to').fill('javascript:alert(1)')
    await page.getByText('must be an address of http or https', { exact: true }).waitFor()
    await field(page, 'A click leads to').fill('https://shop.example/hats')
    await page.getByRole('textbox', { name: 'Shown for', exact: true }).fill('2')
    await page.getByRole('combobox', { name: 'Shown for: unit' }).click()
    await page.getByRole('option', { name: 'weeks' }).click()
    // The unit stays while the number is away.
    await page.getByRole('textbox', { name: 'Shown for', exact: true }).press('End')
    await page.getByRole('textbox', { name: 'Shown for', exact: true }).press('Backspace')
    await page.getByRole('textbox', { name: 'Shown for', exact: true }).press('3')
    await write(page, 'More for the page or the app', '{"label": "See the hats", "placement": "twice"}')
    await page.getByText('placement has a field of its own above').waitFor()
    await write(page, 'More for the page or the app', '{"label": "See the hats"}')
    const shown = page.getByTestId('content')
    await shown.getByText(`For you, ${attributes.firstName}`).waitFor()
    await shown.getByText('See the hats').waitFor()
    await page.frameLocator('iframe[title="The message"]').getByText('hats').waitFor()
    equal(await page.evaluate('window.hurt'), undefined)
    await checkPage(page)
    await picture(page, 'content-new')
    await checkOnPhone(page, 'content-new')
    await make.click()
    await page.getByRole('heading', { name: 'Sale at home' }).waitFor()
    await page.getByRole('button', { name: 'Save' }).waitFor()
    const [{ id, payload }] = (await at.ask('GET', '/templates?limit=1')).items
    const members = {
      placement: 'home',
      url: 'https://shop.example/hats',
      validFor: 'P3W',
      label: 'See the hats',
    }
    deepEqual({ ...payload }, members)

    await field(page, 'Place').fill('cart')
    await page.getByRole('link', { name: 'Templates' }).first().click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    await until(
      'it is saved',
      async () => (await at.ask('GET', `/templates/${id}`)).payload.placement === 'cart',
    )
    await until('nothing is left to save', () => page.getByRole('button', { name: 'Save' }).isDisabled())
    await page.context().close()
    // What the server refused when it was asked to save it.
    deepEqual(
      at.complaints.splice(0).filter(text => !text.includes('422')),
      [],
    )
  })

  it('shows a card on a site and a sheet in an app, as wide as a desktop and a phone', async () => {
    const page = await at.signIn()
    const text = 'All hats at half price until Sunday, in the shop and online.'
    for (const [channel, name] of [
      ['onSite', 'Hats on site'],
      ['inApp', 'Hats in app'],
    ] as const) {
      const imageUrl = new URL('/icon.svg', at.server.url).href
      const payload = { url: 'https://shop.example/hats', label: 'See the hats', imageUrl }
      const whole = { name, channel, subject: 'Half price', text, payload }
      const { id } = await at.ask('POST', '/templates', whole)
      await at.visit(page, `/templates/${id}?contact=${contactId}`)
      await page.getByTestId('content').getByText('until Sunday').waitFor()
      // The picture is as high as it is wide, and so is its frame.
      const shown = page.locator('iframe[title="The picture"]')
      await until('all of its picture is there', async () => {
        const { width = 0, height = 0 } = (await shown.boundingBox()) ?? {}
        return width > 0 && height > width * 0.9
      })
      await checkPage(page)
      await picture(page, `content-${channel}`)
      await showScheme(page, 'dark')
      await picture(page, `content-${channel}-dark`)
      await showScheme(page, 'light')
      await page.getByText('Phone', { exact: true }).click()
      await until('it is as narrow as a phone', async () => {
        const box = await page.getByTestId('content').boundingBox()
        return box !== null && box.width <= 375
      })
      await picture(page, `content-${channel}-on-phone`)
      await checkOnPhone(page, `content-${channel}`)
    }
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('tells of a broadcast in the words of what is shown, on the campaign, in the contact and in the outbox', async () => {
    const payload = { placement: 'home', url: 'https://shop.example/hats' }
    const template = {
      name: 'Hats',
      channel: 'inline',
      subject: 'Half price',
      html: '<p>All hats</p>',
      payload,
    }
    await at.ask('POST', '/templates', template)
    const { id: segmentId } = await at.ask('POST', '/segments', { name: 'Namesakes', kind: 'live', rule })
    await until(
      'the segment is computed',
      async () => (await at.ask('GET', `/segments/${segmentId}`)).members > 0,
    )
    const page = await at.signInAt('/campaigns/new')
    await field(page, 'Name').fill('Hats at home')
    await page.getByRole('combobox', { name: 'Template' }).fill('Hats (In')
    await page.getByRole('option', { name: 'Hats (In-line content)' }).click()
    await page.getByRole('combobox', { name: 'Segment' }).click()
    await page.getByRole('option', { name: 'Namesakes' }).click()
    await page.getByText('asked for in-line content in the last 30 days').waitFor()
    await page.getByRole('button', { name: 'Make campaign' }).click()
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('button', { name: 'Start campaign' }).click()
    await page.getByText('done', { exact: true }).waitFor()

    const { token, snippet } = await at.ask('POST', `/contacts/${contactId}/visitorTokens`, {})
    match(snippet, /^<script src="/)
    const asVisitor = { authorization: `Bearer ${token}` }
    const answer = await at.server.call('GET', '/parley/v1/content?channel=inline', undefined, asVisitor)
    const [item] = ((await answer.json()) as { items: { id: string }[] }).items
    const report = (outcome: string) =>
      at.server.call('POST', `/parley/v1/content/${item!.id}/reports`, { outcome }, asVisitor)
    equal((await report('viewed')).status, 204)
    await page.getByText('Put on show', { exact: true }).first().waitFor()
    await page.getByText('viewed', { exact: true }).first().waitFor()
    const bounced = page.getByText('Bounced', { exact: true }).and(page.locator(':not(option)'))
    equal(await bounced.count(), 0)
    await checkPage(page)
    await picture(page, 'content-campaign')
    await checkOnPhone(page, 'content-campaign')

    await at.visit(page, `/contacts/${contactId}?tab=messages`)
    await page.getByRole('button', { name: 'Hats' }).click()
    const drawer = page.getByRole('dialog', { name: 'Hats' })
    await drawer.getByText('Shown until').waitFor()
    await drawer.getByText('Viewed', { exact: true }).waitFor()
    await drawer.getByTestId('content').getByText('Half price').waitFor()
    equal((await report('closed')).status, 204)
    await drawer.getByText('Closed', { exact: true }).waitFor()
    await checkPage(page)
    await picture(page, 'content-contact')
    await drawer.getByRole('link', { name: 'Show it on its page' }).click()
    await page.getByRole('heading', { name: 'Half price' }).waitFor()
    await page.getByTestId('content').getByText('Half price').waitFor()
    await page.getByText('Closed', { exact: true }).waitFor()
    await checkPage(page)
    await picture(page, 'content-message')
    await checkOnPhone(page, 'content-message')
    await at.visit(page, `/contacts/${contactId}?tab=timeline`)
    await page.getByText('Message put on show').first().waitFor()
    await page.getByText('Message viewed').waitFor()
    await page.getByText('Asked for content').waitFor()
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('gives HTML for trying it on a page to who may send, and to nobody else', async () => {
    const page = await at.signInAt(`/contacts/${contactId}?tab=messages`)
    await page.getByRole('button', { name: 'Try on a page' }).click()
    await page.getByLabel('It works for').selectOption('a week')
    await page.getByRole('button', { name: 'Make the HTML' }).click()
    await page.getByText('<script src="').waitFor()
    await page.getByText('<div data-parley-placement="home"></div>').waitFor()
    await checkPage(page)
    await picture(page, 'content-try')
    await checkOnPhone(page, 'content-try')
    await page.context().close()
    const viewer = await at.signInAt(`/contacts/${contactId}?tab=messages`, await at.newPerson('viewer'))
    await viewer.getByRole('heading', { name: 'Messages' }).waitFor()
    equal(await viewer.getByRole('button', { name: 'Try on a page' }).count(), 0)
    await viewer.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('has words for them in rules, in automations and where a marketer looks for providers', async () => {
    const page = await at.signInAt('/settings/channels')
    await page.getByText('In-app, on-site and in-line messages need none').waitFor()
    await page.getByRole('button', { name: 'New provider' }).first().click()
    const kinds = await page.getByRole('combobox', { name: 'Kind' }).locator('option').allTextContents()
    deepEqual(
      kinds.filter(kind => /in-?app|on-?site|in-?line/i.test(kind)),
      [],
    )
    await page.keyboard.press('Escape')

    const segment = { name: 'Came lately', kind: 'live', rule: { kind: 'reachable', channels: ['onSite'] } }
    const { id: segmentId } = await at.ask('POST', '/segments', segment)
    await at.visit(page, `/segments/${segmentId}`)
    await page.getByText('who asked for on-site content in the last 30 days').first().waitFor()
    await at.visit(page, `/segments/${segmentId}?edit=true`)
    equal(
      await page.getByRole('combobox', { name: 'Channels' }).inputValue(),
      'asked for on-site content in the last 30 days',
    )
    await checkPage(page)
    await picture(page, 'content-segment')
    await checkOnPhone(page, 'content-segment')

    const { items } = await at.ask('GET', '/templates?limit=200')
    const { id: templateId } = items.find(({ channel }: { channel: string }) => channel === 'onSite')
    const definition = {
      entry: { kind: 'purchase' },
      start: 'asks',
      steps: {
        asks: { kind: 'condition', test: { reachable: 'onSite' }, yes: 'shows', no: 'done' },
        shows: { kind: 'sendMessage', channel: 'onSite', templateId, next: 'waits' },
        waits: {
          kind: 'waitForMessage',
          step: 'shows',
          timeout: 'P3D',
          opened: 'done',
          dismissed: 'done',
          timedOut: 'done',
        },
        done: { kind: 'exit' },
      },
    }
    const { id } = await at.ask('POST', '/automations', { name: 'Hats', definition })
    await at.visit(page, `/automations/${id}`)
    await page.getByText('the contact asked for on-site content in the last 30 days').first().waitFor()
    await page.getByText('On-site “Hats on site”').first().waitFor()
    await page.getByText('Viewed', { exact: true }).first().waitFor()
    await page.getByText('Closed', { exact: true }).first().waitFor()
    await checkPage(page)
    await picture(page, 'content-automation')
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })
})
