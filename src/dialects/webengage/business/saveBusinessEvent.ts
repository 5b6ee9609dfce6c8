import Type from 'typebox'
import { tellBusinessEvent } from '../../../domain/automations/business-event.ts'
import { createDefinitionCache } from '../../../domain/automations/definition-cache.ts'
import { operation } from '../../../http/operation.ts'
import { Account, contain, container, Format } from '../container.ts'
import { EventBody, readEvent, renameFaults } from './translate.ts'

const definitions = createDefinitionCache()

/** WebEngage › Relays › Save a business event: running automations that are entered by its name begin for their audiences. */
export const saveBusinessEvent = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/business/save-event',
  name: 'saveBusinessEvent',
  summary: 'Tell of something that happened to the business',
  tag: 'Business events',
  scope: 'data-ingestion:write',
  rateLimit: 'business-events',
  versions: ['v2'],
  params: Account,
  query: Format,
  body: EventBody,
  replies: { 200: container(Type.Object({})) },
  async handle({ caller: { tenant }, body, write, now }) {
    const undefinedNames = tenant.settings.learnsBusinessEvents ? 'learnt' : 'refused'
    const event = { ...readEvent(body, now), undefinedNames } as const
    await write(tx => tellBusinessEvent(tx, tenant, event, definitions, now)).catch(renameFaults)
    return { status: 200, body: contain({}) }
  },
})
