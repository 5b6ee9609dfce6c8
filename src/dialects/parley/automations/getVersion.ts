import Type from 'typebox'
import { readVersion } from '../../../domain/automations/read-automations.ts'
import { operation } from '../../../http/operation.ts'
import { automationParams, toWireVersion, VersionModel } from './translate.ts'

/** One version of the definition of an automation. */
export const getVersion = operation({
  method: 'GET',
  path: '/automations/{automationId}/versions/{definitionVersion}',
  name: 'getVersion',
  summary: 'Read a version of an automation',
  tag: 'Automations',
  scope: 'automations:read',
  params: Type.Object({
    ...automationParams.properties,
    definitionVersion: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
  }),
  replies: { 200: VersionModel },
  errors: ['automation-version-not-found'],
  async handle({ db, caller, params }) {
    const { automationId, definitionVersion } = params
    const version = await readVersion(db, caller.tenant.id, automationId, definitionVersion)
    return { status: 200, body: toWireVersion(version) }
  },
})
