import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { useMay } from '../../session/session.tsx'
import { aboutWords, actionWords, timesWords } from './fault-words.ts'
import { type Kind, type RuleValues, toRule, usual } from './rule-values.ts'

const kindWords = [
  { value: 'refuse', label: 'Refuse' },
  { value: 'wait', label: 'Wait, then answer as usual' },
  { value: 'reset', label: 'Break the connection' },
  { value: 'truncate', label: 'Cut the answer off' },
  { value: 'throttle', label: 'Send the answer slowly' },
]

interface Props {
  readonly begin: Partial<RuleValues>
  readonly onClose: () => void
}

/** Makes a fault rule. What it will do is told as a sentence before it is made. */
export function NewRule({ begin, onClose }: Props) {
  const [values, setValues] = useState<RuleValues>({ ...usual, ...begin })
  const change = (changes: Partial<RuleValues>) => setValues(before => ({ ...before, ...changes }))
  const create = useDeed('createFaultRule', {
    changes: ['listFaultRules'],
    done: 'Fault rule made: it strikes from now on',
    showsProblem: true,
    onDone: onClose,
  })
  const rule = toRule(values)
  const { kind, method } = values
  const isAnswered = kind === 'refuse' || kind === 'reset' || kind === 'wait'

  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate({ body: rule })
  }

  return (
    <Modal opened onClose={onClose} title="New fault rule" size="lg">
      <form onSubmit={submit}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect
              label="Do"
              value={kind}
              onChange={event => change({ kind: event.currentTarget.value as Kind })}
              data={kindWords}
            />
            <Amount values={values} onChange={change} />
          </SimpleGrid>
          {kind !== 'wait' && (
            <NumberInput
              label="After a wait of, in milliseconds"
              value={values.latencyMs}
              onChange={given => change({ latencyMs: Number(given) || 0 })}
              min={0}
              max={300_000}
              step={100}
              maw={280}
            />
          )}
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <NativeSelect
              label="Method"
              value={method}
              onChange={event => change({ method: event.currentTarget.value })}
              data={[{ value: '', label: 'Any' }, 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']}
            />
            <OperationField value={values.operation} onChange={operation => change({ operation })} />
            <TextInput
              label="Path"
              placeholder="/contacts/*"
              value={values.path}
              onChange={event => change({ path: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Text size="xs" c="dimmed">
            An operation may end in a star; a path is given without its version, a star stands for one part of
            it, two for any rest. Empty fits everything.
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label="Of those, in percent"
              description="100: each of them."
              value={values.share}
              onChange={given => change({ share: Number(given) || 0 })}
              min={0}
              max={100}
            />
            <NumberInput
              label="So many times"
              description="Empty: until it is removed."
              value={values.times ?? ''}
              onChange={given => change({ times: typeof given === 'number' ? given : null })}
              min={1}
            />
          </SimpleGrid>
          {isAnswered && (
            <Checkbox
              label="Only after the deed is done"
              description="What was asked for is written; the client cannot know."
              checked={values.isAfter}
              onChange={event => change({ isAfter: event.currentTarget.checked })}
            />
          )}
          <Text size="sm" aria-live="polite">
            Parley <b>{actionWords({ action: rule.action, when: rule.when ?? 'after' })}</b>, to{' '}
            <b>{aboutWords({ requests: rule.requests ?? {} })}</b>,{' '}
            <b>{timesWords({ probability: rule.probability ?? 1, remaining: rule.remaining ?? null })}</b>.
          </Text>
          {create.error && <ErrorState error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Make the rule
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface AmountProps {
  readonly values: RuleValues
  readonly onChange: (changes: Partial<RuleValues>) => void
}

/** With which status, for how long, after how many bytes. */
function Amount({ values, onChange }: AmountProps) {
  const { kind, status, latencyMs, bytes, bytesPerSecond } = values
  if (kind === 'refuse')
    return (
      <NumberInput
        label="With the status"
        value={status}
        onChange={given => onChange({ status: Number(given) || 0 })}
        min={400}
        max={599}
      />
    )
  if (kind === 'wait')
    return (
      <NumberInput
        label="For, in milliseconds"
        value={latencyMs}
        onChange={given => onChange({ latencyMs: Number(given) || 0 })}
        min={1}
        max={300_000}
        step={100}
      />
    )
  if (kind === 'truncate')
    return (
      <NumberInput
        label="After so many bytes"
        value={bytes}
        onChange={given => onChange({ bytes: Number(given) || 0 })}
        min={0}
      />
    )
  if (kind === 'throttle')
    return (
      <NumberInput
        label="Bytes in a second"
        value={bytesPerSecond}
        onChange={given => onChange({ bytesPerSecond: Number(given) || 0 })}
        min={1}
      />
    )
  return null
}

interface OperationProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Offers the names of the operations of all APIs. */
function OperationField({ value, onChange }: OperationProps) {
  const may = useMay()
  const { data } = useAnswer('listScopes', {}, { enabled: may('keys:read') })
  const names = [...new Set(data?.items.flatMap(({ operations }) => operations))].sort()
  return (
    <Autocomplete
      label="Operation"
      placeholder="createInteraction"
      value={value}
      onChange={onChange}
      data={names}
      limit={20}
    />
  )
}
