import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { checkPage, openConsole, picture, settled } from '../kit/console.ts'
import { startReceiver } from '../kit/receiver.ts'
import { run } from '../kit/run.ts'

describe('One webhook in the console', async () => {
  const at = await openConsole({ PARLEY_WEBHOOKS_PRIVATE: 'allow' })
  after(at.close)
  const receiver = await startReceiver()
  after(receiver.close)

  it('shows programs that check the signature of a real message, with two secrets at a time', async () => {
    const made = await at.ask('POST', '/webhooks', { url: receiver.url, eventTypes: ['contact.merged'] })
    const page = await at.signInAt(`/webhooks/${made.id}?tab=secret`)
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await page.getByText('Two secrets are valid').waitFor()
    const fresh = await page.getByLabel('the signing secret', { exact: true }).textContent()
    await checkPage(page)
    await picture(page, 'webhook-secret')
    const before = receiver.received.length
    await page.getByRole('button', { name: 'Send an example' }).click()
    await page.getByRole('dialog').getByLabel('Of', { exact: true }).fill('contact.merged')
    await page.getByRole('option', { name: 'contact.merged' }).click()
    await checkPage(page)
    await picture(page, 'webhook-example')
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByRole('dialog').getByText('delivered', { exact: true }).waitFor()
    const message = receiver.received[before]!
    match(message.id, /^msg_test_/)

    await at.visit(page, `/webhooks/${made.id}?tab=secret`)
    const sample = async (language: string) => {
      await page.getByRole('tab', { name: language }).click()
      return (await page.getByLabel(`how to check it in ${language}`, { exact: true }).textContent()) ?? ''
    }
    const folder = mkdtempSync(join(tmpdir(), 'parley-verify-'))
    after(() => rmSync(folder, { recursive: true }))
    const given = {
      headers: message.headers,
      body: message.body,
      secrets: [made.secret, fresh, 'whsec_none'],
    }
    writeFileSync(join(folder, 'given.json'), JSON.stringify(given))
    writeFileSync(join(folder, 'verify.ts'), await sample('TypeScript'))
    writeFileSync(
      join(folder, 'main.ts'),
      `import { readFileSync } from 'node:fs'
import { isGenuine } from ${JSON.stringify(pathToFileURL(join(folder, 'verify.ts')).href)}
const { headers, body, secrets } = JSON.parse(readFileSync(${JSON.stringify(join(folder, 'given.json'))}, 'utf8'))
console.log(JSON.stringify([...secrets.map(secret => isGenuine(secret, headers, body)),
  isGenuine(secrets[0], headers, body + ' '), isGenuine(secrets[0], {}, body)]))`,
    )
    writeFileSync(
      join(folder, 'main.py'),
      `${await sample('Python')}
import json
given = json.load(open(${JSON.stringify(join(folder, 'given.json'))}))
headers, body, secrets = given["headers"], given["body"].encode(), given["secrets"]
print(json.dumps([is_genuine(each, headers, body) for each in secrets[:2]]
    + [is_genuine("whsec_bm9uZQ==", headers, body), is_genuine(secrets[0], headers, body + b" "), is_genuine(secrets[0], {}, body)]))`,
    )
    const programs = [
      [process.execPath, '--disable-warning=ExperimentalWarning', join(folder, 'main.ts')],
      ['python3', join(folder, 'main.py')],
    ]
    for (const program of programs) {
      const { code, stdout, stderr } = await run(program).finished
      equal(code, 0, stderr)
      deepEqual(JSON.parse(stdout), [true, true, false, false, false], program[0])
    }
    match(await sample('C#'), /HMACSHA256\.HashData/)
    await checkPage(page)
    await page.context().close()
    deepEqual(at.complaints.splice(0), [])
  })

  it('changes it, and says so when somebody else did meanwhile; switches it off and deletes it', async () => {
    const { id } = await at.ask('POST', '/webhooks', { url: receiver.url, headers: { 'x-old': 'kept' } })
    const page = await at.signInAt(`/webhooks/${id}?tab=settings`)
    await page.getByLabel('What it is for').fill('Mine')
    await at.ask('PATCH', `/webhooks/${id}`, { description: 'Theirs' })
    await page.getByRole('button', { name: 'Save webhook' }).click()
    await page.getByText('Somebody changed it meanwhile').waitFor()
    equal(await page.getByLabel('What it is for').inputValue(), 'Mine')
    await checkPage(page)
    await page.getByRole('button', { name: 'Take what is there now' }).click()
    equal(await page.getByLabel('What it is for').inputValue(), 'Theirs')
    await page.getByLabel('What it is for').fill('Ours')
    await page.getByRole('button', { name: 'Save webhook' }).click()
    await page.getByRole('heading', { name: 'Ours' }).waitFor()
    deepEqual((await at.ask('GET', `/webhooks/${id}`)).headers, { 'x-old': '***' })
    await picture(page, 'webhook-settings')
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByText('It is switched off').waitFor()
    await checkPage(page)
    ok((await at.ask('GET', `/webhooks/${id}`)).disabledAt)
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('button', { name: 'Send an example' }).waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('Webhook deleted').waitFor()
    await settled(page)
    await checkPage(page)
    await picture(page, 'webhooks')
    await page.context().close()
    const viewer = await at.signIn(await at.newPerson('viewer'))
    equal(await viewer.getByRole('link', { name: 'Webhooks' }).count(), 0)
    await viewer.context().close()
    ok(at.complaints.splice(0).every(complaint => complaint.includes('412')))
  })
})
