import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { count } from '../../kit/numbers.tsx'
import type { Campaign } from './campaign-state.tsx'
import { StartButton } from './StartButton.tsx'

const route = getRouteApi('/shell/campaigns/$campaignId')
const changes = ['getCampaign', 'listCampaigns', 'listSends'] as const

/** What can be done with a campaign in its state. */
export function Deeds({ campaign }: { readonly campaign: Campaign }) {
  const { id, name, state, version, figures } = campaign
  const navigate = route.useNavigate()
  const params = { campaignId: id }
  const pause = useDeed('pauseCampaign', { changes, done: 'Paused' })
  const resume = useDeed('resumeCampaign', { changes, done: 'It goes on' })
  const stop = useDeed('stopCampaign', { changes, done: 'Stopped' })
  const remove = useDeed('deleteCampaign', {
    changes: ['listCampaigns'],
    done: `${name} is deleted`,
    leave: () => navigate({ to: '/campaigns' }),
  })
  const isOpen = state === 'scheduled' || state === 'running' || state === 'paused'
  const waiting = figures.byState.queued ?? 0
  return (
    <>
      {state === 'draft' && (
        <ConfirmButton
          question="Delete the draft?"
          consequence="The campaign and its list of recipients go. Nothing was sent."
          deed="Delete draft"
          onConfirm={() => remove.mutateAsync({ params, headers: { 'if-match': `"${version}"` } })}
        >
          Delete
        </ConfirmButton>
      )}
      {isOpen && (
        <ConfirmButton
          question="Stop the campaign for good?"
          consequence={`${count(waiting)} that wait are not sent. What was sent stays. It cannot be started again.`}
          deed="Stop campaign"
          onConfirm={() => stop.mutateAsync({ params })}
        >
          Stop
        </ConfirmButton>
      )}
      {(state === 'draft' || isOpen) && (
        <Button variant="default" onClick={() => navigate({ search: { edit: true } })}>
          Edit
        </Button>
      )}
      {(state === 'scheduled' || state === 'running') && (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ params })}>
          Pause
        </Button>
      )}
      {state === 'paused' && (
        <Button loading={resume.isPending} onClick={() => resume.mutate({ params })}>
          Resume
        </Button>
      )}
      {state === 'draft' && <StartButton campaign={campaign} />}
    </>
  )
}
