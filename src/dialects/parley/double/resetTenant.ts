import Type from 'typebox'
import { resetTenant as reset } from '../../../domain/accounts/reset-tenant.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'

/** Puts the data of the tenant back to a snapshot, or to nothing. Settings, keys, fault rules and snapshots stay. */
export const resetTenant = operation({
  method: 'POST',
  path: '/reset',
  name: 'resetTenant',
  summary: 'Put the tenant back',
  tag: 'Double',
  scope: 'snapshots:write',
  isNeverStored: true,
  body: Type.Object(
    {
      snapshot: Type.Optional(
        Type.String({ maxLength: 100, description: 'Its name; without it, to nothing.' }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 204: null },
  errors: ['tenant-is-production', 'snapshot-not-found', 'snapshot-outdated'],
  async handle({ db, blobs, clock, directory, signal, caller, body }) {
    await reset(db, blobs, caller.tenant, body.snapshot, actorOf(caller), clock.wall())
    await directory.refresh()
    signal.appended('events', [caller.tenant.id])
    signal.appended('interactions', [caller.tenant.id])
    return { status: 204 }
  },
})
