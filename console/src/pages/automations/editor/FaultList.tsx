import { Stack, Text, UnstyledButton } from '@mantine/core'
import type { Fault } from '../../../api/problem.ts'
import classes from '../automations.module.css'
import { type Definition, entryId, stepOf } from '../model/definition.ts'
import { kindOfStep } from '../step-kinds.ts'
import { placeOf } from './faults.ts'

interface Props {
  readonly faults: readonly Fault[]
  readonly definition: Definition
  readonly onSelect: (id: string | undefined) => void
}

/** All that is to be mended; each leads to its step. */
export function FaultList({ faults, definition, onSelect }: Props) {
  if (faults.length === 0) return null
  return (
    <Stack component="ul" className={classes.faults!} gap={6} aria-label="To mend">
      {faults.slice(0, 20).map(fault => {
        const place = placeOf(fault)
        const step = place === undefined ? undefined : stepOf(definition, place)
        const name =
          place === entryId ? 'Entry' : step ? `${kindOfStep(step.kind).label} (${place})` : 'The whole'
        const rest = fault.pointer
          ?.split('/')
          .slice(step ? 3 : 2)
          .join(' ')
        return (
          <li key={`${fault.pointer} ${fault.detail}`}>
            <UnstyledButton className={classes.faultButton!} onClick={() => onSelect(place)}>
              <b>{name}</b>: {rest && `${rest} `}
              {fault.detail}
            </UnstyledButton>
          </li>
        )
      })}
      {faults.length > 20 && (
        <Text size="sm" c="dimmed" component="li">
          and {faults.length - 20} more
        </Text>
      )}
    </Stack>
  )
}
