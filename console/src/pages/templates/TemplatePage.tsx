import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/ask.ts'
import { isProblem } from '../../api/problem.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { channelWord } from '../../kit/channels.ts'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Overtaken } from '../../kit/Overtaken.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useMay } from '../../session/session.tsx'
import { DraftDifferences } from './DraftDifferences.tsx'
import { bodyOf, type Draft, draftOf, type Template } from './draft.ts'
import { TemplateForm } from './TemplateForm.tsx'
import { TestButton } from './TestButton.tsx'
import { useOccasion } from './use-occasion.ts'

const route = getRouteApi('/shell/templates/$templateId')

export function TemplatePage() {
  const { templateId } = route.useParams()
  const { data, error, refetch } = useAnswer('getTemplate', { params: { templateId } })
  if (data) return <Editor key={templateId} template={data} />
  return (
    <UnreadPage
      title="Template"
      back={<TextLink to="/templates">Templates</TextLink>}
      error={error}
      onRetry={refetch}
    />
  )
}

/** Under the version that was there when the editing began. Who comes second is told, and sees both. */
function Editor({ template }: { readonly template: Template }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()('messages:write')
  const occasion = useOccasion(search)
  const params = { templateId: template.id }
  const [base, setBase] = useState(template)
  const [draft, setDraft] = useState(() => draftOf(template))
  const read = bodyOf(draft)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base))
  const save = useDeed('replaceTemplate', {
    changes: ['getTemplate', 'listTemplates'],
    done: 'Saved',
    showsProblem: true,
    onDone: setBase,
  })
  const remove = useDeed('deleteTemplate', {
    changes: ['listTemplates'],
    done: `${base.name} is deleted`,
    leave: () => navigate({ to: '/templates', ignoreBlocker: true }),
  })

  function submit() {
    if ('body' in read && isDirty)
      save.mutate(
        { params, body: read.body, headers: { 'if-match': `"${base.version}"` } },
        // As it was understood, unless something was changed meanwhile.
        { onSuccess: saved => setDraft(now => (now === draft ? draftOf(saved) : now)) },
      )
  }

  function goOn(next: Draft, from: Template) {
    setDraft(next)
    setBase(from)
    save.reset()
  }

  const isOvertaken = isProblem(save.error, 'version-mismatch')
  return (
    <>
      <LeaveGuard isDirty={isDirty && may} />
      <PageHeader
        title={base.name}
        back={<TextLink to="/templates">Templates</TextLink>}
        beside={<StateBadge tone="neutral">{channelWord(base.channel)}</StateBadge>}
        about={
          <>
            Changed <Time at={base.updatedAt} isPast />
            {isDirty && may && '. What you changed is not saved yet.'}
          </>
        }
        actions={
          may && (
            <>
              <ConfirmButton
                question="Delete the template?"
                consequence="What was to be sent with it fails: campaigns, automations and your own systems that name it. What was sent stays. This cannot be undone."
                deed="Delete template"
                onConfirm={() => remove.mutateAsync({ params })}
              >
                Delete
              </ConfirmButton>
              <TestButton template={base} occasion={occasion} isDirty={isDirty} />
              <Button
                type="submit"
                form="template"
                loading={save.isPending}
                disabled={!isDirty || 'payloadFault' in read}
              >
                Save
              </Button>
            </>
          )
        }
      />
      <TemplateForm
        id="template"
        templateId={base.id}
        draft={draft}
        {...(may && { onChange: setDraft })}
        onSubmit={submit}
        isNew={false}
        error={save.error}
        occasion={occasion}
        onChoose={chosen => navigate({ search: chosen, replace: true, resetScroll: false })}
        notice={
          isOvertaken && (
            <Overtaken
              what="template"
              read={() => ask('getTemplate', { params })}
              compare={theirs => <DraftDifferences theirs={draftOf(theirs)} mine={draft} />}
              onTheirs={theirs => goOn(draftOf(theirs), theirs)}
              onMine={theirs => goOn(draft, theirs)}
            />
          )
        }
      />
    </>
  )
}
