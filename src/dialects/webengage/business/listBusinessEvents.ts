import Type from 'typebox'
import { listDefinitions } from '../../../domain/business-events/read-definitions.ts'
import { operation } from '../../../http/operation.ts'
import { Account, contain, container, Format } from '../container.ts'
import { DefinitionModel, toWireDefinition } from './translate.ts'

/** All there are, by name. */
export const listBusinessEvents = operation({
  method: 'GET',
  path: '/accounts/{licenseCode}/business/events/definition',
  name: 'listBusinessEvents',
  summary: 'List the business events that are defined',
  tag: 'Business events',
  scope: 'data-ingestion:write',
  isExtension: true,
  versions: ['v2'],
  params: Account,
  query: Format,
  replies: { 200: container(Type.Array(DefinitionModel)) },
  async handle({ caller: { tenant }, db }) {
    return { status: 200, body: contain((await listDefinitions(db, tenant)).map(toWireDefinition)) }
  },
})
