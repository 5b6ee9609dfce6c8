import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { bodyOf, type Draft, SegmentForm } from './SegmentForm.tsx'

const empty: Draft = {
  name: '',
  description: '',
  kind: 'live',
  rule: { kind: 'all', of: [] },
  includesUnapproved: false,
  refresh: null,
}

export function NewSegmentPage() {
  const navigate = useNavigate()
  const [draft, setDraft] = useState(empty)
  const make = useDeed('createSegment', {
    changes: ['listSegments'],
    showsProblem: true,
    onDone: ({ id }) =>
      navigate({ to: '/segments/$segmentId', params: { segmentId: id }, ignoreBlocker: true }),
  })
  return (
    <>
      <LeaveGuard isDirty={draft !== empty} />
      <PageHeader title="New segment" back={<TextLink to="/segments">Segments</TextLink>} />
      <SegmentForm
        draft={draft}
        onChange={setDraft}
        isNew
        error={make.error}
        isBusy={make.isPending}
        onSubmit={() =>
          make.mutate({ body: { ...bodyOf(draft), kind: draft.kind as 'live' | 'refreshing' | 'list' } })
        }
      />
    </>
  )
}
