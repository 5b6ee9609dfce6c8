import Type from 'typebox'
import { removeSnapshot } from '../../../domain/accounts/take-snapshot.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'

export const deleteSnapshot = operation({
  method: 'DELETE',
  path: '/snapshots/{name}',
  name: 'deleteSnapshot',
  summary: 'Forget a snapshot',
  tag: 'Double',
  scope: 'snapshots:write',
  params: Type.Object({ name: Type.String({ maxLength: 100 }) }),
  replies: { 204: null },
  errors: ['snapshot-not-found'],
  async handle({ db, blobs, clock, caller, params: { name } }) {
    await removeSnapshot(db, blobs, caller.tenant, name, actorOf(caller), clock.wall())
    return { status: 204 }
  },
})
