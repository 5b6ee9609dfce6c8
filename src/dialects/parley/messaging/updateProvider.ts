import Type from 'typebox'
import { couriers } from '../../../channels/couriers.ts'
import { updateProvider as update } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { hidden, ProviderModel, ProviderPatch, providerParams, toWireProvider } from './provider-model.ts'

/** A merge patch, also of the settings: what is absent stays, null clears. */
export const updateProvider = operation({
  method: 'PATCH',
  path: '/providers/{providerId}',
  name: 'updateProvider',
  summary: 'Change what is given of a provider',
  tag: 'Messages',
  scope: 'providers:write',
  params: providerParams,
  headers: Type.Object(ifMatch),
  body: ProviderPatch,
  replies: { 200: ProviderModel },
  errors: ['provider-not-found', 'provider-invalid', 'version-mismatch'],
  async handle({ write, caller, params, headers, body, now }) {
    const provider = await write(tx =>
      update(
        tx,
        caller.tenant.id,
        params.providerId,
        present => {
          requireMatch(headers['if-match'], present.version)
          const given = Object.entries(body.settings ?? {}).filter(([, value]) => value !== hidden)
          const merged = Object.entries({ ...present.settings, ...Object.fromEntries(given) })
          return {
            ...present,
            ...body,
            settings: Object.fromEntries(merged.filter(([, value]) => value !== null)),
          }
        },
        couriers,
        now,
      ),
    )
    return { status: 200, body: toWireProvider(provider), headers: etag(provider.version) }
  },
})
