import { Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/ask.ts'
import { isProblem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { Facts } from '../../kit/Facts.tsx'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Overtaken } from '../../kit/Overtaken.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import type { Rule } from '../../kit/rule/rule.ts'
import { ruleInWords } from '../../kit/rule/rule-words.ts'
import { useRuleWorld } from '../../kit/rule/use-rule-world.ts'
import { bodyOf, type Draft, SegmentForm } from './SegmentForm.tsx'
import type { Segment } from './segment-state.tsx'

const route = getRouteApi('/shell/segments/$segmentId')

const draftOf = (segment: Segment): Draft => ({
  name: segment.name,
  description: segment.description,
  kind: segment.kind,
  rule: segment.rule as unknown as Rule | null,
  includesUnapproved: segment.includesUnapproved,
  refresh: segment.refresh,
})

/** Under the version that was there when the editing began. Who comes second is told, and sees both. */
export function EditSegment({ segment }: { readonly segment: Segment }) {
  const navigate = route.useNavigate()
  const params = { segmentId: segment.id }
  const [draft, setDraft] = useState(() => draftOf(segment))
  const [base, setBase] = useState(segment)
  const close = () => navigate({ search: {}, ignoreBlocker: true })
  const save = useDeed('updateSegment', {
    changes: ['getSegment', 'listSegments', 'listMembers'],
    done: 'Saved',
    showsProblem: true,
    onDone: close,
  })
  const isOvertaken = isProblem(save.error, 'version-mismatch')

  function goOn(next: Draft, from: Segment) {
    setDraft(next)
    setBase(from)
    save.reset()
  }

  const notice = isOvertaken && (
    <Overtaken
      what="segment"
      read={() => ask('getSegment', { params })}
      compare={theirs => <Compared theirs={draftOf(theirs)} mine={draft} />}
      onTheirs={theirs => goOn(draftOf(theirs), theirs)}
      onMine={theirs => goOn(draft, theirs)}
    />
  )
  return (
    <>
      <LeaveGuard isDirty={JSON.stringify(draft) !== JSON.stringify(draftOf(base))} />
      <PageHeader title={`Edit ${segment.name}`} back={<TextLink to="/segments">Segments</TextLink>} />
      <SegmentForm
        draft={draft}
        onChange={setDraft}
        isNew={false}
        error={save.error}
        isBusy={save.isPending}
        notice={notice}
        onCancel={close}
        onSubmit={() =>
          save.mutate({ params, body: bodyOf(draft), headers: { 'if-match': `"${base.version}"` } })
        }
      />
    </>
  )
}

function Compared({ theirs, mine }: { readonly theirs: Draft; readonly mine: Draft }) {
  const { names } = useRuleWorld(theirs.rule, mine.rule)
  const facts = ({ name, description, rule, refresh, includesUnapproved }: Draft) =>
    [
      ['Name', name],
      ['Description', description],
      ['Rule', rule && ruleInWords(rule, names)],
      ['Computed', refresh],
      ['Unapproved contacts', includesUnapproved ? 'may be in it' : 'are left out'],
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
