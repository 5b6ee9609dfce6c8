import { Box, Button, Grid, Group, Radio, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { faultOf, Problem } from '../../api/problem.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { RuleEditor } from '../../kit/rule/RuleEditor.tsx'
import { isComplete, type Rule } from '../../kit/rule/rule.ts'
import { useRuleWorld } from '../../kit/rule/use-rule-world.ts'
import { Section } from '../../kit/Section.tsx'
import { Preview, usePreview } from './Preview.tsx'
import { kindAbout, kindWords } from './segment-state.tsx'

export interface Draft {
  readonly name: string
  readonly description: string
  readonly kind: string
  readonly rule: Rule | null
  readonly includesUnapproved: boolean
  readonly refresh: string | null
}

/** What the server takes of a draft; a list begins empty. */
export function bodyOf({ name, description, kind, rule, includesUnapproved, refresh }: Draft) {
  return {
    name: name.trim(),
    description,
    ...(rule && { rule: { ...rule }, includesUnapproved }),
    ...(kind === 'refreshing' && { refresh: (refresh ?? 'daily') as 'daily' | 'weekly' | 'monthly' }),
  }
}

interface Props {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly isNew: boolean
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onSubmit: () => void
  readonly onCancel?: () => void
  /** Above the fields: that it was changed by somebody else. */
  readonly notice?: ReactNode
}

export function SegmentForm(props: Props) {
  const { draft, onChange, isNew, error, isBusy, onSubmit, onCancel, notice } = props
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  const kinds = Object.entries(kindWords)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Stack gap="lg">
        {notice}
        {error && !notice && <ErrorState error={error} />}
        <Section>
          <Stack>
            <TextInput
              label="Name"
              required
              value={draft.name}
              error={faultOf(error, 'name')}
              onChange={event => change({ name: event.currentTarget.value })}
            />
            <Textarea
              label="Description"
              autosize
              minRows={1}
              value={draft.description}
              error={faultOf(error, 'description')}
              onChange={event => change({ description: event.currentTarget.value })}
            />
            {isNew && (
              <Radio.Group
                label="Kind"
                value={draft.kind}
                onChange={kind =>
                  change({ kind, rule: kind === 'list' ? null : (draft.rule ?? { kind: 'all', of: [] }) })
                }
              >
                <Stack gap="xs" mt="xs">
                  {kinds.map(([kind, label]) => (
                    <Radio key={kind} value={kind} label={label} description={kindAbout[kind]} />
                  ))}
                </Stack>
              </Radio.Group>
            )}
            {draft.kind === 'refreshing' && (
              <Select
                label="Computed"
                allowDeselect={false}
                maw={240}
                data={['daily', 'weekly', 'monthly']}
                value={draft.refresh ?? 'daily'}
                onChange={refresh => change({ refresh })}
              />
            )}
          </Stack>
        </Section>
        {draft.rule && (
          <RulePart
            rule={draft.rule}
            includesUnapproved={draft.includesUnapproved}
            error={error}
            onChange={change}
          />
        )}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={isBusy} disabled={draft.rule !== null && !isComplete(draft.rule)}>
            {isNew ? 'Make segment' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface RulePartProps {
  readonly rule: Rule
  readonly includesUnapproved: boolean
  readonly error: Error | null
  readonly onChange: (part: Partial<Draft>) => void
}

function RulePart({ rule, includesUnapproved, error, onChange }: RulePartProps) {
  const world = useRuleWorld()
  const preview = usePreview(rule, includesUnapproved)
  const found = error ?? preview.error
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Section title="Whom it is about">
          <Stack mt="sm">
            <RuleEditor
              rule={rule}
              world={world}
              faults={found instanceof Problem ? found.faults : []}
              pointer="/rule"
              onChange={next => onChange({ rule: next })}
            />
            <Switch
              label="Contacts that have still to confirm may be in it, too"
              checked={includesUnapproved}
              onChange={event => onChange({ includesUnapproved: event.currentTarget.checked })}
            />
          </Stack>
        </Section>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Box style={{ position: 'sticky', top: 72 }}>
          <Section title="Right now">
            <Preview preview={preview} />
          </Section>
        </Box>
      </Grid.Col>
    </Grid>
  )
}
