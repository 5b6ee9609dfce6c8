import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../test/kit/database.ts'
import type { DomainError } from '../kernel/domain-error.ts'
import type { Arguments, Command, Workplace } from './command.ts'
import { consentDefine } from './consent-define.ts'
import { contactTypeDefine } from './contact-type-define.ts'

const { db, close } = await testDatabase()
after(close)

const run = (command: Command, positionals: string[], values: Arguments['values'] = {}) =>
  command.run({ db } as Workplace, { positionals, values })

test('an operator defines contact types and consents and sees what there is', async () => {
  const { slug } = await newTenant(db)
  const vip = await run(contactTypeDefine, [slug, 'VIP'], {
    key: 'mobilePhone',
    mandatory: ['lastName,city'],
  })
  assert.match(vip.text, /VIP +VIPs: known by mobilePhone; must have lastName, city/)
  const again = await run(contactTypeDefine, [slug, 'VIP'], { name: 'Very important' })
  assert.match(again.text, /VIP +Very important: known by mobilePhone$/m)

  const { json, text } = await run(consentDefine, [slug, 'terms'], {
    mandatory: true,
    display: ['sv-SE=Ja', 'en=a=b'],
  })
  assert.match(text, /terms +terms \(en, sv-SE\), mandatory/)
  assert.deepEqual(json, [
    {
      id: 'terms',
      name: 'terms',
      isMandatory: true,
      displayText: { 'sv-SE': 'Ja', en: 'a=b' },
      linkText: {},
      conditionText: {},
    },
  ])
})

test('what cannot be defined is told', async () => {
  const { slug } = await newTenant(db)
  const refuses = (work: Promise<unknown>, words: RegExp) =>
    assert.rejects(work, (error: DomainError) => words.test(error.message))
  await refuses(run(contactTypeDefine, [slug, 'VIP'], { key: 'city' }), /keyAttribute: must be email/)
  await refuses(run(contactTypeDefine, [slug]), /<type> is missing/)
  await refuses(run(contactTypeDefine, ['nobody', 'VIP']), /nobody/)
  await refuses(run(consentDefine, [slug, 'a b']), /id: must be/)
  await refuses(run(consentDefine, [slug, 'a'], { display: ['x'] }), /--display is <language=text>/)
})
