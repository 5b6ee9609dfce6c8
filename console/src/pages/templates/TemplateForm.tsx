import { Box, Grid, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import type { Draft } from './draft.ts'
import { PreviewPane } from './PreviewPane.tsx'
import { TemplateFields } from './TemplateFields.tsx'
import type { TemplateSearch } from './templates-search.ts'
import type { Occasion } from './use-occasion.ts'
import { codeFaults, usePreview } from './use-preview.ts'

interface Props {
  /** By which a button elsewhere submits it. */
  readonly id: string
  /** Of one that is saved. */
  readonly templateId?: string
  readonly draft: Draft
  /** Without it nothing can be changed. */
  readonly onChange?: (draft: Draft) => void
  readonly onSubmit: () => void
  readonly isNew: boolean
  readonly error: Error | null
  readonly occasion: Occasion
  readonly onChoose: (search: TemplateSearch) => void
  /** Above the fields: that it was changed by somebody else. */
  readonly notice?: ReactNode
}

/** A template beside what it becomes. */
export function TemplateForm(props: Props) {
  const { id, templateId, draft, onChange, onSubmit, isNew, error, occasion, onChoose, notice } = props
  const preview = usePreview(draft, occasion.contactId, occasion.context, templateId)
  const faultsOf = (part: string) => codeFaults(preview.faults, part)
  const change = onChange && ((part: Partial<Draft>) => onChange({ ...draft, ...part }))
  const fields = { draft, faultsOf, ...(change && { onChange: change }) }
  useHotkeys([['mod+S', onSubmit]], [])
  return (
    <form
      id={id}
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Stack gap="lg">
        {notice}
        {error && !notice && <ErrorState error={error} />}
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Stack gap="lg">
              <TemplateFields {...fields} isNew={isNew} error={error} />
              <ConditionFields {...fields} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <Box style={{ position: 'sticky', top: 72 }}>
              <PreviewPane
                channel={draft.channel}
                occasion={occasion}
                preview={preview}
                onChoose={onChoose}
              />
            </Box>
          </Grid.Col>
        </Grid>
      </Stack>
    </form>
  )
}
