import Type from 'typebox'
import { takeSnapshot as take } from '../../../domain/accounts/take-snapshot.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { SnapshotModel, toWireSnapshot } from './translate.ts'

/** Keeps what the tenant holds at this moment: rows, blobs, logs and clock. */
export const takeSnapshot = operation({
  method: 'POST',
  path: '/snapshots',
  name: 'takeSnapshot',
  summary: 'Keep what the tenant holds now',
  tag: 'Double',
  scope: 'snapshots:write',
  isNeverStored: true,
  body: Type.Object(
    { name: Type.String(), replace: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  replies: { 201: SnapshotModel },
  errors: ['tenant-is-production', 'snapshot-exists', 'account-input-invalid'],
  async handle({ db, blobs, clock, caller, body }) {
    const snapshot = await take(db, blobs, caller.tenant, body, actorOf(caller), clock.wall())
    return { status: 201, body: toWireSnapshot(snapshot) }
  },
})
