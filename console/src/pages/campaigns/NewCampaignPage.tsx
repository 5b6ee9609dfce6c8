import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { CampaignForm } from './CampaignForm.tsx'
import { bodyOf, newDraft } from './draft.ts'

/** Makes a draft: nothing is sent before it is started. */
export function NewCampaignPage() {
  const navigate = useNavigate()
  const [draft, setDraft] = useState(newDraft)
  const make = useDeed('createCampaign', {
    changes: ['listCampaigns'],
    showsProblem: true,
    onDone: ({ id }) =>
      navigate({ to: '/campaigns/$campaignId', params: { campaignId: id }, ignoreBlocker: true }),
  })
  return (
    <>
      <LeaveGuard isDirty={draft !== newDraft && !make.isSuccess} />
      <PageHeader
        title="New campaign"
        about="Nothing is sent before you start it."
        back={<TextLink to="/campaigns">Campaigns</TextLink>}
      />
      <CampaignForm
        draft={draft}
        onChange={setDraft}
        isNew
        error={make.error}
        isBusy={make.isPending}
        onSubmit={() => make.mutate({ body: { ...bodyOf(draft), kind: draft.kind } })}
      />
    </>
  )
}
