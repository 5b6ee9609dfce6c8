import Type from 'typebox'
import { reportToken } from '../../../domain/messaging/follow-link.ts'
import { readProvider } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { ProviderModel, providerParams, toWireProvider } from './provider-model.ts'

export const getProvider = operation({
  method: 'GET',
  path: '/providers/{providerId}',
  name: 'getProvider',
  summary: 'Read a provider, and where it can post what became of messages',
  tag: 'Messages',
  scope: 'providers:read',
  params: providerParams,
  replies: {
    200: Type.Object({
      ...ProviderModel.properties,
      reportUrl: Type.String({ description: 'For the provider: a POST there needs no key.' }),
    }),
  },
  errors: ['provider-not-found'],
  async handle({ write, caller, params, href }) {
    const { provider, token } = await write(async tx => {
      const provider = await readProvider(tx, caller.tenant.id, params.providerId)
      return { provider, token: await reportToken(tx, caller.tenant.id, provider.id) }
    })
    const body = { ...toWireProvider(provider), reportUrl: href(`/m/report/${token}`) }
    return { status: 200, body, headers: etag(provider.version) }
  },
})
