import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { bodyOf, channelParts, type Draft, newDraft } from './draft.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { useOccasion } from './use-occasion.ts'

const route = getRouteApi('/shell/templates/new')

export function NewTemplatePage() {
  const { channel = 'email', ...search } = route.useSearch()
  const navigate = route.useNavigate()
  const occasion = useOccasion(search)
  const [draft, setDraft] = useState(() => newDraft(channel in channelParts ? channel : 'email'))
  const [isTouched, setTouched] = useState(false)
  const make = useDeed('createTemplate', {
    changes: ['listTemplates'],
    done: 'Made',
    showsProblem: true,
    onDone: ({ id }) =>
      navigate({ to: '/templates/$templateId', params: { templateId: id }, search, ignoreBlocker: true }),
  })

  function change(next: Draft) {
    setTouched(true)
    // What was never written goes with the channel; the rest waits for whoever comes back to it.
    setDraft(next.channel !== draft.channel && !isTouched ? newDraft(next.channel) : next)
  }

  function submit() {
    const read = bodyOf(draft)
    if ('body' in read) make.mutate(read)
  }

  return (
    <>
      <LeaveGuard isDirty={isTouched && !make.isSuccess} />
      <PageHeader
        title="New template"
        back={<TextLink to="/templates">Templates</TextLink>}
        actions={
          <Button
            type="submit"
            form="template"
            loading={make.isPending}
            disabled={'payloadFault' in bodyOf(draft)}
          >
            Make template
          </Button>
        }
      />
      <TemplateForm
        id="template"
        draft={draft}
        onChange={change}
        onSubmit={submit}
        isNew
        error={make.error}
        occasion={occasion}
        onChoose={chosen => navigate({ search: { channel, ...chosen }, replace: true, resetScroll: false })}
      />
    </>
  )
}
