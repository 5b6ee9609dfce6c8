import { Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/ask.ts'
import { isProblem } from '../../api/problem.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { Facts } from '../../kit/Facts.tsx'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Overtaken } from '../../kit/Overtaken.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { CampaignForm } from './CampaignForm.tsx'
import type { Campaign } from './campaign-state.tsx'
import { bodyOf, type Draft, draftOf } from './draft.ts'

const route = getRouteApi('/shell/campaigns/$campaignId')

/** Under the version that was there when the editing began. Who comes second is told, and sees both. */
export function EditCampaign({ campaign }: { readonly campaign: Campaign }) {
  const navigate = route.useNavigate()
  const params = { campaignId: campaign.id }
  const [base, setBase] = useState(campaign)
  const [draft, setDraft] = useState(() => draftOf(campaign))
  const close = () => navigate({ search: {}, ignoreBlocker: true })
  const save = useDeed('updateCampaign', {
    changes: ['getCampaign', 'listCampaigns'],
    done: 'Saved',
    showsProblem: true,
    onDone: close,
  })
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base))
  const isOvertaken = isProblem(save.error, 'version-mismatch')
  const isStarted = base.state !== 'draft'

  function goOn(next: Draft, from: Campaign) {
    setDraft(next)
    setBase(from)
    save.reset()
  }

  function submit() {
    const { name, perSecond, ...rest } = bodyOf(draft)
    const body = { name, perSecond, ...(!isStarted && rest) }
    save.mutate({ params, body, headers: { 'if-match': `"${base.version}"` } })
  }

  const notice = isOvertaken && (
    <Overtaken
      what="campaign"
      read={() => ask('getCampaign', { params })}
      compare={theirs => <Compared theirs={draftOf(theirs)} mine={draft} />}
      onTheirs={theirs => goOn(draftOf(theirs), theirs)}
      onMine={theirs => goOn(draft, theirs)}
    />
  )
  return (
    <>
      <LeaveGuard isDirty={isDirty && !save.isSuccess} />
      <PageHeader title={`Edit ${campaign.name}`} back={<TextLink to="/campaigns">Campaigns</TextLink>} />
      <CampaignForm
        draft={draft}
        onChange={setDraft}
        isStarted={isStarted}
        isNew={false}
        error={save.error}
        isBusy={save.isPending}
        notice={notice}
        onCancel={close}
        onSubmit={submit}
      />
    </>
  )
}

const all = { query: { limit: 200 } } as const

function Compared({ theirs, mine }: { readonly theirs: Draft; readonly mine: Draft }) {
  const templates = useAnswer('listTemplates', all).data?.items ?? []
  const segments = useAnswer('listSegments', all).data?.items ?? []
  const facts = ({ name, templateId, segmentId, perSecond, context }: Draft) =>
    [
      ['Name', name],
      ['Template', templates.find(({ id }) => id === templateId)?.name ?? templateId],
      ['Segment', segments.find(({ id }) => id === segmentId)?.name ?? segmentId],
      ['A second', perSecond ?? 'as fast as can be'],
      ['Context', context],
    ] as const
  return (
    <>
      <Text fw={600} size="sm">
        There now
      </Text>
      <Facts of={facts(theirs)} />
      <Text fw={600} size="sm">
        Yours
      </Text>
      <Facts of={facts(mine)} />
    </>
  )
}
