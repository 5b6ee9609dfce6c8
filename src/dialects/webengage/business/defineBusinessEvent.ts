import { defineBusinessEvent as define } from '../../../domain/business-events/define-business-event.ts'
import { operation } from '../../../http/operation.ts'
import { Account, contain, container, Format } from '../container.ts'
import {
  DefinitionBody,
  DefinitionModel,
  renameFaults,
  toNewDefinition,
  toWireDefinition,
} from './translate.ts'

/** WebEngage › Relays › Define a business event. What is defined already stays, with its type; what is new is added. */
export const defineBusinessEvent = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/business/events/definition',
  name: 'defineBusinessEvent',
  summary: 'Define a business event, or add attributes to one',
  tag: 'Business events',
  scope: 'data-ingestion:write',
  rateLimit: 'business-event-definitions',
  versions: ['v2'],
  params: Account,
  query: Format,
  body: DefinitionBody,
  replies: { 200: container(DefinitionModel) },
  async handle({ caller: { tenant }, body, write, now }) {
    const input = toNewDefinition(body)
    const { definition } = await write(tx => define(tx, tenant, input, now)).catch(renameFaults)
    return { status: 200, body: contain(toWireDefinition(definition)) }
  },
})
