import Type from 'typebox'
import { listSnapshots as list } from '../../../domain/accounts/take-snapshot.ts'
import { operation } from '../../../http/operation.ts'
import { SnapshotModel, toWireSnapshot } from './translate.ts'

export const listSnapshots = operation({
  method: 'GET',
  path: '/snapshots',
  name: 'listSnapshots',
  summary: 'List the snapshots, the oldest first',
  tag: 'Double',
  scope: 'snapshots:read',
  replies: { 200: Type.Object({ items: Type.Array(SnapshotModel) }) },
  async handle({ db, caller }) {
    return { status: 200, body: { items: (await list(db, caller.tenant.id)).map(toWireSnapshot) } }
  },
})
