import { Fieldset, Select, Stack } from '@mantine/core'
import { stepOptions } from '../fields/step-options.ts'
import { type Definition, entryId } from '../model/definition.ts'
import { insert, lead, leadsBack, waysOf } from '../model/graph.ts'
import { newStep, stepKinds } from '../step-kinds.ts'
import type { World } from '../use-world.ts'

interface Props {
  readonly id: string
  readonly definition: Definition
  readonly world: World
  /** With the id of a step that was added. */
  readonly onChange: (definition: Definition, added?: string) => void
}

const ends = '@ends'
const adds = '@add '

/** Where a step leads, by a list: connects without a mouse. */
export function WaysFields({ id, definition, world, onChange }: Props) {
  const ways = waysOf(definition, id)
  if (ways.length === 0) return null
  return (
    <Fieldset legend={id === entryId ? 'Then' : 'Leads to'} p="xs">
      <Stack gap="xs">
        {ways.map(way => {
          const isJump = way.key === 'to'
          const isNeeded = isJump || way.key.startsWith('branches/')
          const fitting = stepOptions(definition, world).filter(
            other =>
              other.id !== id && (isJump || other.id === way.to || !leadsBack(definition, id, other.id)),
          )
          return (
            <Select
              key={way.key}
              size="xs"
              label={way.label || 'Next'}
              allowDeselect={false}
              searchable
              selectFirstOptionOnChange
              onFocus={event => event.currentTarget.select()}
              data={[
                {
                  value: ends,
                  label: isNeeded ? 'Choose a step' : way.isMain ? 'Nowhere: the run ends' : 'As without it',
                },
                { group: 'Steps', items: fitting.map(({ id: value, name }) => ({ value, label: name })) },
                ...(isJump
                  ? []
                  : [
                      {
                        group: 'A new step',
                        items: Object.entries(stepKinds).map(([kind, { label }]) => ({
                          value: adds + kind,
                          label: `New: ${label}`,
                        })),
                      },
                    ]),
              ]}
              value={way.to ?? ends}
              onChange={next => {
                if (next === null) return
                if (next === ends) return onChange(lead(definition, id, way.key, isJump ? '' : undefined))
                if (!next.startsWith(adds)) return onChange(lead(definition, id, way.key, next))
                const added = insert(definition, id, way.key, newStep(next.slice(adds.length)))
                onChange(added.definition, added.id)
              }}
            />
          )
        })}
      </Stack>
    </Fieldset>
  )
}
