import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import type { DomainError, Fault } from '../../kernel/domain-error.ts'
import type { ConsentDefinition } from './consent-definition.ts'
import type { ContactTypeDefinition } from './contact-type.ts'
import { createContact } from './create-contact.ts'
import { defineConsent, listConsentDefinitions, removeConsentDefinition } from './define-consent.ts'
import { defineContactType, listContactTypes } from './define-contact-type.ts'

const { db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const terms: ConsentDefinition = {
  id: 'memberTerms',
  name: 'Terms',
  isMandatory: false,
  displayText: { 'sv-SE': 'Ja' },
  linkText: { en: 'Read' },
  conditionText: {},
}
const vip: ContactTypeDefinition = {
  id: 'VIP',
  displayName: 'Very important',
  keyAttribute: 'mobilePhone',
  mandatoryAttributes: ['lastName'],
}

const faultsOf = async (work: Promise<unknown>): Promise<string[]> => {
  try {
    await work
  } catch (error) {
    const { code, data } = error as DomainError<string, { faults: Fault[] }>
    assert.equal(code, 'input-invalid')
    return data.faults.map(({ field }) => field)
  }
  return []
}

test('consents are defined, defined anew and removed, each tenant its own', () =>
  inRolledBackTransaction(db, async tx => {
    const [tenant, other] = [await newTenant(tx), await newTenant(tx)]
    await defineConsent(tx, tenant, terms)
    await defineConsent(tx, tenant, { ...terms, id: 'ads', name: 'Ads' })
    const renamed = { ...terms, name: 'Terms of membership', isMandatory: true }
    await defineConsent(tx, tenant, renamed)
    assert.deepEqual(await listConsentDefinitions(tx, tenant), [
      { ...terms, id: 'ads', name: 'Ads' },
      renamed,
    ])
    assert.deepEqual(await listConsentDefinitions(tx, other), [])
    assert.equal(await removeConsentDefinition(tx, other, 'ads'), false)
    assert.equal(await removeConsentDefinition(tx, tenant, 'ads'), true)
    assert.equal((await listConsentDefinitions(tx, tenant)).length, 1)
  }))

test('a consent that cannot be shown or stored is not defined', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const faults = await faultsOf(
      defineConsent(tx, tenant, {
        id: 'a b',
        name: '\0',
        isMandatory: true,
        displayText: { 'sv-SE': '\ud800', Swedish_: 'x' },
        linkText: { sv: 'x'.repeat(20_001) },
        conditionText: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`sv-${n}`, 'x'])),
      }),
    )
    assert.deepEqual(faults, [
      'id',
      'name',
      'displayText.sv-SE',
      'displayText.Swedish_',
      'linkText.sv',
      'conditionText',
    ])
  }))

test('types are defined beside those that every tenant has', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await defineContactType(tx, tenant, vip)
    await defineContactType(tx, tenant, { ...vip, mandatoryAttributes: [] })
    assert.deepEqual(
      (await listContactTypes(tx, tenant)).map(({ id, mandatoryAttributes }) => [id, mandatoryAttributes]),
      [
        ['Contact', []],
        ['Member', []],
        ['VIP', []],
      ],
    )
  }))

test('a type keeps its key attribute as long as there are contacts of it', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await defineContactType(tx, tenant, vip)
    await defineContactType(tx, tenant, { ...vip, keyAttribute: 'email' })
    const input = {
      attributes: { email: 'a@example.com', lastName: 'A' },
      contactType: 'vip',
      createAsUnapproved: false,
    }
    await createContact(tx, tenant, input, at)
    assert.deepEqual(await faultsOf(defineContactType(tx, tenant, vip)), ['keyAttribute'])
    await defineContactType(tx, tenant, { ...vip, keyAttribute: 'email', displayName: 'Other words' })
  }))

test('a type that could not be told from another, or not be kept, is not defined', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    for (const [change, fields] of [
      [{ id: '' }, ['id']],
      [{ id: 'a/b' }, ['id']],
      [{ id: 'MEMBER' }, ['id']],
      [{ displayName: 'VIP' }, ['displayName']],
      [{ displayName: '' }, ['displayName']],
      [{ keyAttribute: 'memberNumber' }, ['keyAttribute']],
      [{ keyAttribute: 'city' }, ['keyAttribute']],
      [{ mandatoryAttributes: ['a', ''] }, ['mandatoryAttributes']],
      [{ mandatoryAttributes: ['\0'] }, ['mandatoryAttributes']],
    ] as const)
      assert.deepEqual(
        await faultsOf(defineContactType(tx, tenant, { ...vip, ...change } as ContactTypeDefinition)),
        fields,
        JSON.stringify(change),
      )
  }))
