import type { Fault } from '../../kernel/domain-error.ts'
import { isUuid } from '../../kernel/ids.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { readSegment } from '../segments/read-segments.ts'
import { type CampaignKind, campaignKinds } from './campaign.ts'
import type { CampaignToWrite } from './campaigns.sql.ts'
import { campaignInvalid } from './errors.ts'
import { readTemplate } from './read-templates.ts'

export interface CampaignInput {
  readonly name: string
  readonly kind: string
  readonly templateId: string
  readonly segmentId?: string | null
  readonly context?: Readonly<Record<string, unknown>>
  readonly perSecond?: number | null
}

const mostPerSecond = 100_000
const mostContextCharacters = 65_536

/** A campaign that can be written. Throws `campaign-invalid`, `template-not-found`, `segment-not-found`. */
export async function checkCampaign(
  tx: Tx,
  tenantId: string,
  input: CampaignInput,
): Promise<CampaignToWrite> {
  const faults: Fault[] = []
  const add = (field: string, isFine: boolean, message: string) => isFine || faults.push({ field, message })
  const { name, kind, templateId, segmentId = null, context = {}, perSecond = null } = input
  add(
    'name',
    name !== '' && name.length <= 200 && isStorableText(name),
    'must be a text of 1 to 200 characters',
  )
  add('kind', campaignKinds.includes(kind as CampaignKind), `must be one of ${campaignKinds.join(', ')}`)
  add(
    'segmentId',
    segmentId === null || (kind === 'broadcast' && isUuid(segmentId)),
    'must be the id of a segment, of a broadcast',
  )
  const isFine =
    storageFaults(context).length === 0 && JSON.stringify(context).length <= mostContextCharacters
  add('context', isFine, `must be at most ${mostContextCharacters} characters of JSON that can be stored`)
  const isRate =
    perSecond === null || (Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= mostPerSecond)
  add('perSecond', isRate, `must be an integer from 1 to ${mostPerSecond}`)
  if (faults.length > 0) throw campaignInvalid(faults)
  if (segmentId !== null) await readSegment(tx, tenantId, segmentId)
  const template = await readTemplate(tx, tenantId, templateId)
  return { name, kind, templateId: template.id, segmentId, context, perSecond }
}
